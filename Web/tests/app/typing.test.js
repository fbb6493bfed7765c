// @ts-check
import { Draft } from '../../app/conversation/draft.js';
import { TypingSignal } from '../../app/conversation/typing-signal.js';
import { assertEquals } from '../assert.js';
import { inOwnTime } from '../time.js';

Deno.test(
  'a draft is kept after a pause, at once when asked, and not twice',
  inOwnTime(async (pass) => {
    /** @type {string[]} */
    const kept = [];
    const draft = new Draft((text) => kept.push(text));
    draft.change('h');
    draft.change('he');
    assertEquals(kept, []);
    await pass(299);
    assertEquals(kept, []);
    await pass(1);
    assertEquals(kept, ['he']);
    draft.save();
    draft.change('hey');
    draft.save();
    assertEquals(kept, ['he', 'hey']);
  }),
);

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

Deno.test(
  'typing is told again while it goes on, and ends when nothing more comes',
  inOwnTime(async (pass) => {
    /** @type {boolean[]} */
    const told = [];
    const typing = new TypingSignal((active) => told.push(active));
    for (let count = 0; count < 4; count += 1) {
      typing.change(true);
      await pass(1_000);
    }
    assertEquals(told, [true, true]);
    await pass(4_000);
    assertEquals(told, [true, true, false]);
  }),
);
