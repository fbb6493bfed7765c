// @ts-check
/** The host, driven by a scripted engine: what it does, and in which order. */
import { Host } from '../../worker/host.js';
import { MemoryStore } from '../../worker/store/memory.js';
import { assertEquals } from '../assert.js';
import { inOwnTime, settle } from '../time.js';

/** @import { Action, Change, Event, Notification } from '../../worker/types.d.ts' */

/** @param {unknown} value */
const json = (value) => new TextEncoder().encode(JSON.stringify(value));
/** @param {number} key @returns {Change} */
const put = (key) => ({
  kind: 'put',
  table: 'state',
  key: Uint8Array.of(key),
  value: Uint8Array.of(key),
});
/** @param {number[]} keys @returns {Action} */
const persist = (...keys) => ({ kind: 'persist', changes: keys.map(put) });
/** @param {number} number @returns {Action} */
const send = (number) => ({ kind: 'send', bytes: Uint8Array.of(number) });
/** @param {Notification} notification @returns {Action} */
const notify = (notification) => ({ kind: 'notify', bytes: json(notification) });
/** @param {number} number @returns {Event} */
const frame = (number) => ({ kind: 'frame', bytes: Uint8Array.of(number) });

/** A memory store whose batches the test lets through one by one. */
class SlowStore extends MemoryStore {
  /** @override */
  isDurable = true;
  /** @type {((error?: Error) => void)[]} */
  waiting = [];

  /** @override @param {Change[]} changes */
  async apply(changes) {
    const error = await new Promise((resolve) => this.waiting.push(resolve));
    if (error) throw error;
    await super.apply(changes);
  }
}

/**
 * A host whose engine answers each event by `script`, and the log of what happened outside.
 *
 * @param {(event: Event) => Action[]} script
 * @param {MemoryStore} [store]
 */
function setUp(script, store = new MemoryStore()) {
  /** @type {string[]} */
  const log = [];
  const answered = store instanceof SlowStore ? store : Object.assign(store, { isDurable: true });
  const host = new Host({
    loadEngine: async (isShared) => {
      log.push(isShared ? 'engine shared' : 'engine');
      return {
        handle: (event) => script(event),
        dispose: () => log.push('disposed'),
      };
    },
    openStore: async () => answered,
    makeSharedStore: () => {
      log.push('shared store');
      return new MemoryStore();
    },
    socket: {
      open: () => log.push('open'),
      close: () => log.push('close'),
      send: (bytes) => log.push(`send ${bytes[0]}`),
    },
    upload: async (blob) => blob[0] === 1,
    download: async (blob) => blob[0] === 1 ? Uint8Array.of(7) : null,
    notify: ({ type }) => log.push(`notify ${type}`),
    stands: (trouble) => trouble && log.push(`stands ${trouble}`),
    restarted: () => log.push('restarted'),
    now: Date.now,
  });
  return { host, log, store };
}

Deno.test('the engine is given the stored state first, then the intents that came early', async () => {
  const store = new MemoryStore();
  await store.apply([put(5)]);
  /** @type {string[]} */
  const events = [];
  const { host } = setUp((event) => {
    events.push(event.kind === 'started' ? `started ${event.rows.length}` : event.kind);
    return [];
  }, store);
  host.intend({ type: 'show' });
  await host.begin();
  assertEquals(events, ['started 1', 'intent']);
});

Deno.test('nothing is sent before what stands in front of it is on disk', async () => {
  const store = new SlowStore();
  const { host, log } = setUp(
    (event) => event.kind === 'frame' ? [persist(1), send(1), notify({ type: 'a' })] : [],
    store,
  );
  await host.begin();
  host.dispatch(frame(1));
  await settle();
  assertEquals(log, ['engine', 'restarted']);
  store.waiting[0]();
  await settle();
  assertEquals(log, ['engine', 'restarted', 'send 1', 'notify a']);
});

Deno.test('what piles up while the disk is busy is stored in one batch', async () => {
  const store = new SlowStore();
  const { host, log } = setUp(
    (event) => event.kind === 'frame' ? [persist(event.bytes[0]), send(event.bytes[0])] : [],
    store,
  );
  await host.begin();
  for (const number of [1, 2, 3]) host.dispatch(frame(number));
  await settle();
  assertEquals(store.waiting.length, 1);
  store.waiting[0]();
  await settle();
  assertEquals(log.at(-1), 'send 1');
  assertEquals(store.waiting.length, 2);
  store.waiting[1]();
  await settle();
  assertEquals(log.slice(-3), ['send 1', 'send 2', 'send 3']);
  assertEquals((await store.all('state')).length, 3);
});

Deno.test(
  'a batch that cannot be stored takes with it all that would have followed',
  inOwnTime(async (pass) => {
    const store = new SlowStore();
    const { host, log } = setUp((event) => {
      if (event.kind === 'persistFailed') return [notify({ type: 'problem' }), send(9)];
      return event.kind === 'frame' ? [persist(1), send(1)] : [];
    }, store);
    await host.begin();
    host.dispatch(frame(1));
    host.dispatch(frame(1));
    await settle();
    store.waiting[0](new Error('full'));
    await settle();
    assertEquals(log, [
      'engine',
      'restarted',
      'notify problem',
      'disposed',
      'close',
      'stands storageFull',
    ]);
    await pass(500);
    assertEquals(log.slice(6), ['engine', 'restarted']);
  }),
);

Deno.test(
  'an engine that stops is started anew with what is on disk',
  inOwnTime(async (pass) => {
    const { host, log } = setUp((event) => {
      if (event.kind === 'frame') throw new WebAssembly.RuntimeError('unreachable');
      return event.kind === 'intent' ? [notify({ type: 'session' })] : [persist(1)];
    });
    await host.begin();
    host.dispatch(frame(1));
    host.intend({ type: 'show' });
    await pass(500);
    const again = ['engine', 'restarted', 'notify session'];
    assertEquals(log, [
      'engine',
      'restarted',
      'disposed',
      'close',
      'stands engineStopped',
      ...again,
    ]);
  }),
);

Deno.test('rows, blobs and failures are answered under their requests', async () => {
  const [there, gone] = [new Uint8Array(32).fill(1), new Uint8Array(32)];
  const range = {
    table: /** @type {const} */ ('state'),
    from: Uint8Array.of(0),
    to: Uint8Array.of(9),
    limit: 9,
    descending: false,
  };
  /** @type {string[]} */
  const events = [];
  const { host } = setUp((event) => {
    if ('request' in event) events.push(`${event.kind} ${event.request}`);
    if (event.kind !== 'frame') return [];
    return [
      persist(1),
      { kind: 'read', request: 1, range },
      { kind: 'upload', request: 2, blob: there, token: there, body: there },
      { kind: 'upload', request: 3, blob: gone, token: there, body: there },
      { kind: 'download', request: 4, blob: there, limit: 9 },
      { kind: 'download', request: 5, blob: gone, limit: 9 },
    ];
  });
  await host.begin();
  host.dispatch(frame(1));
  await settle();
  assertEquals(events, ['rows 1', 'uploaded 2', 'blobFailed 3', 'downloaded 4', 'blobFailed 5']);
});

Deno.test('a wipe deletes all and begins anew with nothing', async () => {
  /** @type {number[]} */
  const started = [];
  const { host, log, store } = setUp((event) => {
    if (event.kind === 'started') started.push(event.rows.length);
    return event.kind === 'frame' ? [persist(1), { kind: 'wipe' }, send(1)] : [];
  });
  await host.begin();
  host.dispatch(frame(1));
  await settle();
  assertEquals(started, [0, 0]);
  assertEquals(await store.all('state'), []);
  assertEquals(log, ['engine', 'restarted', 'disposed', 'close', 'engine', 'restarted']);
});

Deno.test('on a shared computer nothing is stored, from the start of the link on', async () => {
  const { host, log, store } = setUp((event) => {
    if (event.kind === 'started') return [notify({ type: 'session', phase: 'fresh' }), persist(1)];
    return event.kind === 'intent' ? [persist(2), notify({ type: 'link' })] : [];
  });
  await host.begin();
  await settle();
  assertEquals((await store.all('state')).length, 1);
  host.intend({ type: 'startLink', keepSignedIn: false });
  await settle();
  assertEquals(await store.all('state'), []);
  assertEquals(log.slice(-5), [
    'shared store',
    'engine shared',
    'restarted',
    'notify session',
    'notify link',
  ]);
  host.intend({ type: 'startLink', keepSignedIn: true });
  await settle();
  assertEquals((await store.all('state')).length, 2);
});

Deno.test('a browser that is signed in does not change its store', async () => {
  const { host, log, store } = setUp((event) =>
    event.kind === 'started'
      ? [persist(1), notify({ type: 'session', phase: 'ready' })]
      : [notify({ type: 'problem' })]
  );
  await host.begin();
  await settle();
  host.intend({ type: 'startLink', keepSignedIn: false });
  await settle();
  assertEquals((await store.all('state')).length, 1);
  assertEquals(log.at(-1), 'notify problem');
});

Deno.test(
  'a later wake replaces an earlier one',
  inOwnTime(async (pass) => {
    let wakes = 0;
    const { host } = setUp((event) => {
      if (event.kind === 'wake') wakes++;
      return event.kind === 'frame' ? [{ kind: 'wake', at: Date.now() + event.bytes[0] }] : [];
    });
    await host.begin();
    host.dispatch(frame(5));
    host.dispatch(frame(20));
    await pass(19);
    assertEquals(wakes, 0);
    await pass(1);
    assertEquals(wakes, 1);
    await pass(60_000);
    assertEquals(wakes, 1);
  }),
);

/**
 * A host that has what `able` says, and the log of how things stood.
 *
 * @param {{ loadEngine?: () => Promise<never>, openStore?: () => Promise<MemoryStore> }} able
 */
function setUpWith(able) {
  /** @type {(string | null)[]} */
  const stood = [];
  const nothing = () => {};
  const surroundings = {
    loadEngine: async () => ({ handle: () => [], dispose: nothing }),
    openStore: async () => Object.assign(new MemoryStore(), { isDurable: true }),
    makeSharedStore: () => new MemoryStore(),
    socket: { open: nothing, close: nothing, send: nothing },
    upload: async () => false,
    download: async () => null,
    notify: nothing,
    stands: (/** @type {string | null} */ trouble) => void stood.push(trouble),
    restarted: nothing,
    now: Date.now,
    ...able,
  };
  return { host: new Host(surroundings), stood, surroundings };
}

Deno.test(
  'what keeps the engine from starting is told, and tried again until it does',
  inOwnTime(async (pass) => {
    /** @type {[Error, string, string][]} */
    const failures = [
      [new TypeError('fetch'), 'loadEngine', 'engineMissing'],
      [new DOMException('', 'SecurityError'), 'openStore', 'storageRefused'],
      [new DOMException('', 'QuotaExceededError'), 'openStore', 'storageFull'],
    ];
    for (const [error, step, trouble] of failures) {
      let attempts = 0;
      const { host, stood, surroundings } = setUpWith({});
      const { [/** @type {'openStore'} */ (step)]: works } = surroundings;
      Object.assign(surroundings, {
        [step]: () => ++attempts < 3 ? Promise.reject(error) : works(),
      });
      await host.begin();
      assertEquals(stood, [trouble]);
      await pass(2_500);
      assertEquals(stood, [trouble, trouble, null]);
    }
  }),
);

Deno.test('a browser that keeps nothing is told of, a shared computer is not', async () => {
  const { host, stood } = setUpWith({ openStore: async () => new MemoryStore() });
  await host.begin();
  assertEquals(stood, ['notKept']);
});
