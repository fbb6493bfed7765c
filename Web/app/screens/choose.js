// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { icon, mark } from '../icons.js';

/** @import { App } from '../app.js' */

/**
 * A small screen without an account: a phone of its own, or linked to one.
 *
 * @param {App} app
 */
export function chooseScreen(app) {
  return h(
    'main',
    { class: 'splash choose' },
    mark(),
    h('h1', { class: 'choose-title' }, t('choose.title')),
    h('p', { class: 'muted' }, t('choose.lead')),
    h(
      'button',
      { type: 'button', class: 'choice', onclick: () => location.assign('/phone') },
      icon('phone'),
      h('span', {}, t('choose.phone')),
    ),
    h(
      'button',
      { type: 'button', class: 'choice', onclick: () => (app.linkHere.value = true) },
      icon('desktop'),
      h('span', {}, t('choose.link')),
    ),
  );
}
