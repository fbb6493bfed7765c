// @ts-check
import { avatar } from '../avatar.js';
import { shortMoment } from '../dates.js';
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { noticeSentence } from '../notices.js';
import { tick } from '../ticks.js';

/** @import { App } from '../app.js' */
/** @import { Chat } from '../types.d.ts' */

/**
 * One chat of the list.
 *
 * @param {App} app
 * @param {string} id
 * @param {() => Chat} chat
 */
export function chatRow(app, id, chat) {
  const typing = () => app.store.typing.value.get(id) ?? [];
  return h(
    'li',
    { class: 'chat-row', 'aria-label': () => label(chat(), typing()) },
    h(
      'button',
      {
        type: 'button',
        class: 'chat-button',
        'aria-label': () => label(chat(), typing()),
        'aria-current': () => (app.navigation.chat.value === id ? 'true' : null),
        onclick: () => app.navigation.openChat(id),
      },
      () => avatar(id, chat().title, avatarDrawing(chat())),
      h('span', { class: 'chat-name', dir: 'auto' }, () => titleOf(chat())),
      h(
        'span',
        { class: () => `chat-time${chat().unread > 0 ? ' fresh' : ''}` },
        () => momentOf(chat()),
      ),
      h('span', { class: 'chat-preview' }, () => previewLine(chat(), typing())),
      h('span', { class: 'chat-marks' }, () => marks(chat())),
    ),
  );
}

/** @param {Chat} chat */
export function titleOf(chat) {
  return chat.kind === 'self' ? t('messageYourself') : chat.title || t('unnamed');
}

/** @param {Chat} chat */
export function avatarDrawing(chat) {
  if (chat.kind === 'self') return 'note';
  return chat.kind === 'group' ? 'people' : undefined;
}

/** @param {Chat} chat */
function momentOf(chat) {
  return chat.at > 0 ? shortMoment(chat.at) : '';
}

/**
 * @param {Chat} chat
 * @param {string[]} typing
 */
function label(chat, typing) {
  const parts = [
    titleOf(chat),
    chat.unread > 0 ? t('unreadCount', { count: chat.unread }) : '',
    previewText(chat, typing),
    momentOf(chat),
    chat.mutedUntil > Date.now() ? t('muted') : '',
    chat.favourite ? t('favourite') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/**
 * @param {Chat} chat
 * @param {string[]} typing
 */
function previewText(chat, typing) {
  if (typing.length > 0) return typingWords(chat, typing);
  if (chat.draft) return `${t('draft')}: ${chat.draft}`;
  return chat.preview ? spoken(chat) : '';
}

/** @param {Chat} chat */
function spoken(chat) {
  const preview = chat.preview;
  if (!preview) return '';
  if (preview.notice) return noticeSentence(preview.notice, preview.sender, preview.own);
  if (preview.own) return `${t('you')}: ${preview.text}`;
  return chat.kind === 'group' && preview.sender
    ? `${preview.sender}: ${preview.text}`
    : preview.text;
}

/**
 * @param {Chat} chat
 * @param {string[]} names
 */
function typingWords(chat, names) {
  return chat.kind === 'group' ? t('isTyping', { name: names[0] }) : t('typing');
}

/**
 * @param {Chat} chat
 * @param {string[]} typing
 */
function previewLine(chat, typing) {
  if (typing.length > 0) return h('span', { class: 'accent' }, typingWords(chat, typing));
  if (chat.draft) return draftLine(chat.draft);
  const preview = chat.preview;
  if (!preview) return null;
  const own = preview.own && !preview.notice && chat.kind !== 'self';
  const text = preview.own && !preview.notice ? preview.text : spoken(chat);
  return h(
    'span',
    { class: 'preview-line' },
    own && tick(preview.state),
    h('span', { dir: 'auto', class: 'preview-text' }, text),
  );
}

/** @param {string} draft */
function draftLine(draft) {
  return h(
    'span',
    { class: 'preview-line' },
    h('span', { class: 'draft-word' }, `${t('draft')}:`),
    h('span', { dir: 'auto', class: 'preview-text' }, draft),
  );
}

/** @param {Chat} chat */
function marks(chat) {
  return h(
    'span',
    { class: 'marks' },
    chat.mutedUntil > Date.now() && icon('muted'),
    chat.favourite && icon('star'),
    chat.unread > 0 &&
      h('span', { class: 'unread-pill' }, chat.unread > 999 ? '999+' : chat.unread),
  );
}
