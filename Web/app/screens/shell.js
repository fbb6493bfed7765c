// @ts-check
import { chatList } from '../chats/chat-list.js';
import { rail } from '../chats/rail.js';
import { connectCommands } from '../commands.js';
import { conversationPane } from '../conversation/pane.js';
import { h } from '../dom/element.js';
import { computed, effect, onCleanup, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { loadPanels, makerOf, sideOf } from '../panels/index.js';

/** @import { App } from '../app.js' */

/**
 * The chats: rail, list, conversation and panels side by side where there is room, one at a time where
 * there is not, and always on the phone.
 *
 * @param {App} app
 */
export function shell(app) {
  const onePane = computed(() => app.kind === 'phone' || app.narrow.value);
  const top = computed(() => app.navigation.panels.value.at(-1) ?? null);
  const front = computed(() => frontOf(app, top.value?.name ?? null));
  connectCommands(app);
  loadPanels();
  subscribe(app);
  return h(
    'div',
    {
      class: () => `shell ${onePane.value ? 'one-pane' : 'many-panes'} shell-${app.kind}`,
      'data-front': () => front.value,
    },
    h('header', { class: 'visually-hidden' }, h('h1', {}, t('appName'))),
    () => (onePane.value ? null : rail(app)),
    h(
      'main',
      { class: 'panes' },
      h('div', { class: 'pane pane-list' }, chatList(app), () => panelOn(app, 'start', top.value)),
      h('div', { class: 'pane pane-conversation' }, () => conversation(app)),
      h(
        'div',
        { class: 'pane pane-drawer', hidden: () => !top.value || sideOf(top.value.name) !== 'end' },
        () => panelOn(app, 'end', top.value),
      ),
    ),
  );
}

/**
 * Which pane a one-pane layout shows.
 *
 * @param {App} app
 * @param {import('../navigation.js').PanelName | null} panel
 */
function frontOf(app, panel) {
  if (panel) return sideOf(panel) === 'start' ? 'list' : 'drawer';
  return app.navigation.chat.value ? 'conversation' : 'list';
}

/**
 * @param {App} app
 * @param {'start' | 'end'} side
 * @param {import('../navigation.js').Panel | null} panel
 */
function panelOn(app, side, panel) {
  if (!panel || sideOf(panel.name) !== side) return null;
  const make = makerOf(panel.name);
  return make && untracked(() => make(app, panel));
}

/** @param {App} app */
function conversation(app) {
  const chat = app.navigation.chat.value;
  return untracked(() => conversationPane(app, chat));
}

/**
 * Tells the engine which chat this tab has open.
 *
 * @param {App} app
 */
function subscribe(app) {
  effect(() => {
    const chat = app.navigation.chat.value;
    if (!chat) return;
    app.store.openConversation(chat);
    app.client.send({ type: 'openChat', chat });
    onCleanup(() => {
      app.client.send({ type: 'closeChat', chat });
      app.store.closeConversation();
    });
  });
}
