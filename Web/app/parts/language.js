// @ts-check
import { h } from '../dom/element.js';
import { language, languages, t } from '../i18n/index.js';

/** @import { App } from '../app.js' */

/**
 * The choice of the language, each under its own name.
 *
 * @param {App} app
 */
export function languageChoice(app) {
  return h(
    'select',
    {
      class: 'select',
      'aria-label': t('language'),
      onchange: (/** @type {Event} */ event) =>
        app.preferences.chooseLanguage(/** @type {HTMLSelectElement} */ (event.target).value),
    },
    ...languages.map(({ code, name }) =>
      h('option', { value: code, lang: code, selected: code === language.peek() }, name)
    ),
  );
}
