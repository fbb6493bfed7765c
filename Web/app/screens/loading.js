// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { mark } from '../icons.js';

/** @import { App } from '../app.js' */

/**
 * Before the engine has said where things stand.
 *
 * @param {App} _app
 */
export function loadingScreen(_app) {
  return h(
    'main',
    { class: 'splash' },
    mark(),
    h('p', { class: 'splash-name' }, t('appName')),
    h('p', { class: 'muted', role: 'status' }, t('starting')),
  );
}
