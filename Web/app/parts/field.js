// @ts-check
import { h } from '../dom/element.js';

/** @import { Attributes } from '../dom/element.js' */

let nextID = 0;

/**
 * A labelled text field, with a hint beneath when there is one.
 *
 * @param {string} label Its accessible name.
 * @param {Attributes} attributes Of the input.
 * @param {string} [hint]
 */
export function field(label, attributes, hint) {
  nextID += 1;
  const id = `field-${nextID}`;
  const described = hint ? { 'aria-describedby': `${id}-hint` } : {};
  const input = h('input', {
    id,
    type: 'text',
    class: 'input',
    autocomplete: 'off',
    ...described,
    ...attributes,
  });
  const element = h(
    'div',
    { class: 'field' },
    h('label', { for: id, class: 'field-label' }, label),
    input,
    hint ? h('p', { id: `${id}-hint`, class: 'field-hint' }, hint) : null,
  );
  return { element, input };
}

/**
 * A form whose submission never leaves the page.
 *
 * @param {Attributes} attributes
 * @param {() => void} submit
 * @param {...import('../dom/element.js').Child} children
 */
export function form(attributes, submit, ...children) {
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
  };
  return h('form', { novalidate: true, ...attributes, onsubmit }, ...children);
}

/**
 * The digits of a code of six, or nothing if they are fewer or more.
 *
 * @param {string} typed
 */
export function sixDigits(typed) {
  const digits = typed.normalize('NFKC').replace(/\D/g, '');
  return digits.length === 6 ? digits : null;
}

/**
 * Focuses `element` once it stands in the page.
 *
 * @param {HTMLElement} element
 */
export function focusSoon(element) {
  queueMicrotask(() => element.focus({ preventScroll: true }));
}
