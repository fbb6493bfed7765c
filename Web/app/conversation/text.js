// @ts-check
import { h } from '../dom/element.js';

const address = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/giu;

/**
 * The text of a message, its web addresses as links that say exactly what was typed.
 *
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function withLinks(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    if (!URL.canParse(match[0])) continue;
    parts.push(text.slice(from, match.index), link(match[0]));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** @param {string} url */
function link(url) {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' }, url);
}

const emoji = /^(?:\p{RGI_Emoji}){1,3}$/v;

/**
 * Whether a text is one to three emoji and nothing else.
 *
 * @param {string} text
 */
export function isBigEmoji(text) {
  return text.length < 64 && emoji.test(text.trim());
}
