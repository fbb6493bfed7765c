// @ts-check
/**
 * Makes one worker the host for all tabs.
 *
 * A shared worker is one by itself. Where there is none, each tab has a worker of its own; the one that gets the lock
 * hosts, the others pass on what their tabs say through a channel and take over when the lock becomes free.
 *
 *     follower ── lock ──▶ host
 */

/** @import { FromTab } from './types.d.ts' */
/** @import { Port } from './tabs.js' */

/** How many messages of a tab are remembered: one that comes twice does so at once. */
const REMEMBERED = 1000;

/** Takes what a tab says. @typedef {(port: Port, message: FromTab) => void} Receiver */

/**
 * What this module needs of a worker's global scope.
 *
 * @typedef {{
 *   onconnect?: ((event: MessageEvent) => void) | null,
 *   onmessage?: ((event: MessageEvent) => void) | null,
 *   postMessage?: (message: unknown) => void,
 * }} Scope
 */

/**
 * Listens at once and becomes the host as soon as it may.
 *
 * @param {Scope} scope
 * @param {string} name Of the lock and of the channel.
 * @param {() => Receiver} host Starts the engine.
 */
export function elect(scope, name, host) {
  if ('onconnect' in scope) listenToTabs(scope, whenHost(name, host));
  else listenToOwnTab(scope, name, host);
}

/**
 * What tabs say is kept until this worker is the host.
 *
 * @param {string} name
 * @param {() => Receiver} host
 * @returns {Receiver}
 */
function whenHost(name, host) {
  /** @type {Parameters<Receiver>[]} */
  const early = [];
  /** @type {Receiver} */
  let receive = (port, message) => void early.push([port, message]);
  holdLock(name, () => {
    receive = host();
    for (const [port, message] of early.splice(0)) receive(port, message);
  });
  return (port, message) => receive(port, message);
}

/**
 * Calls `held` when the lock is had, and keeps it as long as this worker lives.
 *
 * @param {string} name
 * @param {() => void} held
 */
function holdLock(name, held) {
  navigator.locks.request(name, () => {
    held();
    return new Promise(() => {});
  });
}

/**
 * @param {Scope} scope
 * @param {Receiver} receive
 */
function listenToTabs(scope, receive) {
  scope.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => receive(port, data);
    // Where browsers tell; elsewhere a tab says goodbye itself.
    port.addEventListener('close', () => receive(port, { bye: true }));
  };
}

/**
 * @param {Scope} scope
 * @param {string} name
 * @param {() => Receiver} host
 */
function listenToOwnTab(scope, name, host) {
  const channel = new BroadcastChannel(name);
  const ownTab = { postMessage: (/** @type {unknown} */ message) => scope.postMessage?.(message) };
  const follower = new Follower(channel, ownTab);
  /** @type {(message: FromTab) => void} */
  let say = (message) => follower.say(message);
  scope.onmessage = ({ data }) => say(data);

  holdLock(name, () => {
    const receive = host();
    say = (message) => receive(ownTab, message);
    for (const message of follower.stop()) say(message);
    serveFollowers(channel, receive);
  });
}

/** Passes on what its tab says to whichever worker is the host. */
class Follower {
  #id = crypto.randomUUID();
  #channel;
  /** What the host has not confirmed. @type {Map<number, FromTab>} */
  #unconfirmed = new Map();
  #count = 0;
  /** @type {FromTab | null} */
  #hello = null;
  /** @type {Set<string>} */
  #chats = new Set();

  /**
   * @param {BroadcastChannel} channel
   * @param {Port} ownTab
   */
  constructor(channel, ownTab) {
    this.#channel = channel;
    channel.onmessage = ({ data }) => {
      if (data.newHost) this.#introduce();
      if (data.to !== this.#id) return;
      if (data.confirmed) this.#unconfirmed.delete(data.confirmed);
      if (data.notification) ownTab.postMessage({ notification: data.notification });
    };
  }

  /** @param {FromTab} message */
  say(message) {
    this.#remember(message);
    this.#post(++this.#count, message);
  }

  /** Stops passing on; returns what the new host, which is here, has to know. */
  stop() {
    this.#channel.onmessage = null;
    return [...this.#introduction(), ...this.#unconfirmed.values()];
  }

  /** Tells a new host of this tab, and again what the last one did not confirm. */
  #introduce() {
    for (const message of this.#introduction()) this.#post(++this.#count, message);
    for (const [number, message] of this.#unconfirmed) this.#post(number, message);
  }

  /** What every host must know of this tab. @returns {FromTab[]} */
  #introduction() {
    const chats = [...this.#chats].map((chat) => ({ intent: { type: 'openChat', chat } }));
    return [...(this.#hello ? [this.#hello] : []), ...chats];
  }

  /** @param {FromTab} message */
  #remember({ hello, intent }) {
    if (hello) this.#hello = { hello };
    if (intent?.type === 'openChat' && intent.chat) this.#chats.add(intent.chat);
    if (intent?.type === 'closeChat' && intent.chat) this.#chats.delete(intent.chat);
  }

  /**
   * @param {number} number
   * @param {FromTab} message
   */
  #post(number, message) {
    if (!isIntroduction(message)) this.#unconfirmed.set(number, message);
    this.#channel.postMessage({ from: this.#id, number, message });
  }
}

/** Whether a new host is told of it anyway. @param {FromTab} message */
function isIntroduction({ hello, intent }) {
  return hello !== undefined || intent?.type === 'openChat' || intent?.type === 'closeChat';
}

/**
 * Takes what followers pass on, and answers through the channel.
 *
 * @param {BroadcastChannel} channel
 * @param {Receiver} receive
 */
function serveFollowers(channel, receive) {
  /** Each follower's port, and which of its last messages came. @type {Map<string, { port: Port, came: Set<number> }>} */
  const followers = new Map();

  /** @param {string} id */
  function followerOf(id) {
    const port = {
      /** @type {Port['postMessage']} */
      postMessage: ({ notification }) => channel.postMessage({ to: id, notification }),
    };
    const follower = followers.get(id) ?? { port, came: new Set() };
    followers.set(id, follower);
    return follower;
  }

  channel.onmessage = ({ data: { from, number, message } }) => {
    if (!from) return;
    const { port, came } = followerOf(from);
    channel.postMessage({ to: from, confirmed: number });
    // A message may come twice: once before its sender knew of this host, and once because it now does.
    if (!came.has(number)) receive(port, message);
    came.add(number);
    if (came.size > REMEMBERED) came.delete(came.keys().next().value ?? 0);
    if (message.bye) followers.delete(from);
  };
  channel.postMessage({ newHost: true });
}
