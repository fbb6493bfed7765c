// @ts-check
import { Tabs } from '../../worker/tabs.js';
import { assertEquals } from '../assert.js';

/** @import { Intent, Notification } from '../../worker/types.d.ts' */

/** Two tabs, what the engine was asked, and what each tab was told. */
function setUp() {
  /** @type {Intent[]} */
  const asked = [];
  const tabs = new Tabs((intent) => asked.push(intent));
  const makeTab = () => {
    /** @type {Notification[]} */
    const told = [];
    const port = {
      postMessage: (/** @type {{ notification: Notification }} */ { notification }) => {
        told.push(notification);
      },
    };
    return { port, told };
  };
  const [first, second] = [makeTab(), makeTab()];
  for (const { port } of [first, second]) tabs.receive(port, { hello: { kind: 'desktop' } });
  return { tabs, asked, first, second };
}

Deno.test('a tab that says hello, and only it, is shown everything', () => {
  const { tabs, asked, first, second } = setUp();
  assertEquals(asked.map(({ type }) => type), ['show', 'show']);
  tabs.notify({ type: 'chats', ref: asked[1].ref, chats: [], reset: true });
  assertEquals(first.told, []);
  assertEquals(second.told, [{ type: 'chats', chats: [], reset: true }]);
});

Deno.test('an answer reaches the tab that asked, under its own reference', () => {
  const { tabs, asked, first, second } = setUp();
  tabs.receive(first.port, { intent: { type: 'startChat', number: '+1', ref: 7 } });
  tabs.receive(second.port, { intent: { type: 'startChat', number: '+2', ref: 7 } });
  const [one, two] = asked.slice(2).map(({ ref }) => ref);
  tabs.notify({ type: 'opened', chat: 'b', ref: two });
  tabs.notify({ type: 'opened', chat: 'a', ref: one });
  assertEquals(first.told, [{ type: 'opened', chat: 'a', ref: 7 }]);
  assertEquals(second.told, [{ type: 'opened', chat: 'b', ref: 7 }]);
});

Deno.test('what changed for all is told to all, with the reference only to who asked', () => {
  const { tabs, asked, first, second } = setUp();
  tabs.receive(first.port, { intent: { type: 'send', chat: 'a', text: 'x', ref: 3 } });
  tabs.notify({ type: 'chats', chats: [], ref: asked[2].ref });
  assertEquals(first.told, [{ type: 'chats', chats: [], ref: 3 }]);
  assertEquals(second.told, [{ type: 'chats', chats: [] }]);
});

Deno.test('messages reach the tabs in which their chat is open', () => {
  const { tabs, asked, first, second } = setUp();
  tabs.receive(first.port, { intent: { type: 'openChat', chat: 'a' } });
  tabs.notify({ type: 'messages', chat: 'a', reset: true, ref: asked[2].ref });
  tabs.notify({ type: 'messages', chat: 'a' });
  assertEquals([first.told.length, second.told.length], [2, 0]);
  tabs.receive(second.port, { intent: { type: 'openChat', chat: 'a' } });
  tabs.notify({ type: 'messages', chat: 'a', reset: true, ref: asked[3].ref });
  assertEquals([first.told.length, second.told.length], [2, 1]);
});

Deno.test('a chat is closed when the last tab that shows it closes it, or goes', () => {
  const { tabs, asked, first, second } = setUp();
  for (const { port } of [first, second]) {
    tabs.receive(port, { intent: { type: 'openChat', chat: 'a' } });
  }
  tabs.receive(first.port, { intent: { type: 'closeChat', chat: 'a' } });
  assertEquals(asked.filter(({ type }) => type === 'closeChat'), []);
  tabs.receive(second.port, { bye: true });
  assertEquals(asked.filter(({ type }) => type === 'closeChat'), [{
    type: 'closeChat',
    chat: 'a',
  }]);
});

Deno.test('how things stand is told to every tab, also to one that comes later', () => {
  const { tabs, first } = setUp();
  tabs.stand('engineMissing');
  assertEquals(first.told, [{ type: 'host', trouble: 'engineMissing' }]);
  /** @type {unknown[]} */
  const told = [];
  const later = { postMessage: (/** @type {unknown} */ message) => void told.push(message) };
  tabs.receive(later, { hello: { kind: 'desktop' } });
  assertEquals(told, [{ notification: { type: 'host', trouble: 'engineMissing' } }]);
});

Deno.test('when the engine began anew, every tab is shown everything, its open chats too', () => {
  const { tabs, asked, first } = setUp();
  tabs.receive(first.port, { intent: { type: 'openChat', chat: 'a' } });
  asked.length = 0;
  tabs.showAll();
  assertEquals(asked.map(({ type }) => type), ['show', 'openChat', 'show']);
});
