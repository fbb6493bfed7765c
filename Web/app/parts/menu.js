// @ts-check
import { h } from '../dom/element.js';
import { icon } from '../icons.js';

/** @import { IconName } from '../icons.js' */
/** @typedef {{ icon: IconName, name: string, run: () => void }} MenuItem */

/** @type {(() => void) | null} */
let closeOpen = null;

/**
 * Opens a menu beside `anchor`; Esc, Tab, a choice or a click elsewhere closes it.
 *
 * @param {HTMLElement} anchor
 * @param {string} name
 * @param {MenuItem[]} items
 * @param {HTMLElement} home Where the focus goes afterwards.
 */
export function openMenu(anchor, name, items, home) {
  closeOpen?.();
  const menu = h(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': name, onkeydown: key },
    ...items.map(itemButton),
  );

  /** @param {MenuItem} item */
  function itemButton(item) {
    const choose = () => {
      close();
      item.run();
    };
    return h(
      'button',
      { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: -1, onclick: choose },
      icon(item.icon),
      h('span', {}, item.name),
    );
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) focusNext(menu, step);
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Event} event */
  function outside(event) {
    if (!menu.contains(/** @type {Node} */ (event.target))) close();
  }

  function close() {
    closeOpen = null;
    document.removeEventListener('pointerdown', outside, true);
    menu.remove();
    home.focus({ preventScroll: true });
  }

  closeOpen = close;
  // Inside the part of the page that it belongs to, for those who walk through landmarks.
  (anchor.closest('section') ?? document.body).append(menu);
  putBeside(menu, anchor);
  document.addEventListener('pointerdown', outside, true);
  focusNext(menu, 1);
}

/**
 * @param {HTMLElement} menu
 * @param {number} step
 */
function focusNext(menu, step) {
  const items = [...menu.querySelectorAll('button')];
  const index = items.findIndex((item) => item === document.activeElement);
  items[(index + step + items.length) % items.length]?.focus();
}

/**
 * Under the anchor, or above it near the foot of the window, always inside.
 *
 * @param {HTMLElement} menu
 * @param {HTMLElement} anchor
 */
function putBeside(menu, anchor) {
  const margin = 8;
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + height + margin < innerHeight;
  const left = document.documentElement.dir === 'rtl' ? at.left : at.right - width;
  menu.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`;
  menu.style.top = `${Math.max(margin, below ? at.bottom : at.top - height)}px`;
}
