// @ts-check
import { h } from '../dom/element.js';
import { effect, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';

/** @import { App } from '../app.js' */

const gatherMilliseconds = 800;

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

  function say() {
    said.value = gathered.length === 1 ? gathered[0] : t('newMessages', { count: gathered.length });
    gathered = [];
    timer = 0;
  }

  effect(() => {
    const news = app.store.arrived.value;
    if (!news || news.chat !== app.navigation.chat.peek() || news.message.sender.own) return;
    gathered.push(t('said', { name: news.message.sender.name, text: news.message.text }));
    timer ||= setTimeout(say, gatherMilliseconds);
  });
  return h('div', { class: 'visually-hidden', 'aria-live': 'polite' }, () => said.value);
}
