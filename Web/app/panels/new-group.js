// @ts-check
import { h, keyed } from '../dom/element.js';
import { computed, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { field, focusSoon, form } from '../parts/field.js';
import { panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { looksLikeNumber, plainNumber } from '../phone-number.js';
import { sentence } from '../problems.js';
import { contactList, matching } from './contacts.js';

/** @import { App } from '../app.js' */
/** @import { Contact } from '../types.d.ts' */
/** @import { Signal } from '../dom/signal.js' */

/**
 * Makes a group: its name, and its members by contact or number.
 *
 * @param {App} app
 */
export function newGroupPanel(app) {
  const members = signal(/** @type {Contact[]} */ ([]));
  const problem = problemLine(app.client, ['createGroup', 'findContact']);
  const name = field(t('groupName'), { dir: 'auto', maxlength: 100 });
  const busy = signal(false);
  focusSoon(name.input);

  function create() {
    const title = name.input.value.trim();
    problem.say();
    if (title === '') {
      name.input.focus();
      return problem.say(sentence({ code: 'nameMissing' }));
    }
    busy.value = true;
    app.client.ask(
      { type: 'createGroup', title, members: members.peek().map((it) => it.account) },
      (answer) => {
        if (answer.type === 'opened') app.navigation.openChat(answer.chat);
        if (answer.type === 'problem') busy.value = false;
        return answer.type === 'opened';
      },
    );
  }

  return panel(
    app,
    t('newGroup'),
    h('div', { class: 'stack panel-form' }, name.element),
    memberChips(members),
    memberPicker(app, members, problem),
    problem.element,
    h(
      'div',
      { class: 'panel-foot' },
      h(
        'button',
        {
          type: 'button',
          class: 'primary',
          onclick: create,
          disabled: () => busy.value || members.value.length === 0,
        },
        t('createGroup'),
      ),
    ),
  );
}

/** @param {Signal<Contact[]>} members */
function memberChips(members) {
  const list = h('ul', { class: 'chips', role: 'list', 'aria-label': t('members') });
  keyed(list, () => members.value, (it) => it.account, (it) => chip(members, it));
  return list;
}

/**
 * @param {Signal<Contact[]>} members
 * @param {Contact} contact
 */
function chip(members, contact) {
  const name = contact.name || contact.number;
  const remove =
    () => (members.value = members.peek().filter((it) => it.account !== contact.account));
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'chip', 'aria-label': t('removeName', { name }), onclick: remove },
      h('bdi', {}, name),
      icon('close'),
    ),
  );
}

/**
 * @param {App} app
 * @param {Signal<Contact[]>} members
 * @param {{ say: (sentence?: string) => void }} problem
 */
function memberPicker(app, members, problem) {
  const query = signal('');
  const entry = field(t('numberOrName'), {
    dir: 'auto',
    oninput: () => (query.value = entry.input.value),
  });
  const found = computed(() => matching(offered(app, members.value), query.value));

  /** @param {Contact} contact */
  function add(contact) {
    const known = members.peek().some((it) => it.account === contact.account);
    if (!known) members.value = [...members.peek(), contact];
    entry.input.value = '';
    query.value = '';
    entry.input.focus();
  }

  function submit() {
    const text = entry.input.value;
    problem.say();
    if (found.peek().length === 1) add(found.peek()[0]);
    else if (looksLikeNumber(text)) lookUp(app, plainNumber(text), add, problem);
    else problem.say(found.peek().length > 1 ? t('severalMatch') : sentence({ code: 'notFound' }));
  }

  return h(
    'div',
    {},
    form(
      { class: 'stack panel-form' },
      submit,
      entry.element,
      h(
        'button',
        { type: 'submit', class: 'secondary', disabled: () => query.value.trim() === '' },
        icon('plus'),
        t('addMember'),
      ),
    ),
    contactList(app, () => found.value, add),
  );
}

/**
 * @param {App} app
 * @param {string} number
 * @param {(contact: Contact) => void} add
 * @param {{ say: (sentence?: string) => void }} problem
 */
function lookUp(app, number, add, problem) {
  app.client.ask({ type: 'findContact', number }, (answer) => {
    if (answer.type !== 'contact') return false;
    const { account, name = '' } = answer;
    if (answer.found === false || !account) problem.say(sentence({ code: 'unknownNumber' }));
    else add({ account, name, number: answer.number ?? number });
    return true;
  });
}

/**
 * Everybody but oneself and who is in already.
 *
 * @param {App} app
 * @param {Contact[]} members
 */
function offered(app, members) {
  const own = app.store.session.value?.account?.id;
  const taken = new Set([own, ...members.map((it) => it.account)]);
  return app.store.contacts.value.filter((it) => !taken.has(it.account));
}
