// @ts-check
import { avatar } from '../avatar.js';
import { avatarDrawing, titleOf } from '../chats/chat-row.js';
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { iconButton } from '../parts/button.js';

/** @import { App } from '../app.js' */
/** @import { Chat } from '../types.d.ts' */

/**
 * Who the conversation is with, and who is typing.
 *
 * @param {App} app
 * @param {string} id
 * @param {() => Chat} chat
 */
export function conversationHeader(app, id, chat) {
  const back = () => iconButton('back', t('back'), () => app.navigation.closeChat());
  return h(
    'header',
    { class: 'pane-header conversation-header' },
    () => (app.kind === 'phone' || app.narrow.value ? back() : null),
    () => avatar(id, chat().title, avatarDrawing(chat())),
    h(
      'div',
      { class: 'conversation-name' },
      h('h2', { class: 'conversation-title', dir: 'auto' }, () => titleOf(chat())),
      h('p', { class: 'conversation-note' }, () => note(app, id, chat())),
    ),
    iconButton('info', t('chatInfo'), () => app.navigation.openPanel({ name: 'chatInfo' }), {
      command: 'chatInfo',
    }),
  );
}

/**
 * @param {App} app
 * @param {string} id
 * @param {Chat} chat
 */
function note(app, id, chat) {
  const names = app.store.typing.value.get(id) ?? [];
  if (names.length === 1 && chat.kind === 'direct') return t('typing');
  if (names.length === 1) return t('isTyping', { name: names[0] });
  if (names.length > 1) return t('areTyping', { count: names.length });
  return chat.kind === 'self' ? t('selfNote') : '';
}
