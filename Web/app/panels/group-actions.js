// @ts-check
/** What may be done with a group: admins add and rename, everybody leaves. */
import { h } from '../dom/element.js';
import { signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { rowButton } from '../parts/button.js';
import { field, form } from '../parts/field.js';
import { looksLikeNumber, plainNumber } from '../phone-number.js';
import { sentence } from '../problems.js';
import { matching } from './contacts.js';

/** @import { App } from '../app.js' */
/** @import { ChatInfo } from '../types.d.ts' */

/**
 * @param {App} app
 * @param {string} id
 * @param {ChatInfo | null} info
 */
export function groupActions(app, id, info) {
  if (info?.kind !== 'group') return null;
  const leave = () => app.client.send({ type: 'leaveGroup', chat: id });
  const admin = info.ownRole === 'admin';
  return h(
    'div',
    { class: 'panel-group' },
    admin && disclosed('plus', t('addMember'), (close) => addMemberForm(app, id, close)),
    admin && disclosed('pencil', t('renameGroup'), (close) => renameForm(app, info, close)),
    rowButton('leave', t('leaveGroup'), leave, { class: 'row-button danger' }),
  );
}

/**
 * A row that opens a form beneath itself.
 *
 * @param {import('../icons.js').IconName} drawing
 * @param {string} name
 * @param {(close: () => void) => HTMLElement} make
 */
function disclosed(drawing, name, make) {
  const open = signal(false);
  return h(
    'div',
    {},
    rowButton(drawing, name, () => (open.value = !open.peek()), {
      'aria-expanded': () => String(open.value),
    }),
    () => (open.value ? inView(make(() => (open.value = false))) : null),
  );
}

/**
 * A form that is scrolled to, and ready to be typed into.
 *
 * @param {HTMLElement} form
 */
function inView(form) {
  queueMicrotask(() => {
    form.scrollIntoView({ block: 'nearest' });
    form.querySelector('input')?.focus({ preventScroll: true });
  });
  return form;
}

/**
 * @param {App} app
 * @param {string} chat
 * @param {() => void} close
 */
function addMemberForm(app, chat, close) {
  const entry = field(t('numberOrName'), { dir: 'auto' });
  const warning = signal('');
  const submit = () => {
    const text = entry.input.value;
    const [contact, ...others] = matching(app.store.contacts.peek(), text);
    if (contact && others.length === 0) {
      app.client.send({ type: 'addMember', chat, account: contact.account });
    } else if (looksLikeNumber(text)) {
      app.client.send({ type: 'addMember', chat, number: plainNumber(text) });
    } else return (warning.value = others.length > 0 ? t('severalMatch') : t('problem.notFound'));
    close();
  };
  return form(
    { class: 'stack panel-form' },
    submit,
    entry.element,
    h('p', { class: 'problem', role: 'alert' }, () => warning.value),
    h('button', { type: 'submit', class: 'primary' }, t('add')),
  );
}

/**
 * @param {App} app
 * @param {ChatInfo} info
 * @param {() => void} close
 */
function renameForm(app, info, close) {
  const name = field(t('groupName'), { value: info.title, dir: 'auto', maxlength: 100 });
  const warning = signal('');
  const submit = () => {
    const title = name.input.value.trim();
    warning.value = title === '' ? sentence({ code: 'nameMissing' }) : '';
    if (title === '') return name.input.focus();
    app.client.send({ type: 'renameGroup', chat: info.chat, title });
    close();
  };
  return form(
    { class: 'stack panel-form' },
    submit,
    name.element,
    h('p', { class: 'problem', role: 'alert' }, () => warning.value),
    h('button', { type: 'submit', class: 'primary' }, t('save')),
  );
}
