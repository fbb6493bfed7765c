// @ts-check
import { createClient } from '../../app/client.js';
import { createStore } from '../../app/store.js';
import { assert, assertEquals } from '../assert.js';

/** @import { Intent, Notification } from '../../app/types.d.ts' */

function engine() {
  /** @type {(Intent & { ref: number })[]} */
  const sent = [];
  /** @type {(notification: Notification) => void} */
  let receive = () => {};
  const client = createClient({
    send: (intent) => sent.push(intent),
    listen: (listener) => (receive = listener),
  }, createStore());
  return { client, sent, say: (/** @type {Notification} */ it) => receive(it) };
}

Deno.test('every intent has a reference of its own', () => {
  const { client, sent } = engine();
  client.send({ type: 'logOut' });
  client.send({ type: 'logOut' });
  assert(sent[0].ref !== sent[1].ref);
});

Deno.test('an answer goes to who asked, once', () => {
  const { client, sent, say } = engine();
  /** @type {string[]} */
  const opened = [];
  client.ask({ type: 'startChat', number: '+49' }, (answer) => {
    if (answer.type === 'opened') opened.push(answer.chat);
    return answer.type === 'opened';
  });
  say({ type: 'opened', chat: 'other', ref: sent[0].ref + 1 });
  say({ type: 'opened', chat: 'ours', ref: sent[0].ref });
  say({ type: 'opened', chat: 'again', ref: sent[0].ref });
  assertEquals(opened, ['ours']);
});

Deno.test('who waits for an answer that never comes is forgotten in the end', () => {
  const { client, sent, say } = engine();
  /** @type {number[]} */
  const heard = [];
  for (let count = 0; count < 600; count += 1) {
    client.ask({ type: 'findContact', number: '+49' }, () => Boolean(heard.push(count)));
  }
  say({ type: 'contact', found: false, ref: sent[0].ref });
  say({ type: 'contact', found: false, ref: sent[599].ref });
  assertEquals(heard, [599]);
});

Deno.test('a problem is told by the latest who takes it', () => {
  const { client, say } = engine();
  /** @type {string[]} */
  const told = [];
  client.onProblem(() => Boolean(told.push('toast')));
  const remove = client.onProblem(({ intent }) => intent === 'send' && Boolean(told.push('form')));
  say({ type: 'problem', code: 'tooLong', intent: 'send' });
  say({ type: 'problem', code: 'offline' });
  remove();
  say({ type: 'problem', code: 'tooLong', intent: 'send' });
  assertEquals(told, ['form', 'toast', 'toast']);
});

Deno.test('a problem that the server finds later is told where its intent was sent', () => {
  const { client, sent, say } = engine();
  /** @type {(string | undefined)[]} */
  const told = [];
  client.onProblem(({ intent }) => Boolean(told.push(intent)));
  client.send({ type: 'requestCode', number: '+49' });
  say({ type: 'problem', code: 'rateLimited', ref: sent[0].ref });
  say({ type: 'problem', code: 'rateLimited', ref: sent[0].ref + 1 });
  say({ type: 'problem', code: 'tooLong', intent: 'send', ref: sent[0].ref });
  assertEquals(told, ['requestCode', undefined, 'send']);
});
