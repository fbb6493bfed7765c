// @ts-check
/**
 * Feeds the engine events and performs its actions, in order.
 *
 * The engine is asked at once, whatever is under way; only its actions wait in line. What several events led to is
 * then stored in one transaction. Nothing is sent before everything that stands in front of it is on disk.
 *
 *     stopped ── begin() ──▶ running ── trap, or storage failed ──▶ broken ── after a while ──▶ running
 *                              └──────────────── wipe ───────────────▲ (a new engine, nothing stored)
 */

/** @import { Action, Bytes, Change, Engine, Event, Intent, Notification, Store, Trouble } from './types.d.ts' */

/**
 * What the host works with.
 *
 * @typedef {{
 *   loadEngine(isShared: boolean): Promise<Engine>,
 *   openStore(): Promise<Store>,
 *   makeSharedStore(): Store,
 *   socket: { open(): void, close(): void, send(bytes: Bytes): void },
 *   upload(blob: Bytes, token: Bytes, body: Bytes): Promise<boolean>,
 *   download(blob: Bytes, limit: number): Promise<Bytes | null>,
 *   notify(notification: Notification): void,
 *   stands(trouble: Trouble | null): void,
 *   restarted(): void,
 *   now(): number,
 * }} Surroundings
 */

/** After how many milliseconds a broken engine is started anew: longer each time, until it ran for a while. */
const RESTART_DELAYS = [500, 2_000, 10_000, 30_000];
const STABLE = 120_000;
/** The longest that a timer of the browser can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class Host {
  #surroundings;
  /** @type {Engine | null} */
  #engine = null;
  /** @type {Store | null} */
  #store = null;
  /** Whether the person said that others use this computer. */
  #isShared = false;
  /** @type {Action[]} */
  #queue = [];
  /** Fulfils when the queue is empty. @type {Promise<void> | null} */
  #performing = null;
  /** What the engine last said of its session. */
  #phase = '';
  /** Intents that came while there was no engine. @type {Intent[]} */
  #waiting = [];
  #restarts = 0;
  #startedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #alarm;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.#surroundings = surroundings;
  }

  /** Starts the engine with what is stored. */
  async begin() {
    const rows = await this.#load();
    if (!rows) return;
    try {
      this.#engine = await this.#surroundings.loadEngine(this.#isShared);
    } catch (error) {
      return this.#break(error, 'engineMissing');
    }
    this.#startEngine(rows);
  }

  /** Hands an intent to the engine, now or when there is one. @param {Intent} intent */
  intend(intent) {
    if (!this.#engine) this.#waiting.push(intent);
    else if (this.#choosesOtherStore(intent)) this.#move(intent);
    else this.dispatch({ kind: 'intent', bytes: new TextEncoder().encode(JSON.stringify(intent)) });
  }

  /** Hands an event to the engine, and performs what it leads to. @param {Event} event */
  dispatch(event) {
    if (!this.#engine) return;
    try {
      this.#queue.push(...this.#engine.handle(event, this.#surroundings.now()));
    } catch (error) {
      return this.#break(error, 'engineStopped');
    }
    this.#perform();
  }

  // Starting and stopping

  /** What is stored; null, and another attempt later, if it cannot be read. */
  async #load() {
    try {
      this.#store ??= await this.#surroundings.openStore();
      return await this.#store.all('state');
    } catch (error) {
      this.#break(error, troubleOfStore(error));
      return null;
    }
  }

  /** @param {import('./types.d.ts').Row[]} rows */
  #startEngine(rows) {
    this.#startedAt = this.#surroundings.now();
    this.dispatch({ kind: 'started', rows });
    if (!this.#engine) return;
    const isKept = this.#isShared || this.#store?.isDurable;
    this.#surroundings.stands(isKept ? null : 'notKept');
    this.#surroundings.restarted();
    for (const intent of this.#waiting.splice(0)) this.intend(intent);
  }

  /** Stops the engine and everything that it had wanted, which is not on disk. */
  #stop() {
    this.#engine?.dispose();
    this.#engine = null;
    this.#queue = [];
    clearTimeout(this.#alarm);
    this.#surroundings.socket.close();
  }

  /**
   * The engine cannot go on. What is on disk is whole, so it begins there again.
   *
   * @param {unknown} error
   * @param {Trouble} trouble What people are told meanwhile.
   */
  #break(error, trouble) {
    // Says what happened to whoever develops; it holds no text of anybody's.
    console.error('the engine stopped', error);
    if (this.#surroundings.now() - this.#startedAt > STABLE) this.#restarts = 0;
    const delay = RESTART_DELAYS[Math.min(this.#restarts++, RESTART_DELAYS.length - 1)];
    this.#stop();
    this.#surroundings.stands(trouble);
    setTimeout(async () => {
      // A batch of the old engine may still be on its way to the disk.
      await this.#performing;
      await this.begin();
    }, delay);
  }

  // Actions

  #perform() {
    this.#performing ??= this.#performAll().finally(() => {
      this.#performing = null;
    });
  }

  async #performAll() {
    while (this.#queue.length > 0) await this.#performSome();
  }

  /**
   * Performs the first action, or all up to the first that reads or wipes: their changes are stored in one batch,
   * then the others follow in order.
   */
  async #performSome() {
    const end = this.#queue.findIndex(({ kind }) => kind === 'read' || kind === 'wipe');
    const actions = this.#queue.splice(0, end < 0 ? this.#queue.length : Math.max(end, 1));
    const engine = this.#engine;
    const changes = actions.flatMap((action) => action.kind === 'persist' ? action.changes : []);
    if (changes.length > 0 && !await this.#persist(changes)) return;
    // While it was stored, the engine may have been replaced: nothing of the old one happens then.
    if (engine !== this.#engine) return;
    for (const action of actions) await this.#performOne(action);
  }

  /** @param {Action} action */
  async #performOne(action) {
    const { socket } = this.#surroundings;
    switch (action.kind) {
      case 'persist':
        break;
      case 'send':
        return socket.send(action.bytes);
      case 'notify':
        return this.#notify(action.bytes);
      case 'wake':
        return this.#wake(action.at);
      case 'connect':
        return socket.open();
      case 'disconnect':
        return socket.close();
      case 'read':
        return await this.#read(action);
      case 'upload':
        return void this.#upload(action);
      case 'download':
        return void this.#download(action);
      case 'wipe':
        return await this.#wipe();
    }
  }

  /** @param {Bytes} bytes */
  #notify(bytes) {
    const notification = JSON.parse(new TextDecoder().decode(bytes));
    if (notification.type === 'session') this.#phase = notification.phase;
    this.#surroundings.notify(notification);
  }

  /** @param {Change[]} changes */
  async #persist(changes) {
    try {
      await this.#store?.apply(changes);
      return true;
    } catch (error) {
      this.#queue = [];
      this.#storageFailed(error);
      return false;
    }
  }

  /**
   * Lets the engine say so, then begins anew with what is on disk.
   *
   * @param {unknown} error
   */
  #storageFailed(error) {
    try {
      const event = /** @type {const} */ ({ kind: 'persistFailed' });
      const actions = this.#engine?.handle(event, this.#surroundings.now()) ?? [];
      for (const action of actions) {
        if (action.kind === 'notify') this.#notify(action.bytes);
      }
    } catch {
      // It stopped for good before it could say so.
    }
    this.#break(error, 'storageFull');
  }

  /** @param {Extract<Action, { kind: 'read' }>} action */
  async #read({ request, range }) {
    const engine = this.#engine;
    try {
      const rows = await this.#store?.read(range) ?? [];
      if (engine === this.#engine) this.dispatch({ kind: 'rows', request, rows });
    } catch (error) {
      if (engine === this.#engine) this.#break(error, troubleOfStore(error));
    }
  }

  /** @param {Extract<Action, { kind: 'upload' }>} action */
  async #upload({ request, blob, token, body }) {
    const engine = this.#engine;
    const kind = await this.#surroundings.upload(blob, token, body) ? 'uploaded' : 'blobFailed';
    if (engine === this.#engine) this.dispatch({ kind, request });
  }

  /** @param {Extract<Action, { kind: 'download' }>} action */
  async #download({ request, blob, limit }) {
    const engine = this.#engine;
    const bytes = await this.#surroundings.download(blob, limit);
    if (engine !== this.#engine) return;
    this.dispatch(bytes ? { kind: 'downloaded', request, bytes } : { kind: 'blobFailed', request });
  }

  /** @param {number} at */
  #wake(at) {
    clearTimeout(this.#alarm);
    const wait = Math.max(0, Math.min(at - this.#surroundings.now(), LONGEST_TIMER));
    this.#alarm = setTimeout(() => this.dispatch({ kind: 'wake' }), wait);
  }

  /** Deletes everything, and begins anew with nothing. */
  async #wipe() {
    this.#stop();
    try {
      await this.#store?.wipe();
    } catch (error) {
      return this.#break(error, troubleOfStore(error));
    }
    this.#store = null;
    this.#isShared = false;
    await this.begin();
  }

  // Where to keep things

  /**
   * Whether a link is started that is to be kept elsewhere than what is stored now. Only a browser where nobody is
   * signed in, and nothing can be lost, may change that.
   *
   * @param {Intent} intent
   */
  #choosesOtherStore({ type, keepSignedIn }) {
    const isFree = this.#phase === 'fresh' || this.#phase === 'linking';
    return isFree && type === 'startLink' && this.#isShared !== (keepSignedIn === false);
  }

  /**
   * Starts a link with the other kind of store.
   *
   * @param {Intent} intent
   */
  async #move(intent) {
    const { openStore, makeSharedStore } = this.#surroundings;
    this.#stop();
    this.#waiting.unshift(intent);
    await this.#performing;
    try {
      await this.#store?.wipe();
      this.#isShared = intent.keepSignedIn === false;
      this.#store = this.#isShared ? makeSharedStore() : await openStore();
    } catch (error) {
      return this.#break(error, troubleOfStore(error));
    }
    await this.begin();
  }
}

/**
 * @param {unknown} error
 * @returns {Trouble}
 */
function troubleOfStore(error) {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull ? 'storageFull' : 'storageRefused';
}
