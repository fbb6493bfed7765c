// @ts-check
/** The panels are loaded once the chats are shown, for nobody opens one before. */
import { signal } from '../dom/signal.js';

/** @import { App } from '../app.js' */
/** @import { Panel, PanelName } from '../navigation.js' */

const loaded = signal(/** @type {typeof import('./all.js').panels | null} */ (null));

/** Fetches them; what is open meanwhile appears when they are here. */
export async function loadPanels() {
  try {
    loaded.value ??= (await import('./all.js')).panels;
  } catch {
    addEventListener('online', loadPanels, { once: true });
  }
}

/**
 * Over the chat list (`start`) or in the drawer beside the conversation (`end`).
 *
 * @param {PanelName} name
 * @returns {'start' | 'end'}
 */
export function sideOf(name) {
  return name === 'newChat' || name === 'newGroup' ? 'start' : 'end';
}

/**
 * How to make a panel, as soon as that is known.
 *
 * @param {PanelName} name
 * @returns {((app: App, panel: Panel) => HTMLElement) | null}
 */
export function makerOf(name) {
  return loaded.value?.[name] ?? null;
}
