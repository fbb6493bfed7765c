// @ts-check
/** How a slice of messages stands in the log: days, runs of one sender, the unread divider. */
import { dayNumber } from '../dates.js';

/** @import { Message } from '../types.d.ts' */

/**
 * @typedef {object} MessageRow
 * @property {'message'} kind
 * @property {string} key
 * @property {Message} message
 * @property {boolean} first Whether it opens a run of one sender.
 * @property {number} index Its place among all loaded messages.
 *
 * @typedef {{ kind: 'notice', key: string, message: Message, index: number }} NoticeRow
 * @typedef {{ kind: 'unread', key: string }} UnreadRow
 * @typedef {MessageRow | NoticeRow | UnreadRow} Row
 * @typedef {{ key: string, at: number, rows: Row[] }} Day
 */

const runGapMilliseconds = 10 * 60_000;

/**
 * @param {Message[]} messages All that are loaded, ascending.
 * @param {{ start: number, end: number }} range The slice to lay out.
 * @param {number | null} unreadFrom The order of the first unread message.
 * @returns {Day[]}
 */
export function layOut(messages, range, unreadFrom) {
  /** @type {Day[]} */
  const days = [];
  for (let index = range.start; index < range.end; index += 1) {
    const message = messages[index];
    const day = dayOf(days, message.at);
    const divided = unreadFrom === message.order;
    if (divided) day.rows.push({ kind: 'unread', key: 'unread' });
    day.rows.push(rowOf(messages, index, divided));
  }
  return days;
}

/**
 * @param {Day[]} days
 * @param {number} at
 */
function dayOf(days, at) {
  const key = `day-${dayNumber(at)}`;
  const last = days.at(-1);
  // A clock that ran backwards must not open a day twice.
  if (last && (last.key === key || at < last.at)) return last;
  const day = { key, at, rows: [] };
  days.push(day);
  return day;
}

/**
 * @param {Message[]} messages
 * @param {number} index
 * @param {boolean} divided
 * @returns {Row}
 */
function rowOf(messages, index, divided) {
  const message = messages[index];
  if (message.kind === 'notice') return { kind: 'notice', key: message.id, message, index };
  const first = divided || opensRun(messages[index - 1], message);
  return { kind: 'message', key: message.id, message, index, first };
}

/**
 * @param {Message | undefined} previous
 * @param {Message} message
 */
function opensRun(previous, message) {
  return !previous || previous.kind === 'notice' ||
    previous.sender.account !== message.sender.account ||
    dayNumber(previous.at) !== dayNumber(message.at) ||
    message.at - previous.at > runGapMilliseconds;
}
