// @ts-check
import { h } from '../dom/element.js';
import { computed, effect, onCleanup, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';

/** @import { App } from '../app.js' */

/** A connection that comes within this time is not worth a word. */
const patienceMilliseconds = 1000;

/**
 * Says that there is no connection, and what happens to messages meanwhile.
 *
 * @param {App} app
 */
export function connectionBanner(app) {
  const connection = computed(() => app.store.session.value?.connection ?? 'online');
  const words = signal('');
  effect(() => {
    const text = wordsFor(connection.value);
    const timer = setTimeout(() => (words.value = text), text === '' ? 0 : patienceMilliseconds);
    onCleanup(() => clearTimeout(timer));
  });
  return h(
    'p',
    { class: 'banner', role: 'status', hidden: () => words.value === '' },
    icon('offline'),
    h('span', {}, () => words.value),
  );
}

/** @param {'online' | 'connecting' | 'offline'} connection */
function wordsFor(connection) {
  switch (connection) {
    case 'online':
      return '';
    case 'connecting':
      return t('connecting');
    case 'offline':
      return t('offline');
  }
}
