// @ts-check
import { avatar } from '../avatar.js';
import { avatarDrawing, titleOf } from '../chats/chat-row.js';
import { h } from '../dom/element.js';
import { computed, effect, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { forever } from '../mute.js';
import { panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { groupActions } from './group-actions.js';
import { people } from './people.js';

/** @import { App } from '../app.js' */
/** @import { Chat, ChatInfo } from '../types.d.ts' */

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
