// @ts-check
/** Which of the loaded messages are in the page: never more than `most`, moved by `step`. */
import { indexOfOrder } from '../messages.js';

/** @import { Message } from '../types.d.ts' */
/** @typedef {{ start: number, end: number }} Range */

export const most = 120;
export const step = 40;

/**
 * The last messages.
 *
 * @param {number} count
 * @returns {Range}
 */
export function atEnd(count) {
  return { start: Math.max(0, count - most), end: count };
}

/**
 * The messages around one of them.
 *
 * @param {number} index
 * @param {number} count
 * @returns {Range}
 */
export function around(index, count) {
  const start = Math.max(0, Math.min(index - step, count - most));
  return { start, end: Math.min(count, start + most) };
}

/**
 * @param {Range} range
 * @returns {Range}
 */
export function earlier({ start, end }) {
  const first = Math.max(0, start - step);
  return { start: first, end: Math.min(end, first + most) };
}

/**
 * @param {Range} range
 * @param {number} count
 * @returns {Range}
 */
export function later({ start, end }, count) {
  const last = Math.min(count, end + step);
  return { start: Math.max(start, last - most), end: last };
}

/**
 * The range that shows the same messages after the loaded ones have changed.
 *
 * @param {Range} range
 * @param {Message[]} before
 * @param {Message[]} after
 * @returns {Range}
 */
export function moved(range, before, after) {
  if (range.end <= range.start) return atEnd(after.length);
  const start = indexOfOrder(after, before[range.start].order);
  const atLast = range.end === before.length;
  const end = atLast ? after.length : indexOfOrder(after, before[range.end - 1].order) + 1;
  return { start, end: Math.min(end, start + most, after.length) };
}
