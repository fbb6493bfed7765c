// @ts-check
import { folded } from '../chats/filters.js';
import { h } from '../dom/element.js';
import { computed, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';

/** @typedef {{ name: string, emoji: [string, string][] }} EmojiGroup */

/** @type {Promise<{ groups: EmojiGroup[] }> | null} */
let loading = null;

/**
 * All emoji by group, found by their English names; loaded when first opened.
 *
 * @param {(emoji: string) => void} choose
 * @param {() => void} close
 */
export function emojiPicker(choose, close) {
  const groups = signal(/** @type {EmojiGroup[]} */ ([]));
  loading ??= import('./emoji.js');
  loading.then((module) => (groups.value = module.groups)).catch(() => {
    loading = null;
    close();
  });
  const query = signal('');
  const search = h('input', {
    type: 'text',
    class: 'input',
    'aria-label': t('searchEmoji'),
    placeholder: t('searchEmoji'),
    autocomplete: 'off',
    oninput: () => (query.value = search.value),
  });
  const found = computed(() => filtered(groups.value, folded(query.value)));
  queueMicrotask(() => search.focus());
  return h(
    'div',
    {
      class: 'emoji-picker',
      role: 'dialog',
      'aria-label': t('emoji'),
      onkeydown: (/** @type {KeyboardEvent} */ event) => key(event, close),
    },
    search,
    h('div', { class: 'emoji-groups' }, () => groupsView(found.value, choose)),
  );
}

/**
 * @param {EmojiGroup[]} groups
 * @param {string} query
 */
function filtered(groups, query) {
  if (query === '') return groups;
  return groups
    .map(({ name, emoji }) => ({ name, emoji: emoji.filter(([, says]) => says.includes(query)) }))
    .filter(({ emoji }) => emoji.length > 0);
}

/**
 * @param {EmojiGroup[]} groups
 * @param {(emoji: string) => void} choose
 */
function groupsView(groups, choose) {
  if (groups.length === 0) return h('p', { class: 'empty' }, t('noMatches'));
  return h('div', {}, ...groups.map((group) => groupView(group, choose)));
}

/**
 * @param {EmojiGroup} group
 * @param {(emoji: string) => void} choose
 */
function groupView({ name, emoji }, choose) {
  return h(
    'div',
    { class: 'emoji-group', role: 'group', 'aria-label': name },
    ...emoji.map(([character, says], index) =>
      h(
        'button',
        {
          type: 'button',
          class: 'emoji',
          title: says,
          'aria-label': says,
          tabindex: index === 0 ? 0 : -1,
          onclick: () => choose(character),
        },
        character,
      )
    ),
  );
}

/**
 * Arrows walk through the emoji; Esc closes.
 *
 * @param {KeyboardEvent} event
 * @param {() => void} close
 */
function key(event, close) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    return event.preventDefault();
  }
  if (event.key === 'Escape') {
    event.stopPropagation();
    return close();
  }
  const picker = /** @type {HTMLElement} */ (event.currentTarget);
  const buttons = [...picker.querySelectorAll('button')];
  const index = buttons.findIndex((button) => button === document.activeElement);
  const next = index + stepOf(event, buttons, index);
  if (next === index || !buttons[next]) return;
  event.preventDefault();
  buttons[next].focus();
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} buttons
 * @param {number} index
 */
function stepOf(event, buttons, index) {
  if (index < 0) return event.key === 'ArrowDown' ? 1 : 0;
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  const line = lineLength(buttons);
  return { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: line, ArrowUp: -line }[event.key] ??
    0;
}

/** @param {HTMLElement[]} buttons */
function lineLength(buttons) {
  const top = buttons[0]?.offsetTop;
  const length = buttons.findIndex((button) => button.offsetTop !== top);
  return length < 1 ? buttons.length : length;
}
