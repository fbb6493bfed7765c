// @ts-check
/**
 * Every shortcut, in one table: the handler, the tooltips and the help dialog read it. Ctrl+Alt keeps
 * clear of the browser's own keys; nothing is on a single letter.
 */
import { t } from './i18n/index.js';

/** @import { Key } from './i18n/index.js' */

/**
 * @typedef {'newChat' | 'newGroup' | 'search' | 'nextChat' | 'previousChat' | 'chatInfo' | 'settings'
 *   | 'emoji' | 'favourite' | 'mute' | 'shortcuts' | 'close'} Command
 * @typedef {{ command: Command, code: string, modified: boolean, shift?: boolean, shows: string, says: Key }} Shortcut
 */

/** @type {Shortcut[]} */
export const shortcuts = [
  { command: 'newChat', code: 'KeyN', modified: true, shows: 'N', says: 'newChat' },
  { command: 'newGroup', code: 'KeyN', modified: true, shift: true, shows: 'N', says: 'newGroup' },
  { command: 'search', code: 'Slash', modified: true, shows: '/', says: 'search' },
  { command: 'nextChat', code: 'ArrowDown', modified: true, shows: '↓', says: 'nextChat' },
  { command: 'previousChat', code: 'ArrowUp', modified: true, shows: '↑', says: 'previousChat' },
  { command: 'chatInfo', code: 'KeyI', modified: true, shows: 'I', says: 'chatInfo' },
  { command: 'favourite', code: 'KeyB', modified: true, shows: 'B', says: 'favourite' },
  { command: 'mute', code: 'KeyM', modified: true, shift: true, shows: 'M', says: 'mute' },
  { command: 'emoji', code: 'KeyE', modified: true, shows: 'E', says: 'emoji' },
  { command: 'settings', code: 'Comma', modified: true, shows: ',', says: 'settings' },
  { command: 'shortcuts', code: 'KeyK', modified: true, shows: 'K', says: 'keyboardShortcuts' },
  { command: 'close', code: 'Escape', modified: false, shows: 'Esc', says: 'closeTopmost' },
];

/**
 * @param {KeyboardEvent} event
 * @returns {Command | null}
 */
export function commandOf(event) {
  if (event.isComposing || event.metaKey) return null;
  const modified = event.ctrlKey && event.altKey;
  if (event.ctrlKey !== event.altKey) return null;
  const found = shortcuts.find((it) =>
    it.code === event.code && it.modified === modified && Boolean(it.shift) === event.shiftKey
  );
  return found?.command ?? null;
}

/**
 * The keys of a shortcut, one text each.
 *
 * @param {Shortcut} shortcut
 * @returns {string[]}
 */
export function keysOf(shortcut) {
  const modifiers = shortcut.modified ? ['Ctrl', 'Alt'] : [];
  return [...modifiers, ...(shortcut.shift ? [t('shiftKey')] : []), shortcut.shows];
}

/**
 * A button's tooltip: its name, and its keys when it has some.
 *
 * @param {string} name
 * @param {Command} [command]
 */
export function tooltip(name, command) {
  const shortcut = shortcuts.find((it) => it.command === command);
  return shortcut ? `${name} (${keysOf(shortcut).join('+')})` : name;
}
