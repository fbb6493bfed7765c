// @ts-check
import { locale, t } from './i18n/index.js';

const day = 86_400_000;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * The time of day.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function timeOfDay(at) {
  return format({ timeStyle: 'short' }).format(possible(at));
}

/**
 * What a chat row says: the time today, else the day.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function shortMoment(at) {
  const age = daysAgo(at);
  if (age <= 0) return timeOfDay(at);
  if (age === 1) return t('yesterday');
  return age < 7
    ? format({ weekday: 'short' }).format(possible(at))
    : format({ dateStyle: 'short' }).format(possible(at));
}

/**
 * What a day chip says.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function dayName(at) {
  const age = daysAgo(at);
  if (age === 0) return t('today');
  if (age === 1) return t('yesterday');
  if (age > 1 && age < 7) return format({ weekday: 'long' }).format(possible(at));
  return format({ dateStyle: 'long' }).format(possible(at));
}

/**
 * Date and time, for linked devices.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function moment(at) {
  return format({ dateStyle: 'medium', timeStyle: 'short' }).format(possible(at));
}

/**
 * A number that is the same for all times of one local day.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function dayNumber(at) {
  const date = new Date(possible(at));
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / day);
}

/**
 * The time for machines (ISO 8601).
 *
 * @param {number} at Milliseconds since 1970.
 */
export function machineTime(at) {
  return new Date(possible(at)).toISOString();
}

/**
 * The nearest time that a date can hold: others say when they sent something, and may say anything.
 *
 * @param {number} at
 */
function possible(at) {
  return Math.max(0, Math.min(at, 8.64e15)) || 0;
}

/** @param {number} at */
function daysAgo(at) {
  return dayNumber(Date.now()) - dayNumber(at);
}

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  const key = locale() + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  formats.set(key, known);
  return known;
}
