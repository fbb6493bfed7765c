// @ts-check
/** Workers without a shared one: who hosts, what reaches it, and who takes over. */
import { elect } from '../../worker/election.js';
import { assertEquals } from '../assert.js';

/** @import { FromTab } from '../../worker/types.d.ts' */

/**
 * The worker of one tab in this process: Deno has no way to end one, so each test lets go of the lock itself.
 *
 * @param {string} name
 * @param {string[]} log What hosts were told.
 * @param {string} label
 */
function worker(name, log, label) {
  /** @type {unknown[]} */
  const told = [];
  const scope = {
    /** @type {((event: MessageEvent) => void) | null} */
    onmessage: null,
    postMessage: (/** @type {unknown} */ message) => void told.push(message),
  };
  elect(scope, name, () => (port, message) => {
    log.push(`${label}: ${Object.keys(message)[0]} ${message.intent?.type ?? ''}`.trim());
    port.postMessage({ notification: { type: `from ${label}` } });
  });
  return {
    told,
    /** @param {FromTab} message */
    say: (message) => scope.onmessage?.(new MessageEvent('message', { data: message })),
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Holds the lock as a host elsewhere would, until it is called. @param {string} name */
async function hostElsewhere(name) {
  /** @type {() => void} */
  let leave = () => {};
  await new Promise((held) => {
    navigator.locks.request(name, () => {
      held(null);
      return new Promise((resolve) => leave = () => resolve(null));
    });
  });
  return () => leave();
}

Deno.test('the first worker hosts, and the others pass on what their tabs say', async () => {
  /** @type {string[]} */
  const log = [];
  const first = worker('one', log, 'first');
  await settle();
  const second = worker('one', log, 'second');
  first.say({ hello: { kind: 'phone' } });
  second.say({ intent: { type: 'send' } });
  await settle();
  assertEquals(log, ['first: hello', 'first: intent send']);
  assertEquals(first.told, [{ notification: { type: 'from first' } }]);
  assertEquals(second.told, [{ notification: { type: 'from first' } }]);
});

Deno.test('what nobody confirmed, and what the tab shows, is told to the next host', async () => {
  const leave = await hostElsewhere('two');
  /** @type {string[]} */
  const log = [];
  const tab = worker('two', log, 'next');
  tab.say({ hello: { kind: 'phone' } });
  tab.say({ intent: { type: 'openChat', chat: 'a' } });
  tab.say({ intent: { type: 'send' } });
  await settle();
  assertEquals(log, []);
  leave();
  await settle();
  assertEquals(log, ['next: hello', 'next: intent openChat', 'next: intent send']);
});

Deno.test('followers introduce themselves to a new host, which hears nothing twice', async () => {
  const leave = await hostElsewhere('three');
  /** @type {string[]} */
  const log = [];
  worker('three', log, 'next');
  const other = worker('three', log, 'other');
  other.say({ hello: { kind: 'phone' } });
  other.say({ intent: { type: 'openChat', chat: 'a' } });
  other.say({ intent: { type: 'send' } });
  leave();
  await settle();
  assertEquals(log.filter((entry) => entry === 'next: intent send').length, 1);
  assertEquals(log.slice(-2), ['next: hello', 'next: intent openChat']);
});

Deno.test('a tab that said goodbye is forgotten', async () => {
  /** @type {string[]} */
  const log = [];
  worker('four', log, 'host');
  await settle();
  const channel = new BroadcastChannel('four');
  const say = (/** @type {number} */ number, /** @type {FromTab} */ message) =>
    channel.postMessage({ from: 'tab', number, message });
  say(1, { intent: { type: 'send' } });
  say(1, { intent: { type: 'send' } });
  say(2, { bye: true });
  say(1, { intent: { type: 'send' } });
  await settle();
  assertEquals(log, ['host: intent send', 'host: bye', 'host: intent send']);
  channel.close();
});
