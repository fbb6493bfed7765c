// @ts-check
/** One message of the log can be reached by Tab, the last or the one that was focused; keys lead to the others. */
export class RovingFocus {
  #scroller;

  /** @param {HTMLElement} scroller Of the log. */
  constructor(scroller) {
    this.#scroller = scroller;
  }

  /** After messages came or went. */
  update() {
    const articles = this.#articles();
    const current = articles.find((it) => it.tabIndex === 0) ?? articles.at(-1);
    articles.forEach((it) => (it.tabIndex = it === current ? 0 : -1));
  }

  /** @returns {HTMLElement[]} */
  #articles() {
    return [...this.#scroller.querySelectorAll('article')];
  }

  /** Moves by the arrows, Home and End. @param {KeyboardEvent} event */
  key(event) {
    const articles = this.#articles();
    const index = articles.indexOf(/** @type {HTMLElement} */ (event.target));
    if (index < 0) return;
    const next =
      { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: articles.length - 1 }[event.key];
    if (next === undefined || !articles[next]) return;
    event.preventDefault();
    articles[index].tabIndex = -1;
    articles[next].tabIndex = 0;
    articles[next].focus({ preventScroll: true });
    articles[next].scrollIntoView({ block: 'nearest' });
  }
}
