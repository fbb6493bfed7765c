// @ts-check
const pauseMilliseconds = 300;

/** Keeps what is typed into one chat: soon after each pause, and at once when asked. */
export class Draft {
  #saved = '';
  #text = '';
  #timer = 0;
  #touched = false;

  /** @param {(text: string) => void} keep */
  constructor(keep) {
    this.keep = keep;
  }

  /** @param {string} text */
  change(text) {
    this.#text = text;
    this.#touched = true;
    this.#timer ||= setTimeout(() => this.save(), pauseMilliseconds);
  }

  save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#text === this.#saved) return;
    this.#saved = this.#text;
    this.keep(this.#text);
  }

  /**
   * Whether to show the engine's draft: until something is typed here, after which what comes may be an
   * echo of an earlier word.
   *
   * @param {string} text
   */
  accepts(text) {
    if (this.#touched) return false;
    this.#saved = text;
    this.#text = text;
    return true;
  }
}
