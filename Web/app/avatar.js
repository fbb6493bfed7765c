// @ts-check
import { h } from './dom/element.js';
import { icon } from './icons.js';

/** @import { IconName } from './icons.js' */

/**
 * A round picture: initials on a colour that comes from the ID.
 *
 * @param {string} id Lower-case hex.
 * @param {string} name
 * @param {IconName} [drawing] Shown instead of initials.
 */
export function avatar(id, name, drawing) {
  const letters = initials(name);
  const content = drawing || !letters ? icon(drawing ?? 'person') : letters;
  const element = h('span', { class: 'avatar', 'aria-hidden': 'true' }, content);
  element.style.setProperty('--hue', String(hue(id)));
  return element;
}

/**
 * The first letters of the first and last words, at most two.
 *
 * @param {string} name
 */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  if (/^\+?\d/.test(name.trim())) return '';
  return ends.map((word) => Array.from(word)[0].toLocaleUpperCase()).join('');
}

/**
 * One of twelve hues, in degrees.
 *
 * @param {string} id Lower-case hex.
 */
export function hue(id) {
  return (parseInt(id.slice(0, 6), 16) || 0) % 12 * 30;
}
