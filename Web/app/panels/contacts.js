// @ts-check
import { avatar } from '../avatar.js';
import { folded } from '../chats/filters.js';
import { h, keyed } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { looksLikeNumber, plainNumber } from '../phone-number.js';

/** @import { App } from '../app.js' */
/** @import { Contact } from '../types.d.ts' */

/**
 * The contacts whose name or number holds what was typed.
 *
 * @param {Contact[]} contacts
 * @param {string} text
 */
export function matching(contacts, text) {
  const wanted = folded(text);
  const digits = looksLikeNumber(text) ? plainNumber(text) : null;
  return contacts
    .filter((it) =>
      folded(it.name).includes(wanted) || (digits !== null && it.number.includes(digits))
    )
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * A list of contacts to press.
 *
 * @param {App} app
 * @param {() => Contact[]} contacts
 * @param {(contact: Contact) => void} press
 */
export function contactList(app, contacts, press) {
  const list = h('ul', { class: 'contacts', role: 'list', 'aria-label': t('contacts') });
  keyed(list, contacts, (contact) => contact.account, (contact) => contactRow(app, contact, press));
  return list;
}

/**
 * @param {App} app
 * @param {Contact} contact
 * @param {(contact: Contact) => void} press
 */
function contactRow(app, contact, press) {
  const own = contact.account === app.store.session.peek()?.account?.id;
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'contact', onclick: () => press(contact) },
      avatar(contact.account, contact.name),
      h(
        'span',
        { class: 'contact-name', dir: 'auto' },
        own ? t('messageYourself') : contact.name || contact.number,
      ),
      h('span', { class: 'contact-number', dir: 'ltr' }, contact.number),
    ),
  );
}
