// @ts-check
/** How far a chat has been seen and read; the latter is told while somebody may look. */
export class ReadMarks {
  /** The greatest order of what others said and was on the screen. */
  seenUpTo = -Infinity;
  /** The greatest order of what counts as read: what was there at the opening, and what was seen since. */
  #readUpTo = -Infinity;
  #toldUpTo = -Infinity;
  #send;

  /** @param {(order: number) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** Who opens a chat reads all that is there. @param {number} [order] */
  open(order = -Infinity) {
    this.#readUpTo = order;
  }

  /** @param {number} [order] Of the last message of others that is on the screen. */
  see(order = -Infinity) {
    this.seenUpTo = Math.max(this.seenUpTo, order);
    this.tell();
  }

  /** Tells what is new, unless the page is hidden. */
  tell() {
    this.#readUpTo = Math.max(this.#readUpTo, this.seenUpTo);
    if (document.visibilityState !== 'visible' || this.#readUpTo <= this.#toldUpTo) return;
    this.#toldUpTo = this.#readUpTo;
    this.#send(this.#readUpTo);
  }
}
