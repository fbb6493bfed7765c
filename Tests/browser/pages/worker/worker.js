// @ts-check
/// <reference lib="webworker" />
/**
 * An engine that says what a test tells it to say, and tells the test which intents came. The two talk
 * over a broadcast channel; the page under test talks to it as to the real one.
 */

const script = new BroadcastChannel('script');
/** @type {MessagePort[]} */
const ports = [];
/** @type {object[]} */
const past = [];
/** @type {object[]} */
const intents = [];

script.onmessage = ({ data }) => {
  if (data.ask === 'intents') script.postMessage({ intents });
  if (data.notification) say(data.notification);
};

/** @param {object} notification */
function say(notification) {
  past.push(notification);
  ports.forEach((port) => port.postMessage({ notification }));
}

/** @param {MessagePort} port */
function serve(port) {
  port.onmessage = ({ data }) => {
    if (data.hello) greet(port);
    if (data.intent) intents.push(data.intent);
  };
}

/** @param {MessagePort} port */
function greet(port) {
  ports.push(port);
  past.forEach((notification) => port.postMessage({ notification }));
}

// @ts-ignore: this file runs in a shared worker, whose globals the checker does not know.
self.onconnect = (/** @type {MessageEvent} */ event) => serve(event.ports[0]);
