// @ts-check
import { layOut } from '../../app/conversation/layout.js';
import { around, atEnd, earlier, later, most, moved, step } from '../../app/conversation/range.js';
import { assertEquals } from '../assert.js';
import { message } from './make.js';

const hour = 3_600_000;

/** @param {number} count */
function many(count) {
  return Array.from({ length: count }, (_, index) => message(index));
}

/** @param {import('../../app/types.d.ts').Message[]} messages */
function rows(messages, unreadFrom = /** @type {number | null} */ (null)) {
  const days = layOut(messages, { start: 0, end: messages.length }, unreadFrom);
  return days.map((day) =>
    day.rows.map((row) => row.kind === 'message' ? `${row.key}${row.first ? '!' : ''}` : row.key)
  );
}

Deno.test('messages of one sender stand in a run until somebody else speaks or time passes', () => {
  const some = [
    message(1),
    message(2),
    message(3, { own: true }),
    message(4),
    message(5, { at: message(5).at + hour }),
  ];
  assertEquals(rows(some), [['m1!', 'm2', 'm3!', 'm4!', 'm5!']]);
});

Deno.test('a notice and the unread divider end a run', () => {
  const some = [message(1), message(2, { kind: 'notice' }), message(3), message(4)];
  assertEquals(rows(some, 4), [['m1!', 'm2', 'm3!', 'unread', 'm4!']]);
});

Deno.test('each day has a part of its own, even when a clock ran backwards', () => {
  const day = 24 * hour;
  const some = [
    message(1),
    message(2, { at: message(2).at + day }),
    message(3, { at: message(3).at }),
    message(4, { at: message(4).at + day }),
  ];
  assertEquals(rows(some).map((part) => part.length), [1, 3]);
});

Deno.test('the first row of a window knows the message before it', () => {
  const [day] = layOut(many(10), { start: 5, end: 10 }, null);
  assertEquals(day.rows.map((row) => row.kind === 'message' && row.first), [
    false,
    false,
    false,
    false,
    false,
  ]);
});

Deno.test('the window never holds more than it may', () => {
  let range = atEnd(100_000);
  assertEquals(range, { start: 100_000 - most, end: 100_000 });
  for (let turn = 0; turn < 10; turn += 1) range = earlier(range);
  assertEquals(range, { start: 100_000 - most - 10 * step, end: 100_000 - 10 * step });
  range = later(range, 100_000);
  assertEquals(range.end - range.start, most);
  assertEquals(around(50, 60), { start: 0, end: 60 });
  assertEquals(around(50_000, 100_000), { start: 50_000 - step, end: 50_000 - step + most });
});

Deno.test('the window stays with its messages when older and newer ones come', () => {
  const before = many(300).slice(100, 250);
  const range = { start: 20, end: 120 };
  assertEquals(moved(range, before, many(300)), { start: 120, end: 220 });
});

Deno.test('a window at the end grows with what comes, up to its size', () => {
  const before = many(50);
  assertEquals(moved({ start: 0, end: 50 }, before, many(60)), { start: 0, end: 60 });
  assertEquals(moved({ start: 0, end: 50 }, before, many(500)).end, most);
});
