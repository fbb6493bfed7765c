// @ts-check
import { workerURL } from './trusted.js';

/** @import { EnginePort, Kind, Notification } from './types.d.ts' */

const workerPath = '/worker/worker.js';

/**
 * Connects this tab to the engine: one shared worker for all tabs of a kind, or a worker of its own
 * where the browser has no shared ones.
 *
 * @param {Kind} kind
 * @param {() => void} failed The worker could not be loaded.
 * @returns {EnginePort}
 */
export function connect(kind, failed) {
  const channel = openWorker(`tandem-${kind}`, failed);
  leaveWithPage(channel);
  return {
    send: (intent) => channel.postMessage({ intent }),
    listen(receive) {
      listen(channel, receive);
      channel.postMessage({ hello: { kind } });
    },
  };
}

/**
 * Says goodbye when the page goes; a page that comes back from the browser's memory begins anew.
 *
 * @param {MessagePort | Worker} channel
 */
function leaveWithPage(channel) {
  addEventListener('pagehide', () => channel.postMessage({ bye: true }));
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}

/**
 * @param {string} name
 * @param {() => void} failed
 * @returns {MessagePort | Worker}
 */
function openWorker(name, failed) {
  const url = workerURL(workerPath);
  if (!('SharedWorker' in window)) {
    const worker = new Worker(url, { type: 'module', name });
    worker.onerror = failed;
    return worker;
  }
  const shared = new SharedWorker(url, { type: 'module', name });
  shared.onerror = failed;
  return shared.port;
}

/**
 * @param {MessagePort | Worker} channel
 * @param {(notification: Notification) => void} receive
 */
function listen(channel, receive) {
  channel.onmessage = (event) => {
    const notification = event.data?.notification;
    if (notification && typeof notification.type === 'string') receive(notification);
  };
}
