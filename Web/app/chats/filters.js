// @ts-check
/** @import { Chat } from '../types.d.ts' */
/** @import { Key } from '../i18n/index.js' */

/** @typedef {'all' | 'unread' | 'favourites' | 'groups'} FilterName */

/** @type {{ name: FilterName, says: Key }[]} */
export const filters = [
  { name: 'all', says: 'filter.all' },
  { name: 'unread', says: 'filter.unread' },
  { name: 'favourites', says: 'filter.favourites' },
  { name: 'groups', says: 'filter.groups' },
];

/**
 * @param {Chat} chat
 * @param {FilterName} filter
 * @param {string} query What was typed into the search.
 */
export function matches(chat, filter, query) {
  return passes(chat, filter) && finds(chat, query);
}

/**
 * @param {Chat} chat
 * @param {FilterName} filter
 */
function passes(chat, filter) {
  switch (filter) {
    case 'all':
      return true;
    case 'unread':
      return chat.unread > 0;
    case 'favourites':
      return chat.favourite;
    case 'groups':
      return chat.kind === 'group';
  }
}

/**
 * @param {Chat} chat
 * @param {string} query
 */
function finds(chat, query) {
  const text = folded(`${chat.title} ${chat.preview?.text ?? ''}`);
  return folded(query).split(/\s+/).every((word) => text.includes(word));
}

/**
 * Without case and accents.
 *
 * @param {string} text
 */
export function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim();
}
