// @ts-check
import { Draft } from '../../app/conversation/draft.js';
import { TypingSignal } from '../../app/conversation/typing-signal.js';
import { assertEquals } from '../assert.js';

Deno.test('a draft is kept after a pause, at once when asked, and not twice', async () => {
  /** @type {string[]} */
  const kept = [];
  const draft = new Draft((text) => kept.push(text));
  draft.change('h');
  draft.change('he');
  assertEquals(kept, []);
  await new Promise((resolve) => setTimeout(resolve, 350));
  assertEquals(kept, ['he']);
  draft.save();
  draft.change('hey');
  draft.save();
  assertEquals(kept, ['he', 'hey']);
});

Deno.test('a draft from elsewhere is taken until something is typed here', () => {
  const draft = new Draft(() => {});
  assertEquals(draft.accepts('from the other tab'), true);
  draft.change('mine');
  draft.save();
  assertEquals(draft.accepts('an echo'), false);
});

Deno.test('typing is told once at the start and once at the end', () => {
  /** @type {boolean[]} */
  const told = [];
  const typing = new TypingSignal((active) => told.push(active));
  typing.change(true);
  typing.change(true);
  typing.change(false);
  typing.stop();
  assertEquals(told, [true, false]);
});
