// @ts-check
/**
 * Where this tab is: the open chat, and the panels opened over it. The browser's history follows, so
 * that a phone's back gesture closes the topmost and a reload comes back to the same place.
 */
import { batch, signal } from './dom/signal.js';
import { createTrail } from './trail.js';

/**
 * @typedef {'newChat' | 'newGroup' | 'settings' | 'shortcuts' | 'linkedDevices' | 'linkDevice'
 *   | 'chatInfo' | 'securityCode'} PanelName
 * @typedef {{ name: PanelName, account?: string }} Panel
 * @typedef {{ chat: string | null, panels: Panel[] }} Place
 * @typedef {ReturnType<typeof createNavigation>} Navigation
 */

/** @param {History} history */
export function createNavigation(history) {
  const start = placeFrom(history.state);
  const chat = signal(start.chat);
  const panels = signal(start.panels);
  const trail = createTrail(history);

  /** @returns {Place} */
  const here = () => ({ chat: chat.peek(), panels: panels.peek() });

  /** @param {Place} place */
  function show(place) {
    batch(() => {
      chat.value = place.chat;
      if (JSON.stringify(place.panels) !== JSON.stringify(panels.peek())) {
        panels.value = place.panels;
      }
    });
  }

  /** @param {Place} place */
  function go(place) {
    if (level(place) > level(here())) trail.push(here(), place);
    else trail.replace(place);
    show(place);
  }

  /** @param {Place} place */
  function goBack(place) {
    if (!trail.back(place)) trail.replace(place);
    show(place);
  }

  /** @param {unknown} state */
  function restore(state) {
    if (!trail.arrive(state)) show(placeFrom(state));
  }

  return {
    chat,
    panels,
    restore,
    /** @param {string} id */
    openChat: (id) => go({ chat: id, panels: [] }),
    closeChat: () => goBack({ chat: null, panels: [] }),
    /** @param {Panel} panel Opened in place of the others. */
    openPanel: (panel) => go({ ...here(), panels: [panel] }),
    /** @param {Panel} panel Opened over the others; Back returns to them. */
    pushPanel: (panel) => go({ ...here(), panels: [...panels.peek(), panel] }),
    closePanel: () => goBack({ ...here(), panels: panels.peek().slice(0, -1) }),
    closePanels: () => go({ ...here(), panels: [] }),
    reset: () => go({ chat: null, panels: [] }),
  };
}

/** @param {Place} place */
function level(place) {
  return (place.chat ? 1 : 0) + place.panels.length;
}

/**
 * @param {unknown} state What the browser kept; anything may be in it.
 * @returns {Place}
 */
function placeFrom(state) {
  const place = /** @type {Partial<Place> | null} */ (state);
  return {
    chat: typeof place?.chat === 'string' ? place.chat : null,
    panels: Array.isArray(place?.panels) ? place.panels : [],
  };
}
