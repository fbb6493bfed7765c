// @ts-check
/**
 * The way that led to a place, written into the browser's history.
 *
 * The browser takes its time to go back. What is written meanwhile waits for it: a second step back
 * would otherwise start from the same place as the first, and leave the app.
 */

/** @param {History} history */
export function createTrail(history) {
  /** @type {string[]} The places before this one that the browser's history holds. */
  let before = [];
  let isGoingBack = false;
  /** @type {(() => void)[]} */
  const waiting = [];

  /** @param {() => void} step */
  function take(step) {
    if (isGoingBack) waiting.push(step);
    else step();
  }

  function stepBack() {
    isGoingBack = true;
    history.back();
  }

  return {
    /**
     * @param {object} from
     * @param {object} to
     */
    push(from, to) {
      before.push(JSON.stringify(from));
      const state = { ...to, depth: before.length };
      take(() => history.pushState(state, ''));
    },
    /** @param {object} place */
    replace(place) {
      const state = { ...place, depth: before.length };
      take(() => history.replaceState(state, ''));
    },
    /**
     * @param {object} place
     * @returns {boolean} Whether the place is the one before; if it is not, nothing happens.
     */
    back(place) {
      if (before.at(-1) !== JSON.stringify(place)) return false;
      before.pop();
      take(stepBack);
      return true;
    },
    /**
     * The browser went somewhere.
     *
     * @param {unknown} state
     * @returns {boolean} Whether it is where `back` had sent it.
     */
    arrive(state) {
      if (isGoingBack) {
        isGoingBack = false;
        while (!isGoingBack && waiting.length > 0) waiting.shift()?.();
        return true;
      }
      const depth = Number(/** @type {{ depth?: number } | null} */ (state)?.depth ?? 0);
      before = before.slice(0, depth);
      return false;
    },
  };
}
