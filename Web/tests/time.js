// @ts-check
/** Time that passes only when a test says so. */

/** The process's own timer: what waits for nothing but a promise happens before it. */
const realTimer = globalThis.setTimeout;

/** Lets everything that is ready happen. */
export const settle = () => new Promise((resolve) => realTimer(resolve, 0));

/**
 * A test in which timers and the clock are the test's.
 *
 * @param {(pass: (milliseconds: number) => Promise<void>) => Promise<void> | void} test
 * @returns {() => Promise<void>}
 */
export function inOwnTime(test) {
  return async () => {
    const { setTimeout, clearTimeout } = globalThis;
    const { now } = Date;
    const clock = new Clock();
    const own = { setTimeout: clock.after.bind(clock), clearTimeout: clock.cancel.bind(clock) };
    Object.assign(globalThis, own);
    Date.now = () => clock.now;
    try {
      await test((milliseconds) => clock.pass(milliseconds));
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Date.now = now;
    }
  };
}

class Clock {
  now = Date.UTC(2026, 9, 5);
  #last = 0;
  /** @type {Map<number, { at: number, action: () => void }>} */
  #timers = new Map();

  /**
   * @param {() => void} action
   * @param {number} [milliseconds]
   */
  after(action, milliseconds = 0) {
    this.#timers.set(++this.#last, { at: this.now + milliseconds, action });
    return this.#last;
  }

  /** @param {number} timer */
  cancel(timer) {
    this.#timers.delete(timer);
  }

  /** @param {number} milliseconds */
  async pass(milliseconds) {
    const end = this.now + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [timer, { at, action }] = next;
      this.#timers.delete(timer);
      this.now = at;
      action();
      await settle();
    }
    this.now = end;
  }

  /** The first timer that is due by then. @param {number} end */
  #next(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end)
      .sort(([, one], [, other]) => one.at - other.at)[0];
  }
}
