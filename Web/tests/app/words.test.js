// @ts-check
import { hue, initials } from '../../app/avatar.js';
import { folded, matches } from '../../app/chats/filters.js';
import { dayName, dayNumber, machineTime, timeOfDay } from '../../app/dates.js';
import { isBigEmoji } from '../../app/conversation/text.js';
import { commandOf, shortcuts } from '../../app/keyboard.js';
import { matching } from '../../app/panels/contacts.js';
import { sixDigits } from '../../app/parts/field.js';
import { inFlight } from '../../app/parts/in-flight.js';
import { looksLikeNumber, plainNumber } from '../../app/phone-number.js';
import { sentence } from '../../app/problems.js';
import { bits, darkRuns } from '../../app/qr.js';
import { assert, assertEquals } from '../assert.js';
import { chat } from './make.js';
import { said } from './shapes.js';

/** @import { Problem } from '../../app/types.d.ts' */

Deno.test('initials are the first letters of the first and last words', () => {
  assertEquals(['Ann Lee', 'ann', 'Ann van der Lee', '', '+49 170', 'محمد الأحمد'].map(initials), [
    'AL',
    'A',
    'AL',
    '',
    '',
    'ما',
  ]);
});

Deno.test('a colour comes from the ID alone', () => {
  assertEquals(hue('a1b2c3d4'), hue('a1b2c3ff'));
  assert(hue('nonsense') === 0);
});

Deno.test('search looks at names and previews, whatever the case and accents', () => {
  const preview = {
    text: 'Crème brûlée',
    sender: 'x',
    own: false,
    state: /** @type {const} */ ('read'),
  };
  const it = chat('a', { title: 'Åse Lund', preview });
  assert(matches(it, 'all', 'ase'));
  assert(matches(it, 'all', 'lund creme'));
  assert(!matches(it, 'all', 'berg'));
  assert(!matches(it, 'unread', ''));
  assertEquals(folded(' ÉÀ '), 'ea');
});

Deno.test('numbers are told from names', () => {
  assertEquals(['+49 170 123', '0170/12345', 'Ann', '12'].map(looksLikeNumber), [
    true,
    true,
    false,
    false,
  ]);
  assertEquals(plainNumber('+49 (170) 12-3'), '+49170123');
  assertEquals(plainNumber('0049 170 123'), '+49170123');
  assertEquals(plainNumber('＋４９１７０１２３'), '+49170123');
  assert(looksLikeNumber('＋４９１７０'));
});

Deno.test('a code has six digits', () => {
  assertEquals(['123 456', '１２３４５６', '', '12345', '1234567'].map(sixDigits), [
    '123456',
    '123456',
    null,
    null,
    null,
  ]);
});

Deno.test('what is pressed twice is sent once, until there is an answer', () => {
  const flight = inFlight();
  assertEquals([flight.begins(), flight.begins()], [false, true]);
  flight.ends();
  assertEquals(flight.begins(), false);
});

Deno.test('contacts are found by a part of their name or number', () => {
  const contacts = [
    { account: '1', name: 'Bob', number: '+4917012345' },
    { account: '2', name: 'Ann', number: '+4930987654' },
  ];
  assertEquals(matching(contacts, '').map(({ name }) => name), ['Ann', 'Bob']);
  assertEquals(matching(contacts, 'bo').map(({ name }) => name), ['Bob']);
  assertEquals(matching(contacts, '0987').map(({ name }) => name), ['Ann']);
});

Deno.test('up to three emoji alone are shown large', () => {
  assertEquals(['👍', '👩‍👩‍👧 🇩🇪', '👍👍👍👍', 'hi 👍', '1', ''].map(isBigEmoji), [
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  assert(isBigEmoji('👩‍👩‍👧🇩🇪❤️'));
});

Deno.test('the bits of a code become runs behind its quiet zone', () => {
  const isDark = bits('b0');
  assertEquals([0, 1, 2, 3].map(isDark), [true, false, true, true]);
  assertEquals(darkRuns(2, isDark), 'M4 4h1v1h-1zM4 5h2v1h-2z');
});

Deno.test('every shortcut has keys of its own, none a single letter', () => {
  const keys = shortcuts.map(({ code, modified, shift }) =>
    `${code} ${modified} ${Boolean(shift)}`
  );
  assertEquals(new Set(keys).size, keys.length);
  assert(shortcuts.every(({ modified, code }) => modified || code === 'Escape'));
});

Deno.test('keys become commands only with exactly their modifiers', () => {
  const event = {
    code: 'KeyN',
    ctrlKey: true,
    altKey: true,
    shiftKey: false,
    metaKey: false,
    isComposing: false,
  };
  const press = (/** @type {Partial<typeof event>} */ it) =>
    commandOf(/** @type {KeyboardEvent} */ ({ ...event, ...it }));
  assertEquals(press({}), 'newChat');
  assertEquals(press({ shiftKey: true }), 'newGroup');
  assertEquals(press({ ctrlKey: false, altKey: false }), null);
  assertEquals(press({ isComposing: true }), null);
});

Deno.test('a problem says how many tries and how long to wait', () => {
  /** @type {Problem} */
  const problem = { code: 'wrongCode', triesLeft: 2, retryAfterSeconds: 90 };
  said({ type: 'problem', ...problem });
  const text = sentence(problem);
  assert(text.includes('2 tries left') && text.includes('90 seconds'), text);
  assert(sentence({ code: 'never heard of' }).length > 10);
});

Deno.test('a time that no calendar has is shown as one that it has', () => {
  for (const at of [-1, Infinity, NaN, 1e300, 2 ** 60]) {
    assert(machineTime(at).endsWith('Z'));
    assert(timeOfDay(at).length > 0 && dayName(at).length > 0 && Number.isFinite(dayNumber(at)));
  }
});
