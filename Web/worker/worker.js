// @ts-check
/**
 * Hosts the engine for all tabs of one kind: as a shared worker, or, where the browser has none, as the worker of the
 * tab that was elected. Its name is also that of its database: "tandem-phone" or "tandem-desktop".
 */
import { download, upload } from './blobs.js';
import { elect } from './election.js';
import { startEngine } from './engine.js';
import { browserName, systemName } from './environment.js';
import { Host } from './host.js';
import { Socket } from './socket.js';
import { MemoryStore } from './store/memory.js';
import { openStore } from './store/open.js';
import { Tabs } from './tabs.js';

/** @import { Receiver, Scope } from './election.js' */

const ENGINE = '/engine.wasm';

/**
 * Starts the engine; called when this worker is the one for all tabs.
 *
 * @returns {Receiver}
 */
function host() {
  const tabs = new Tabs((intent) => engine.intend(intent));
  const socket = new Socket(`${location.origin.replace(/^http/, 'ws')}/v1/socket`, {
    connected: () => engine.dispatch({ kind: 'connected' }),
    disconnected: () => engine.dispatch({ kind: 'disconnected' }),
    received: (bytes) => engine.dispatch({ kind: 'frame', bytes }),
  });
  const engine = new Host({
    loadEngine,
    openStore: () => openStore(self.name),
    makeSharedStore: () => new MemoryStore(),
    socket,
    upload,
    download,
    notify: (notification) => tabs.notify(notification),
    stands: (trouble) => tabs.stand(trouble),
    restarted: () => tabs.showAll(),
    now: () => Date.now(),
  });
  self.addEventListener('online', () => socket.hurry());
  engine.begin();
  return (port, message) => {
    if (message.hello) socket.hurry();
    tabs.receive(port, message);
  };
}

/** @type {Promise<WebAssembly.Module> | null} */
let code = null;

/**
 * Makes an engine; its code is fetched once.
 *
 * @param {boolean} sharedComputer
 */
async function loadEngine(sharedComputer) {
  code ??= WebAssembly.compileStreaming(fetch(ENGINE));
  try {
    return startEngine(await code, {
      kind: self.name === 'tandem-phone' ? 'phone' : 'desktop',
      sharedComputer,
      audience: location.host,
      browser: browserName(navigator.userAgent),
      system: systemName(navigator.userAgent),
    });
  } catch (error) {
    code = null;
    throw error;
  }
}

elect(/** @type {Scope} */ (self), self.name, host);
