// @ts-check
const repeatMilliseconds = 3000;
const idleMilliseconds = 5000;

/** Tells that somebody types: at once, again while it goes on, and when it stops. */
export class TypingSignal {
  #toldAt = 0;
  #active = false;
  #idle = 0;

  /** @param {(active: boolean) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** @param {boolean} hasText */
  change(hasText) {
    if (!hasText) return this.stop();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), idleMilliseconds);
    if (this.#active && Date.now() - this.#toldAt < repeatMilliseconds) return;
    this.#active = true;
    this.#toldAt = Date.now();
    this.tell(true);
  }

  stop() {
    clearTimeout(this.#idle);
    if (!this.#active) return;
    this.#active = false;
    this.tell(false);
  }
}
