// @ts-check
import { titleOf } from '../chats/chat-row.js';
import { h } from '../dom/element.js';
import { computed, effect, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon, mark } from '../icons.js';
import { connectionBanner } from '../parts/connection-banner.js';
import { composer } from './composer.js';
import { conversationHeader } from './header.js';
import { MessageLog } from './log.js';

/** @import { App } from '../app.js' */

/**
 * The open chat, or a quiet page when none is open.
 *
 * @param {App} app
 * @param {string | null} id
 */
export function conversationPane(app, id) {
  if (!id) return nothingOpen();
  const chat = computed(() => app.store.chatsById.value.get(id) ?? null);
  const there = computed(() => chat.value !== null);
  closeWhenGone(app, there);
  return h('div', { class: 'conversation-holder' }, () => {
    const known = there.value ? chat.peek() : null;
    return known ? untracked(() => conversation(app, id, () => chat.value ?? known)) : null;
  });
}

/**
 * @param {App} app
 * @param {string} id
 * @param {() => import('../types.d.ts').Chat} chat
 */
function conversation(app, id, chat) {
  const log = new MessageLog(app, id, chat().unread);
  return h(
    'section',
    { class: 'conversation', 'aria-label': () => titleOf(chat()) },
    h('div', {}, conversationHeader(app, id, chat), () => bannerAlone(app)),
    log.element,
    () => (canSend(chat) ? untracked(() => composer(app, id, chat, log)) : readOnly()),
  );
}

/**
 * Where the list of chats, with its banner, is out of sight.
 *
 * @param {App} app
 */
function bannerAlone(app) {
  return app.kind === 'phone' || app.narrow.value ? connectionBanner(app) : null;
}

/** @param {() => import('../types.d.ts').Chat} chat */
function canSend(chat) {
  return computed(() => chat().canSend).value;
}

function readOnly() {
  return h('p', { class: 'read-only' }, icon('info'), t('cannotSend'));
}

/**
 * @param {App} app
 * @param {import('../dom/signal.js').Signal<boolean>} there
 */
function closeWhenGone(app, there) {
  effect(() => {
    if (app.store.chatsLoaded.value && !there.value) {
      queueMicrotask(() => app.navigation.closeChat());
    }
  });
}

function nothingOpen() {
  return h(
    'div',
    { class: 'nothing-open' },
    mark(),
    h('p', { class: 'nothing-title' }, t('nothingOpen')),
    h('p', { class: 'muted' }, t('nothingOpenHint')),
    h('p', { class: 'nothing-foot muted' }, icon('lock'), t('encrypted')),
  );
}
