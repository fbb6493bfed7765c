// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';

/** @import { App } from '../app.js' */

/**
 * How much of the history has come.
 *
 * @param {App} app
 */
export function loadingBar(app) {
  const percent = () => Math.round(app.store.history.value?.percent ?? 0);
  const bar = h('span', { class: 'progress-done' });
  const follow = () => {
    bar.style.inlineSize = `${percent()}%`;
    return `${percent()} %`;
  };
  return h(
    'div',
    { class: 'loading-bar' },
    h(
      'div',
      {
        class: 'progress',
        role: 'progressbar',
        'aria-label': t('loadingChats'),
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': percent,
      },
      bar,
    ),
    h('span', { class: 'loading-percent' }, t('loadingChats'), ' · ', follow),
  );
}
