// @ts-check
/** The messages of one chat, in their order: pure functions over arrays. */

/** @import { Message } from './types.d.ts' */

/**
 * Messages with `incoming` put in by ID; both arrays stay as they are.
 *
 * @param {Message[]} messages Ascending by order.
 * @param {Message[]} incoming In any order.
 * @returns {Message[]} Ascending by order.
 */
export function upsert(messages, incoming) {
  if (incoming.length === 0) return messages;
  const sorted = [...incoming].sort(byOrder);
  const kept = without(messages, sorted);
  if (kept.length === 0) return sorted;
  if (sorted[0].order > kept[kept.length - 1].order) return kept.concat(sorted);
  if (sorted[sorted.length - 1].order < kept[0].order) return sorted.concat(kept);
  return kept.concat(sorted).sort(byOrder);
}

/**
 * The index of the first message whose order is at least `order`.
 *
 * @param {Message[]} messages Ascending by order.
 * @param {number} order
 * @returns {number} `0...messages.length`
 */
export function indexOfOrder(messages, order) {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle].order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The order of the first of the last `unread` messages from others, where the unread divider goes.
 *
 * @param {Message[]} messages Ascending by order.
 * @param {number} unread
 * @returns {number | null} `null` if nothing is unread.
 */
export function firstUnread(messages, unread) {
  let left = unread;
  let first = null;
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    if (!isFromOthers(messages[index])) continue;
    first = messages[index].order;
    left -= 1;
  }
  return first;
}

/**
 * @param {Message} message
 * @returns {boolean} Whether it is something that another person said.
 */
export function isFromOthers(message) {
  return message.kind !== 'notice' && !message.sender.own;
}

/**
 * @param {Message} a
 * @param {Message} b
 */
function byOrder(a, b) {
  return a.order - b.order;
}

/**
 * @param {Message[]} messages
 * @param {Message[]} removed
 */
function without(messages, removed) {
  const ids = new Set(removed.map((message) => message.id));
  return messages.filter((message) => !ids.has(message.id));
}
