// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { mark } from '../icons.js';
import { languageChoice } from './language.js';

/** @import { App } from '../app.js' */

/**
 * The head of the screens for newcomers: the name, and the choice of the language.
 *
 * @param {App} app
 */
export function brand(app) {
  return h(
    'header',
    { class: 'brand' },
    mark(),
    h('span', { class: 'brand-name' }, t('appName')),
    languageChoice(app),
  );
}
