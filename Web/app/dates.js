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
  return format({ timeStyle: 'short' }).format(at);
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
    ? format({ weekday: 'short' }).format(at)
    : format({ dateStyle: 'short' }).format(at);
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
  if (age > 1 && age < 7) return format({ weekday: 'long' }).format(at);
  return format({ dateStyle: 'long' }).format(at);
}

/**
 * Date and time, for linked devices.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function moment(at) {
  return format({ dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/**
 * A number that is the same for all times of one local day.
 *
 * @param {number} at Milliseconds since 1970.
 */
export function dayNumber(at) {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / day);
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
