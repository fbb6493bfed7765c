// @ts-check
import { avatar } from '../avatar.js';
import { avatarDrawing, titleOf } from '../chats/chat-row.js';
import { h, keyed } from '../dom/element.js';
import { computed, effect, signal, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { iconButton, rowButton } from '../parts/button.js';
import { forever } from '../mute.js';
import { field, form } from '../parts/field.js';
import { openMenu } from '../parts/menu.js';
import { group, panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { looksLikeNumber, plainNumber } from '../phone-number.js';
import { sentence } from '../problems.js';
import { matching } from './contacts.js';

/** @import { App } from '../app.js' */
/** @import { Chat, ChatInfo, Participant } from '../types.d.ts' */
/** @import { MenuItem } from '../parts/menu.js' */

/**
 * Who is in a chat and what can be set for it.
 *
 * @param {App} app
 */
export function chatInfoPanel(app) {
  const id = app.navigation.chat.peek() ?? '';
  const chat = () => app.store.chatsById.value.get(id);
  const info = computed(
    () => (app.store.chatInfo.value?.chat === id ? app.store.chatInfo.value : null),
  );
  const problem = problemLine(app.client, [
    'chatInfo',
    'addMember',
    'removeMember',
    'makeAdmin',
    'dismissAdmin',
    'renameGroup',
    'leaveGroup',
  ]);
  const isMember = computed(() => chat()?.canSend ?? false);
  refresh(app, id);
  return panel(
    app,
    t('chatInfo'),
    () => {
      const known = chat();
      const members = isMember.value ? info : null;
      return known ? untracked(() => summary(known, members)) : null;
    },
    problem.element,
    switches(app, id, chat),
    () => (isMember.value ? people(app, info.value) : ended()),
    () => (isMember.value ? groupActions(app, id, info.value) : null),
  );
}

/**
 * Asks again when the chat changes, for members come and go.
 *
 * @param {App} app
 * @param {string} id
 */
function refresh(app, id) {
  const changed = computed(() => app.store.chatsById.value.get(id)?.order);
  effect(() => {
    if (changed.value !== undefined) app.client.send({ type: 'chatInfo', chat: id });
  });
}

/**
 * @param {Chat} chat
 * @param {import('../dom/signal.js').Signal<ChatInfo | null> | null} info Null if the chat has ended.
 */
function summary(chat, info) {
  const other = () => info?.value?.participants.find((it) => !it.own);
  const line = () => {
    if (!info) return '';
    if (chat.kind === 'group') {
      return t('memberCount', { count: info.value?.participants.length ?? 0 });
    }
    return chat.kind === 'direct' ? other()?.number ?? '' : t('selfNote');
  };
  return h(
    'div',
    { class: 'profile' },
    avatar(chat.id, chat.title, avatarDrawing(chat)),
    h('p', { class: 'profile-name', dir: 'auto' }, titleOf(chat)),
    h('p', { class: 'muted' }, h('bdi', {}, line)),
  );
}

/** What stands in place of the members when one is none of them any more. */
function ended() {
  return h('p', { class: 'read-only' }, icon('info'), t('cannotSend'));
}

/**
 * @param {App} app
 * @param {string} id
 * @param {() => Chat | undefined} chat
 */
function switches(app, id, chat) {
  const isMuted = () => (chat()?.mutedUntil ?? 0) > Date.now();
  const isFavourite = () => chat()?.favourite ?? false;
  return h(
    'div',
    { class: 'panel-group' },
    toggle(t('mute'), isMuted, () => {
      app.client.send({ type: 'mute', chat: id, until: untracked(isMuted) ? 0 : forever });
    }),
    toggle(t('favourite'), isFavourite, () => {
      app.client.send({ type: 'favourite', chat: id, on: !untracked(isFavourite) });
    }),
  );
}

/**
 * @param {string} name
 * @param {() => boolean} isOn
 * @param {() => void} press
 */
function toggle(name, isOn, press) {
  return h(
    'button',
    {
      type: 'button',
      class: 'toggle',
      role: 'switch',
      'aria-checked': () => String(isOn()),
      onclick: press,
    },
    h('span', { class: 'toggle-name' }, name),
    h(
      'span',
      { class: 'toggle-track', 'aria-hidden': 'true' },
      h('span', { class: 'toggle-knob' }),
    ),
  );
}

/**
 * @param {App} app
 * @param {ChatInfo | null} info
 */
function people(app, info) {
  if (!info) return null;
  const others = info.participants.filter((it) => !it.own);
  if (info.kind !== 'group') {
    return h(
      'div',
      { class: 'panel-group' },
      ...others.map((it) => securityButton(app, it, t('securityCode'))),
    );
  }
  const list = h('ul', { class: 'contacts', role: 'list', 'aria-label': t('members') });
  keyed(list, () => info.participants, (it) => it.account, (it) => memberRow(app, info, it));
  return group(t('members'), list);
}

/**
 * @param {App} app
 * @param {Participant} participant
 * @param {string} name
 */
function securityButton(app, participant, name) {
  return rowButton('shield', name, () => openSecurityCode(app, participant));
}

/**
 * @param {App} app
 * @param {Participant} participant
 */
function openSecurityCode(app, participant) {
  app.navigation.pushPanel({ name: 'securityCode', account: participant.account });
}

/**
 * @param {App} app
 * @param {ChatInfo} info
 * @param {Participant} participant
 */
function memberRow(app, info, participant) {
  const name = participant.own ? t('you') : participant.name || participant.number || t('someone');
  const actions = memberActions(app, info, participant);
  const button = iconButton(
    'more',
    t('actionsFor', { name }),
    () => openMenu(button, name, actions, button),
    {
      'aria-haspopup': 'menu',
    },
  );
  return h(
    'li',
    { class: 'member' },
    avatar(participant.account, participant.name),
    h('span', { class: 'contact-name', dir: 'auto' }, name),
    h('span', { class: 'contact-number', dir: 'ltr' }, participant.number ?? ''),
    participant.role === 'admin' ? h('span', { class: 'badge' }, t('admin')) : null,
    actions.length > 0 ? button : null,
  );
}

/**
 * What may be done with a member, by one's own role.
 *
 * @param {App} app
 * @param {ChatInfo} info
 * @param {Participant} participant
 * @returns {MenuItem[]}
 */
function memberActions(app, info, { account, own, role, ...rest }) {
  if (own) return [];
  const { chat } = info;
  /** @type {MenuItem[]} */
  const items = [{
    icon: 'shield',
    name: t('securityCode'),
    run: () => openSecurityCode(app, { account, own, role, ...rest }),
  }];
  if (info.ownRole !== 'admin') return items;
  const isAdmin = role === 'admin';
  return [
    ...items,
    {
      icon: 'star',
      name: isAdmin ? t('dismissAdmin') : t('makeAdmin'),
      run: () => app.client.send({ type: isAdmin ? 'dismissAdmin' : 'makeAdmin', chat, account }),
    },
    {
      icon: 'close',
      name: t('removeMember'),
      run: () => app.client.send({ type: 'removeMember', chat, account }),
    },
  ];
}

/**
 * @param {App} app
 * @param {string} id
 * @param {ChatInfo | null} info
 */
function groupActions(app, id, info) {
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
