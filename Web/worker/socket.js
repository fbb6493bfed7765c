// @ts-check
/**
 * One WebSocket that is kept open.
 *
 *     closed ── open() ──▶ connecting ── opened ──▶ open
 *       ▲                    ▲   │                    │
 *       │                    │ failed                 │ lost
 *       │                 due│   ▼                    │
 *       └───── close() ──── waiting ◀────────────────┘
 */

/** @import { Bytes } from './types.d.ts' */

/** How long to wait before the next attempt, in milliseconds: doubled with each failure, up to the longest. */
const SHORTEST = 500;
const LONGEST = 30_000;
/** How long a connection must have lasted to count as a success. */
const STABLE = 5_000;

/**
 * @typedef {{
 *   connected(): void,
 *   disconnected(): void,
 *   received(bytes: Bytes): void,
 * }} Listener
 */

export class Socket {
  #url;
  #listener;
  #create;
  /** @type {WebSocket | null} */
  #socket = null;
  #isWanted = false;
  #failures = 0;
  #openedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {string} url
   * @param {Listener} listener
   * @param {(url: string) => WebSocket} [create]
   */
  constructor(url, listener, create = (url) => new WebSocket(url, 'tandem.v1')) {
    this.#url = url;
    this.#listener = listener;
    this.#create = create;
  }

  /** Keeps a connection open from now on. */
  open() {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#failures = 0;
    this.#connect();
  }

  /** Closes the connection and opens no other. */
  close() {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#drop();
  }

  /** Sends a message if there is a connection. @param {Bytes} bytes */
  send(bytes) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** The network is back, or somebody looks: does not wait any longer. */
  hurry() {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#connect();
  }

  #connect() {
    this.#timer = undefined;
    const socket = this.#create(this.#url);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#openedAt = Date.now();
      this.#listener.connected();
    };
    socket.onmessage = ({ data }) => {
      // A text message is none of ours; the server never sends one.
      if (data instanceof ArrayBuffer) this.#listener.received(new Uint8Array(data));
    };
    socket.onclose = () => this.#lost(socket);
  }

  /** @param {WebSocket} socket */
  #lost(socket) {
    if (socket !== this.#socket) return;
    this.#drop();
    if (!this.#isWanted) return;
    this.#timer = setTimeout(() => this.#connect(), delay(this.#failures));
    this.#failures++;
  }

  /** Forgets the connection, and says so if it was open. */
  #drop() {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    const lasted = this.#openedAt === 0 ? 0 : Date.now() - this.#openedAt;
    if (lasted >= STABLE) this.#failures = 0;
    const wasOpen = this.#openedAt !== 0;
    this.#openedAt = 0;
    if (wasOpen && this.#isWanted) this.#listener.disconnected();
  }
}

/**
 * A random time up to the exponential one, so that a server that comes back is not met by all at once.
 *
 * @param {number} failures
 */
function delay(failures) {
  const longest = Math.min(LONGEST, SHORTEST * 2 ** failures);
  return longest / 2 + Math.random() * longest / 2;
}
