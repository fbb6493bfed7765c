// @ts-check
import { onCleanup } from './dom/signal.js';
import { commandOf } from './keyboard.js';
import { forever } from './mute.js';

/** @import { App } from './app.js' */
/** @import { Command } from './keyboard.js' */

/**
 * Carries out shortcuts while the chats are shown.
 *
 * @param {App} app
 */
export function connectCommands(app) {
  const commands = commandsOf(app);
  const key = (/** @type {KeyboardEvent} */ event) => {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    commands[command]();
  };
  addEventListener('keydown', key);
  onCleanup(() => removeEventListener('keydown', key));
}

/**
 * @param {App} app
 * @returns {Record<Command, () => void>}
 */
function commandsOf(app) {
  const { navigation, client } = app;
  return {
    newChat: () => navigation.openPanel({ name: 'newChat' }),
    newGroup: () => navigation.openPanel({ name: 'newGroup' }),
    settings: () => navigation.openPanel({ name: 'settings' }),
    shortcuts: () => navigation.openPanel({ name: 'shortcuts' }),
    chatInfo: () => navigation.chat.peek() && navigation.openPanel({ name: 'chatInfo' }),
    search: () => control('search')?.focus(),
    emoji: () => control('emoji')?.click(),
    nextChat: () => moveChat(app, 1),
    previousChat: () => moveChat(app, -1),
    favourite: () => {
      const chat = openChat(app);
      if (chat) client.send({ type: 'favourite', chat: chat.id, on: !chat.favourite });
    },
    mute: () => {
      const chat = openChat(app);
      const until = chat && chat.mutedUntil > Date.now() ? 0 : forever;
      if (chat) client.send({ type: 'mute', chat: chat.id, until });
    },
    close:
      () => (navigation.panels.peek().length > 0
        ? navigation.closePanel()
        : navigation.closeChat()),
  };
}

/** @param {App} app */
function openChat(app) {
  return app.store.chatsById.peek().get(app.navigation.chat.peek() ?? '');
}

/**
 * @param {App} app
 * @param {number} step
 */
function moveChat(app, step) {
  const chats = app.store.chats.peek();
  const index = chats.findIndex((chat) => chat.id === app.navigation.chat.peek());
  const next = chats[index < 0 ? 0 : index + step];
  if (next) app.navigation.openChat(next.id);
}

/**
 * The control of the page that a command presses.
 *
 * @param {string} command
 * @returns {HTMLElement | null}
 */
function control(command) {
  return document.querySelector(`[data-command="${command}"]`);
}
