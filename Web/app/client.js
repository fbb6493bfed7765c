// @ts-check
/** Sends intents and hands out what comes back. */

/** @import { EnginePort, Intent, Notification, Problem } from './types.d.ts' */
/** @import { Store } from './store.js' */

/**
 * A handler answers whether it took the problem; one that nobody takes is shown as a toast.
 *
 * @typedef {(problem: Problem) => boolean} ProblemHandler
 * @typedef {ReturnType<typeof createClient>} Client
 */

/** How many of the last intents are remembered; an answer comes at once or not at all. */
const remembered = 500;

/**
 * @param {EnginePort} port
 * @param {Store} store
 */
export function createClient(port, store) {
  // Tabs share an engine: starting anywhere keeps their references apart.
  let reference = Math.floor(Math.random() * 2 ** 29);
  const sent = recent();
  const waiting = answers();
  const problems = problemHandlers();

  /**
   * @param {Intent} intent
   * @returns {number} The reference that what it causes will carry.
   */
  function send(intent) {
    reference += 1;
    sent.note(reference, intent.type);
    port.send({ ...intent, ref: reference });
    return reference;
  }

  /**
   * Sends, and gives `receive` every notification that the intent causes, until it returns `true`.
   *
   * @param {Intent} intent
   * @param {(notification: Notification) => boolean} receive
   */
  function ask(intent, receive) {
    waiting.add(send(intent), receive);
  }

  port.listen((notification) => {
    store.apply(notification);
    const taken = waiting.offer(notification);
    if (notification.type !== 'problem' || taken) return;
    problems.offer({ intent: sent.typeOf(notification.ref), ...notification });
  });

  return { send, ask, onProblem: problems.add };
}

/** What the last intents of this tab were: a problem that the server finds later names only its reference. */
function recent() {
  /** @type {Map<number, string>} */
  const types = new Map();
  return {
    /**
     * @param {number} reference
     * @param {string} type
     */
    note(reference, type) {
      types.set(reference, type);
      forgetFirst(types);
    },
    /** @param {number | undefined} reference */
    typeOf: (reference) => types.get(reference ?? 0),
  };
}

function answers() {
  /** @type {Map<number, (notification: Notification) => boolean>} */
  const receivers = new Map();
  return {
    /**
     * @param {number} reference
     * @param {(notification: Notification) => boolean} receive
     */
    add(reference, receive) {
      receivers.set(reference, receive);
      forgetFirst(receivers);
    },
    /**
     * @param {Notification} notification
     * @returns {boolean} Whether it was the answer that somebody waited for.
     */
    offer(notification) {
      const reference = notification.ref;
      const done = reference !== undefined && (receivers.get(reference)?.(notification) ?? false);
      if (done && reference !== undefined) receivers.delete(reference);
      return done;
    },
  };
}

/**
 * Drops the oldest of more than are remembered.
 *
 * @param {Map<number, unknown>} entries
 */
function forgetFirst(entries) {
  if (entries.size > remembered) entries.delete(entries.keys().next().value ?? 0);
}

function problemHandlers() {
  /** @type {ProblemHandler[]} */
  const handlers = [];
  return {
    /**
     * Later handlers are asked first.
     *
     * @param {ProblemHandler} handler
     * @returns {() => void} Removes it.
     */
    add(handler) {
      handlers.unshift(handler);
      return () => {
        handlers.splice(handlers.indexOf(handler), 1);
      };
    },
    /** @param {Problem} problem */
    offer(problem) {
      handlers.some((handler) => handler(problem));
    },
  };
}
