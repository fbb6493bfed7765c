// @ts-check
/**
 * The tabs that share one engine: who asked, and who is to be told.
 *
 * References of intents are made anew on the way in, because two tabs may use the same, and given back on the way out.
 */

/** @import { FromTab, Intent, Notification, Trouble } from './types.d.ts' */

/** What a tab is reached by. @typedef {{ postMessage(message: { notification: Notification }): void }} Port */

/** @typedef {{ port: Port, chats: Set<string> }} Tab */

/** Notifications that answer one tab; the others did not ask. */
const ANSWERS = new Set(['opened', 'contact', 'chatInfo', 'securityCode', 'problem']);
/** How many references are remembered: an answer comes at once or not at all. */
const REMEMBERED = 1000;

export class Tabs {
  /** @type {Map<Port, Tab>} */
  #tabs = new Map();
  /** @type {Map<number, { tab: Tab, ref: number | undefined, type: string }>} */
  #asked = new Map();
  #lastReference = 0;
  /** How things stand with the host, as every tab is told; null until that is known. @type {Notification | null} */
  #standing = null;
  #perform;

  /** @param {(intent: Intent) => void} perform Hands an intent to the engine. */
  constructor(perform) {
    this.#perform = perform;
  }

  /**
   * Takes what a tab says.
   *
   * @param {Port} port
   * @param {FromTab} message
   */
  receive(port, message) {
    if (message.bye) return this.#remove(port);
    const tab = this.#tabs.get(port) ?? this.#add(port);
    if (message.hello) this.#greet(tab);
    if (message.intent) this.#intend(tab, message.intent);
  }

  /** Has everything shown again in every tab: the engine began anew. */
  showAll() {
    for (const tab of this.#tabs.values()) this.#show(tab);
  }

  /**
   * Tells every tab, also those to come, what is wrong with the host.
   *
   * @param {Trouble | null} trouble
   */
  stand(trouble) {
    this.#standing = { type: 'host', trouble };
    this.notify(this.#standing);
  }

  /**
   * Tells the tabs that are concerned.
   *
   * @param {Notification} notification
   */
  notify(notification) {
    const asked = notification.ref === undefined ? undefined : this.#asked.get(notification.ref);
    for (const tab of this.#tabs.values()) {
      if (!concerns(notification, tab, asked)) continue;
      const ref = asked?.tab === tab ? asked.ref : undefined;
      tab.port.postMessage({ notification: withReference(notification, ref) });
    }
  }

  /** @param {Tab} tab */
  #greet(tab) {
    if (this.#standing) tab.port.postMessage({ notification: this.#standing });
    this.#show(tab);
  }

  /** @param {Tab} tab */
  #show(tab) {
    this.#ask(tab, { type: 'show' });
    for (const chat of tab.chats) this.#ask(tab, { type: 'openChat', chat });
  }

  /**
   * @param {Tab} tab
   * @param {Intent} intent
   */
  #intend(tab, intent) {
    const { type, chat } = intent;
    if (type === 'openChat' && chat) tab.chats.add(chat);
    if (type === 'closeChat' && chat) {
      tab.chats.delete(chat);
      // It is still open elsewhere.
      if (this.#isOpen(chat)) return;
    }
    this.#ask(tab, intent);
  }

  /**
   * @param {Tab} tab
   * @param {Intent} intent
   */
  #ask(tab, intent) {
    const reference = ++this.#lastReference;
    this.#asked.set(reference, { tab, ref: intent.ref, type: intent.type });
    this.#asked.delete(reference - REMEMBERED);
    this.#perform({ ...intent, ref: reference });
  }

  /** @param {string} chat */
  #isOpen(chat) {
    return [...this.#tabs.values()].some((tab) => tab.chats.has(chat));
  }

  /** @param {Port} port */
  #add(port) {
    const tab = { port, chats: new Set() };
    this.#tabs.set(port, tab);
    return tab;
  }

  /** @param {Port} port */
  #remove(port) {
    const tab = this.#tabs.get(port);
    this.#tabs.delete(port);
    for (const chat of tab?.chats ?? []) {
      if (!this.#isOpen(chat)) this.#perform({ type: 'closeChat', chat });
    }
  }
}

/**
 * @param {Notification} notification
 * @param {Tab} tab
 * @param {{ tab: Tab, type: string } | undefined} asked
 */
function concerns(notification, tab, asked) {
  const { type, chat, reset } = notification;
  if (asked && asked.tab !== tab && (asked.type === 'show' || reset || ANSWERS.has(type))) {
    return false;
  }
  return type !== 'messages' || chat === undefined || tab.chats.has(chat);
}

/**
 * @param {Notification} notification
 * @param {number | undefined} ref
 */
function withReference({ ref: _, ...notification }, ref) {
  return ref === undefined ? notification : { ...notification, ref };
}
