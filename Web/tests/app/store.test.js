// @ts-check
import { createStore as createAnyStore } from '../../app/store.js';
import { assertEquals } from '../assert.js';
import { chat, message } from './make.js';
import { said } from './shapes.js';

/** @import { Notification, Session } from '../../app/types.d.ts' */

/** A store with the chat "a" open, that is told only what the engine could say. */
function createStore() {
  const store = createAnyStore();
  store.openConversation('a');
  return { ...store, apply: (/** @type {Notification} */ it) => store.apply(said(it)) };
}

/** @type {Session} */
const session = {
  phase: 'ready',
  connection: 'online',
  account: { id: 'me', number: '+49', name: 'Mia' },
  device: 'd',
  kind: 'desktop',
};

Deno.test('chats are sorted by order, changed one by one, and removed', () => {
  const store = createStore();
  store.apply({
    type: 'chats',
    reset: true,
    chats: [chat('a', { order: 1 }), chat('b', { order: 2 })],
    removed: [],
  });
  store.apply({
    type: 'chats',
    chats: [chat('a', { order: 3 }), chat('c', { order: 0 })],
    removed: ['b'],
  });
  assertEquals(store.chats.value.map(({ id }) => id), ['a', 'c']);
});

Deno.test('a reset of the chats drops what was there', () => {
  const store = createStore();
  store.apply({ type: 'chats', reset: true, chats: [chat('a')], removed: [] });
  store.apply({ type: 'chats', reset: true, chats: [chat('b')], removed: [] });
  assertEquals(store.chats.value.map(({ id }) => id), ['b']);
});

Deno.test('messages of another chat than the open one are left out', () => {
  const store = createStore();
  store.apply({ type: 'messages', chat: 'a', reset: true, messages: [message(1)], hasOlder: true });
  store.apply({ type: 'messages', chat: 'b', messages: [message(2)], hasOlder: false });
  assertEquals(store.conversation.value?.messages.length, 1);
  assertEquals(store.conversation.value?.hasOlder, true);
});

Deno.test('messages that come after their chat was closed are left out', () => {
  const store = createStore();
  store.closeConversation();
  store.apply({ type: 'messages', chat: 'a', reset: true, messages: [message(1)], hasOlder: true });
  assertEquals(store.conversation.value, null);
});

Deno.test('older messages come before those that are there', () => {
  const store = createStore();
  store.apply({ type: 'messages', chat: 'a', reset: true, messages: [message(5)], hasOlder: true });
  store.apply({ type: 'messages', chat: 'a', messages: [message(3), message(4)], hasOlder: false });
  assertEquals(store.conversation.value?.messages.map(({ order }) => order), [3, 4, 5]);
});

Deno.test('a message that arrives leaves open whether there are older ones', () => {
  const store = createStore();
  store.apply({ type: 'messages', chat: 'a', reset: true, messages: [message(5)], hasOlder: true });
  store.apply({ type: 'messages', chat: 'a', messages: [message(6)] });
  assertEquals(store.conversation.value?.hasOlder, true);
  store.apply({ type: 'messages', chat: 'a', messages: [message(4)], hasOlder: false });
  store.apply({ type: 'messages', chat: 'a', messages: [message(7)] });
  assertEquals(store.conversation.value?.hasOlder, false);
});

Deno.test('a device that is logged out forgets all that it knew, and why', () => {
  const store = createStore();
  store.apply({ type: 'session', ...session });
  store.apply({ type: 'chats', reset: true, chats: [chat('a')], removed: [] });
  store.apply({ type: 'contacts', contacts: [{ account: 'a', number: '+1', name: 'Ann' }] });
  store.apply({
    type: 'messages',
    chat: 'a',
    reset: true,
    messages: [message(1)],
    hasOlder: false,
  });
  store.apply({
    type: 'session',
    ...session,
    phase: 'loggedOut',
    reason: 'removed',
    account: null,
  });
  assertEquals(store.chats.value, []);
  assertEquals(store.contacts.value, []);
  assertEquals(store.conversation.value, null);
  assertEquals(store.logOutReason.value, 'removed');
});

Deno.test('the reason stays while a new code is shown, and goes with the next account', () => {
  const store = createStore();
  store.apply({
    type: 'session',
    ...session,
    phase: 'loggedOut',
    reason: 'expired',
    account: null,
  });
  store.apply({ type: 'session', ...session, phase: 'linking', account: null });
  assertEquals(store.logOutReason.value, 'expired');
  store.apply({ type: 'session', ...session });
  assertEquals(store.logOutReason.value, null);
});

Deno.test('progress ends at a hundred percent', () => {
  const store = createStore();
  store.apply({ type: 'history', done: 1, total: 4, percent: 25 });
  assertEquals(store.history.value?.percent, 25);
  store.apply({ type: 'history', done: 4, total: 4, percent: 100 });
  assertEquals(store.history.value, null);
});
