// @ts-check
import { h } from '../dom/element.js';
import { icon } from '../icons.js';
import { tooltip } from '../keyboard.js';

/** @import { IconName } from '../icons.js' */
/** @import { Attributes } from '../dom/element.js' */
/** @import { Command } from '../keyboard.js' */

/**
 * A round button with a drawing and a name.
 *
 * @param {IconName} drawing
 * @param {string} name
 * @param {() => void} press
 * @param {Attributes & { command?: Command }} [attributes] `command` adds its keys to the tooltip.
 */
export function iconButton(drawing, name, press, { command, ...attributes } = {}) {
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': name,
      title: tooltip(name, command),
      onclick: press,
      ...attributes,
    },
    icon(drawing),
  );
}

/**
 * A row of a panel that opens something or does something.
 *
 * @param {IconName} drawing
 * @param {string} name
 * @param {() => void} press
 * @param {Attributes} [attributes]
 */
export function rowButton(drawing, name, press, attributes = {}) {
  return h(
    'button',
    { type: 'button', class: 'row-button', onclick: press, ...attributes },
    icon(drawing),
    h('span', { class: 'row-button-name' }, name),
  );
}
