// @ts-check
import { h } from '../dom/element.js';
import { signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon, mark } from '../icons.js';

/** @import { App } from '../app.js' */

/**
 * A small screen without an account: a phone of its own, or linked to one.
 *
 * @param {App} app
 */
export function chooseScreen(app) {
  const isPhone = signal(false);
  hasPhone().then((it) => (isPhone.value = it));
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
      h('span', {}, () => t(isPhone.value ? 'choose.open' : 'choose.phone')),
    ),
    h(
      'button',
      { type: 'button', class: 'choice', onclick: () => (app.linkHere.value = true) },
      icon('desktop'),
      h('span', {}, t('choose.link')),
    ),
  );
}

/** Whether this browser has been a phone: its worker then keeps a database, of which only the name is looked at. */
async function hasPhone() {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === 'tandem-phone');
  } catch {
    return false;
  }
}
