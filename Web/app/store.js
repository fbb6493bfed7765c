// @ts-check
/** The page's mirror of what the engine said. Only notifications change it. */
import { batch, computed, signal } from './dom/signal.js';
import { upsert } from './messages.js';

/**
 * @import { Chat, ChatInfo, Contact, Device, Link, Linking, Message, Notification, Progress,
 *   Registration, SecurityCode, Session, Trouble } from './types.d.ts'
 */

/**
 * @typedef {object} Conversation
 * @property {string} chat
 * @property {Message[]} messages Ascending by order.
 * @property {boolean} hasOlder
 * @property {number} generation Rises with each reset.
 */

/** @typedef {ReturnType<typeof createStore>} Store */
/** @typedef {Omit<Store, 'apply' | 'openConversation' | 'closeConversation'>} State */

export function createStore() {
  const chatsById = signal(/** @type {Map<string, Chat>} */ (new Map()));
  const state = {
    session: signal(/** @type {Session | null} */ (null)),
    registration: signal(/** @type {Registration} */ ({ step: 'number' })),
    link: signal(/** @type {Link | null} */ (null)),
    linking: signal(/** @type {Linking} */ ({ state: 'idle' })),
    history: signal(/** @type {Progress | null} */ (null)),
    chatsById,
    chats: computed(() => sortedChats(chatsById.value)),
    chatsLoaded: signal(false),
    /** The chat whose messages are wanted: an answer that comes after it was closed is none. */
    openChat: signal(/** @type {string | null} */ (null)),
    conversation: signal(/** @type {Conversation | null} */ (null)),
    typing: signal(/** @type {Map<string, string[]>} */ (new Map())),
    contacts: signal(/** @type {Contact[]} */ ([])),
    devices: signal(/** @type {Device[] | null} */ (null)),
    chatInfo: signal(/** @type {ChatInfo | null} */ (null)),
    securityCode: signal(/** @type {SecurityCode | null} */ (null)),
    arrived: signal(/** @type {{ chat: string, message: Message } | null} */ (null)),
    /** What is wrong with this browser or the worker. */
    trouble: signal(/** @type {Trouble | null} */ (null)),
    logOutReason: signal(/** @type {string | null} */ (null)),
  };
  return {
    ...state,
    apply: (/** @type {Notification} */ it) => batch(() => apply(state, it)),
    /** Takes the messages of a chat from now on. @param {string} chat */
    openConversation: (chat) => (state.openChat.value = chat),
    /** Forgets the messages of a chat that was closed: what comes meanwhile is not told. */
    closeConversation() {
      state.openChat.value = null;
      state.conversation.value = null;
    },
  };
}

/**
 * @param {State} state
 * @param {Notification} notification
 */
function apply(state, notification) {
  switch (notification.type) {
    case 'session':
      return applySession(state, notification);
    case 'chats':
      return applyChats(state, notification);
    case 'messages':
      return applyMessages(state, notification);
    case 'typing':
      state.typing.value = new Map(state.typing.peek()).set(notification.chat, notification.names);
      return;
    case 'contacts':
      state.contacts.value = notification.contacts;
      return;
    case 'devices':
      state.devices.value = notification.devices;
      return;
    case 'registration':
      state.registration.value = notification;
      return;
    case 'link':
      state.link.value = notification;
      return;
    case 'linking':
      state.linking.value = notification;
      return;
    case 'history':
      state.history.value = notification.percent >= 100 ? null : notification;
      return;
    case 'chatInfo':
      state.chatInfo.value = notification;
      return;
    case 'securityCode':
      state.securityCode.value = notification;
      return;
    case 'arrived':
      state.arrived.value = notification;
      return;
    case 'host':
      state.trouble.value = notification.trouble;
      return;
    case 'opened':
    case 'contact':
    case 'problem':
      return;
  }
}

/**
 * @param {State} state
 * @param {Session} session
 */
function applySession(state, session) {
  if (session.phase === 'loggedOut') {
    forget(state);
    state.logOutReason.value = session.reason ?? 'removed';
  }
  if (session.phase === 'ready') state.logOutReason.value = null;
  state.session.value = session;
}

/**
 * Drops everything of the account that this device left.
 *
 * @param {State} state
 */
function forget(state) {
  state.chatsById.value = new Map();
  state.chatsLoaded.value = false;
  state.conversation.value = null;
  state.arrived.value = null;
  state.contacts.value = [];
  state.devices.value = null;
  state.chatInfo.value = null;
  state.securityCode.value = null;
  state.history.value = null;
  state.link.value = null;
  state.linking.value = { state: 'idle' };
  state.registration.value = { step: 'number' };
  state.typing.value = new Map();
}

/**
 * @param {State} state
 * @param {{ reset?: boolean, chats: Chat[], removed: string[] }} change
 */
function applyChats(state, change) {
  const chats = new Map(change.reset ? [] : state.chatsById.peek());
  for (const chat of change.chats) chats.set(chat.id, chat);
  for (const id of change.removed) chats.delete(id);
  state.chatsById.value = chats;
  if (change.reset) state.chatsLoaded.value = true;
}

/**
 * @param {State} state
 * @param {{ chat: string, reset?: boolean, messages: Message[], hasOlder?: boolean }} change
 */
function applyMessages(state, change) {
  const open = state.conversation.peek();
  if (change.chat !== state.openChat.peek() || !change.reset && !open) return;
  state.conversation.value = {
    chat: change.chat,
    messages: upsert(change.reset || !open ? [] : open.messages, change.messages),
    // Only what was asked for says so; one that arrives leaves it open.
    hasOlder: change.hasOlder ?? (change.reset ? false : open?.hasOlder ?? false),
    generation: (open?.generation ?? 0) + (change.reset ? 1 : 0),
  };
}

/** @param {Map<string, Chat>} chats */
function sortedChats(chats) {
  return [...chats.values()].sort((a, b) => b.order - a.order || b.at - a.at);
}
