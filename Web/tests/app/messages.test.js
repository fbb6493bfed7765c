// @ts-check
import { firstUnread, indexOfOrder, upsert } from '../../app/messages.js';
import { assertEquals } from '../assert.js';
import { message } from './make.js';

const orders = (/** @type {{ order: number }[]} */ messages) => messages.map(({ order }) => order);

Deno.test('older and newer messages find their place', () => {
  const some = [message(10), message(20)];
  assertEquals(orders(upsert(some, [message(30), message(25)])), [10, 20, 25, 30]);
  assertEquals(orders(upsert(some, [message(5), message(1)])), [1, 5, 10, 20]);
  assertEquals(orders(upsert(some, [message(15)])), [10, 15, 20]);
});

Deno.test('a message that comes again replaces the earlier one, even at another place', () => {
  const some = [message(1), message(2), message(3)];
  const moved = upsert(some, [message(2, { order: 9, state: 'read' })]);
  assertEquals(moved.map(({ id }) => id), ['m1', 'm3', 'm2']);
  assertEquals(moved[2].state, 'read');
  assertEquals(orders(some), [1, 2, 3]);
});

Deno.test('a place is found by order', () => {
  const some = [message(10), message(20), message(30)];
  assertEquals([5, 10, 11, 30, 31].map((order) => indexOfOrder(some, order)), [0, 0, 1, 2, 3]);
});

Deno.test('unread messages are counted from the end, own ones and notices left out', () => {
  const some = [
    message(1),
    message(2),
    message(3, { own: true }),
    message(4, { kind: 'notice' }),
    message(5),
  ];
  assertEquals(firstUnread(some, 0), null);
  assertEquals(firstUnread(some, 1), 5);
  assertEquals(firstUnread(some, 2), 2);
  assertEquals(firstUnread(some, 50), 1);
});
