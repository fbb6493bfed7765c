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
 * @typedef {Place & { owner: string | null }} OwnedPlace
 * @typedef {ReturnType<typeof createNavigation>} Navigation
 */

/** @param {History} history */
export function createNavigation(history) {
  const nowhere = { chat: null, panels: [] };
  const chat = signal(/** @type {string | null} */ (null));
  const panels = signal(/** @type {Panel[]} */ ([]));
  const trail = createTrail(history);
  /** Whose places these are: the device, which is another after each log-out. @type {string | null} */
  let owner = null;

  /** @returns {Place} */
  const here = () => ({ chat: chat.peek(), panels: panels.peek() });

  /**
   * As the history keeps it.
   *
   * @param {Place} place
   * @returns {OwnedPlace}
   */
  const owned = (place) => ({ ...place, owner });

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
    if (level(place) > level(here())) trail.push(owned(here()), owned(place));
    else trail.replace(owned(place));
    show(place);
  }

  /** @param {Place} place */
  function goBack(place) {
    if (!trail.back(owned(place))) trail.replace(owned(place));
    show(place);
  }

  /** @param {unknown} state */
  function restore(state) {
    if (!trail.arrive(state)) show(placeOf(owner, state) ?? nowhere);
  }

  /** @param {string} device */
  function belongTo(device) {
    if (device === owner) return;
    owner = device;
    const place = placeOf(owner, history.state);
    if (!place) trail.replace(owned(nowhere));
    show(place ?? nowhere);
  }

  function belongToNobody() {
    owner = null;
    trail.replace(owned(nowhere));
    show(nowhere);
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
    /** Shows the place that the history keeps of this device; what it keeps of another's is never shown. */
    belongTo,
    /** Nobody is signed in any more. */
    belongToNobody,
  };
}

/** @param {Place} place */
function level(place) {
  return (place.chat ? 1 : 0) + place.panels.length;
}

/**
 * The place of a device, if it is one.
 *
 * @param {string | null} owner
 * @param {unknown} state What the browser kept; anything may be in it.
 * @returns {Place | null}
 */
function placeOf(owner, state) {
  const place = /** @type {Partial<OwnedPlace> | null} */ (state);
  if (owner === null || place?.owner !== owner) return null;
  return {
    chat: typeof place?.chat === 'string' ? place.chat : null,
    panels: Array.isArray(place?.panels) ? place.panels : [],
  };
}
