// @ts-check
import { h } from '../dom/element.js';
import { effect, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';

/** @import { App } from '../app.js' */

const gatherMilliseconds = 800;
/** How long what is said stands in the page: time enough to be read aloud. */
const standsMilliseconds = 5000;

/**
 * The polite region that says new messages of the open chat; several at once are counted, and own ones
 * are silent.
 *
 * @param {App} app
 */
export function announcer(app) {
  const said = signal('');
  /** @type {string[]} */
  let gathered = [];
  let timer = 0;
  let isSaying = false;

  function say() {
    said.value = gathered.length === 1 ? gathered[0] : t('newMessages', { count: gathered.length });
    gathered = [];
    timer = setTimeout(silence, standsMilliseconds);
    isSaying = true;
  }

  function silence() {
    clearTimeout(timer);
    said.value = '';
    gathered = [];
    timer = 0;
    isSaying = false;
  }

  effect(() => {
    const news = app.store.arrived.value;
    if (!news || news.chat !== app.navigation.chat.peek() || news.message.sender.own) return;
    gathered.push(t('said', { name: news.message.sender.name, text: news.message.text }));
    if (timer && !isSaying) return;
    clearTimeout(timer);
    isSaying = false;
    timer = setTimeout(say, gatherMilliseconds);
  });
  // Nothing of a chat stays in the page when it is left, or its account.
  effect(() => {
    if (app.phase.value !== 'ready' || !app.navigation.chat.value) silence();
  });
  return h('div', { class: 'visually-hidden', 'aria-live': 'polite' }, () => said.value);
}
