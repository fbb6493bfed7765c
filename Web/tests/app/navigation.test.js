// @ts-check
import { createNavigation } from '../../app/navigation.js';
import { assertEquals } from '../assert.js';

/** A browser's history, as far as navigation uses it. */
class FakeHistory {
  /** @param {unknown} state */
  constructor(state = null) {
    this.states = [state];
    this.backs = 0;
  }
  get state() {
    return this.states.at(-1);
  }
  /** @param {unknown} state */
  pushState(state) {
    this.states.push(structuredClone(state));
  }
  /** @param {unknown} state */
  replaceState(state) {
    this.states[this.states.length - 1] = structuredClone(state);
  }
  /** A browser goes back later, not at once. */
  back() {
    this.backs += 1;
    queueMicrotask(() => {
      this.states.pop();
      this.onpop?.(this.state);
    });
  }
  /** @type {((state: unknown) => void) | null} */
  onpop = null;
}

/** Lets the browser get to where it was sent. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** @param {unknown} [state] */
function setUp(state) {
  const history = new FakeHistory(state);
  const navigation = createNavigation(/** @type {History} */ (/** @type {unknown} */ (history)));
  history.onpop = navigation.restore;
  navigation.belongTo('phone');
  const place =
    () => [navigation.chat.value, ...navigation.panels.value.map((panel) => panel.name)];
  return { history, navigation, place };
}

Deno.test('Back closes what was opened last, through the browser’s own history', async () => {
  const { history, navigation, place } = setUp();
  navigation.openChat('a');
  navigation.openPanel({ name: 'settings' });
  navigation.pushPanel({ name: 'linkedDevices' });
  navigation.closePanel();
  assertEquals(place(), ['a', 'settings']);
  navigation.closePanel();
  navigation.closeChat();
  assertEquals(place(), [null]);
  await settled();
  assertEquals(place(), [null]);
  assertEquals(history.backs, 3);
});

Deno.test('the browser’s own Back does the same', async () => {
  const { history, navigation, place } = setUp();
  navigation.openChat('a');
  navigation.openPanel({ name: 'chatInfo' });
  history.back();
  await settled();
  assertEquals(place(), ['a']);
  history.back();
  await settled();
  assertEquals(place(), [null]);
});

Deno.test('Back in haste goes back once for each place, and never beyond the first', async () => {
  const { history, navigation, place } = setUp();
  navigation.openChat('a');
  for (let press = 0; press < 3; press += 1) navigation.closeChat();
  await settled();
  assertEquals(place(), [null]);
  assertEquals(history.backs, 1);
  assertEquals(history.states.length, 1);
});

Deno.test('what is opened while the browser goes back is opened', async () => {
  const { history, navigation, place } = setUp();
  navigation.openChat('a');
  navigation.closeChat();
  navigation.openChat('b');
  navigation.openPanel({ name: 'settings' });
  await settled();
  assertEquals(place(), ['b', 'settings']);
  assertEquals(history.states.length, 3);
  history.back();
  await settled();
  assertEquals(place(), ['b']);
  navigation.closeChat();
  await settled();
  assertEquals(place(), [null]);
  assertEquals(history.states.length, 1);
});

Deno.test('changing between chats leaves no trail', () => {
  const { history, navigation } = setUp();
  navigation.openChat('a');
  navigation.openChat('b');
  navigation.openChat('c');
  assertEquals(history.states.length, 2);
});

Deno.test('a reload comes back to the same place, and Back still closes it', () => {
  const kept = { chat: 'a', panels: [{ name: 'chatInfo' }], depth: 2, owner: 'phone' };
  const { navigation, place } = setUp(kept);
  assertEquals(place(), ['a', 'chatInfo']);
  navigation.closePanel();
  navigation.closeChat();
  assertEquals(place(), [null]);
});

Deno.test('a strange state in the history is no place', () => {
  assertEquals(setUp('nonsense').place(), [null]);
  assertEquals(setUp({ chat: 7, panels: 'x', owner: 'phone' }).place(), [null]);
});

Deno.test('nothing of the place survives a log-out, whoever comes next', async () => {
  const { history, navigation, place } = setUp();
  navigation.openChat('a');
  navigation.openPanel({ name: 'settings' });
  navigation.belongToNobody();
  assertEquals(place(), [null]);
  navigation.belongTo('another');
  assertEquals(place(), [null]);
  history.back();
  await settled();
  assertEquals(place(), [null]);
});

Deno.test('a place that another device left in the history is not shown', () => {
  const kept = { chat: 'a', panels: [{ name: 'chatInfo' }], depth: 2, owner: 'before' };
  const { history, place } = setUp(kept);
  assertEquals(place(), [null]);
  assertEquals(JSON.stringify(history.state).includes('chatInfo'), false);
});
