// @ts-check
import { h, keyed } from '../dom/element.js';
import { computed, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { iconButton } from '../parts/button.js';
import { makerOf } from '../panels/index.js';
import { connectionBanner } from '../parts/connection-banner.js';
import { loadingBar } from '../parts/loading-bar.js';
import { chatRow } from './chat-row.js';
import { filters, matches } from './filters.js';

/** @import { App } from '../app.js' */
/** @import { Signal } from '../dom/signal.js' */
/** @import { Chat } from '../types.d.ts' */
/** @import { FilterName } from './filters.js' */

/**
 * The chats, newest first, with search and filters.
 *
 * @param {App} app
 */
export function chatList(app) {
  const query = signal('');
  const filter = signal(/** @type {FilterName} */ ('all'));
  const shown = computed(() =>
    app.store.chats.value.filter((chat) => matches(chat, filter.value, query.value))
  );
  const list = h('ul', {
    class: 'chat-rows',
    role: 'list',
    'aria-label': t('chats'),
    onkeydown: walk,
  });
  keyed(
    list,
    () => shown.value,
    (chat) => chat.id,
    (chat, current) => chatRow(app, chat.id, current),
  );
  return h(
    'section',
    { class: 'chat-list', 'aria-label': t('chatList'), inert: () => startPanelOpen(app) },
    header(app),
    connectionBanner(app),
    searchBox(query, () => openFirst(app, shown.peek())),
    tabs(filter),
    () => (app.store.history.value && app.phase.value === 'ready' ? loading(app) : null),
    h(
      'div',
      {
        class: 'chat-scroll',
        id: 'chat-scroll',
        role: 'tabpanel',
        'aria-labelledby': () => `tab-${filter.value}`,
      },
      list,
      () => (shown.value.length === 0
        ? emptyList(app, query.value !== '' || filter.value !== 'all')
        : null),
    ),
  );
}

/** @param {App} app */
function startPanelOpen(app) {
  const top = app.navigation.panels.value.at(-1)?.name;
  // What is not drawn yet covers nothing; the keyboard would be lost meanwhile.
  return (top === 'newChat' || top === 'newGroup') && makerOf(top) !== null;
}

/** @param {App} app */
function header(app) {
  const { navigation } = app;
  const settings = () =>
    iconButton('settings', t('settings'), () => navigation.openPanel({ name: 'settings' }));
  return h(
    'header',
    { class: 'pane-header' },
    h('h2', { class: 'pane-title' }, app.kind === 'phone' ? t('appName') : t('chats')),
    iconButton('compose', t('newChat'), () => navigation.openPanel({ name: 'newChat' }), {
      command: 'newChat',
    }),
    iconButton('group', t('newGroup'), () => navigation.openPanel({ name: 'newGroup' }), {
      command: 'newGroup',
    }),
    () => (app.kind === 'phone' || app.narrow.value ? settings() : null),
  );
}

/** @param {App} app */
function loading(app) {
  return h('div', { class: 'list-loading' }, loadingBar(app));
}

/**
 * @param {App} app
 * @param {Chat[]} chats
 */
function openFirst(app, chats) {
  if (chats.length > 0) app.navigation.openChat(chats[0].id);
}

/**
 * Up and down go from chat to chat.
 *
 * @param {KeyboardEvent} event
 */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const buttons = [...list.querySelectorAll('button')];
  const index = buttons.findIndex((button) => button === document.activeElement);
  if (!step || event.ctrlKey || !buttons[index + step]) return;
  event.preventDefault();
  buttons[index + step].focus();
}

/**
 * @param {Signal<string>} query
 * @param {() => void} open Opens the first that was found.
 */
function searchBox(query, open) {
  const input = h('input', {
    type: 'text',
    class: 'input',
    'aria-label': t('search'),
    placeholder: t('searchHint'),
    inputmode: 'search',
    enterkeyhint: 'search',
    autocomplete: 'off',
    dir: 'auto',
    'data-command': 'search',
    oninput: () => (query.value = input.value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') open();
      if (event.key !== 'Escape' || input.value === '') return;
      event.stopPropagation();
      clear();
    },
  });
  function clear() {
    input.value = '';
    query.value = '';
    input.focus();
  }
  return h(
    'div',
    { class: 'search', role: 'search' },
    icon('search'),
    input,
    () => (query.value === '' ? null : iconButton('close', t('clearSearch'), clear)),
  );
}

/** @param {Signal<FilterName>} filter */
function tabs(filter) {
  const list = h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': t('filters'), onkeydown: moveFocus },
    ...filters.map(({ name, says }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'tab',
          role: 'tab',
          id: `tab-${name}`,
          'aria-selected': () => String(filter.value === name),
          'aria-controls': 'chat-scroll',
          tabindex: () => (filter.value === name ? 0 : -1),
          onclick: () => (filter.value = name),
        },
        t(says),
      )
    ),
  );
  return list;
}

/** @param {KeyboardEvent} event */
function moveFocus(event) {
  const step = stepOf(event);
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const buttons = [...list.querySelectorAll('button')];
  const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  if (step === 0 || index < 0) return;
  event.preventDefault();
  const next = buttons[(index + step + buttons.length) % buttons.length];
  next.focus();
  next.click();
}

/**
 * Which way an arrow key goes in the reading direction.
 *
 * @param {KeyboardEvent} event
 */
function stepOf(event) {
  const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (event.key === forward) return 1;
  return event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? -1 : 0;
}

/**
 * @param {App} app
 * @param {boolean} narrowed Whether a search or a filter hides chats.
 */
function emptyList(app, narrowed) {
  if (narrowed) return h('p', { class: 'empty' }, t('noMatches'));
  if (!app.store.chatsLoaded.value) return h('p', { class: 'empty' }, t('starting'));
  return h('p', { class: 'empty' }, t('noChats'));
}
