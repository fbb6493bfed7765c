// @ts-check
import { effect, onCleanup, scoped, signal, untracked } from './signal.js';

/**
 * What may stand inside an element. A function is followed: what it returns replaces what it
 * returned before.
 *
 * @typedef {string | number | Node | null | undefined | false} Static
 * @typedef {Static | (() => Static)} Piece
 * @typedef {Piece | Piece[]} Child
 */

/**
 * Attributes; `onclick` and its like take handlers, a function as any other value is followed,
 * `true` sets an empty attribute, and `null`, `undefined` and `false` remove it.
 *
 * @typedef {Record<string, unknown>} Attributes
 */

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * Makes an HTML element. Text only ever becomes text nodes.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/**
 * Makes an SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(svgNamespace, tag);
  fill(element, attributes, children);
  return element;
}

/**
 * A region whose content is made anew, in a scope of its own, when what `make` reads changes.
 *
 * @param {() => Static} make
 * @returns {Node[]}
 */
export function region(make) {
  const end = document.createComment('');
  /** @type {Node | null} */
  let shown = null;
  const holder = document.createDocumentFragment();
  holder.append(end);
  effect(() => {
    const next = toNode(make());
    shown?.parentNode?.removeChild(shown);
    shown = next;
    if (next) end.parentNode?.insertBefore(next, end);
  });
  return [...holder.childNodes];
}

/**
 * Keeps the children of `parent` equal to `items`, moving and reusing them by key.
 *
 * @template T
 * @param {Element} parent
 * @param {() => T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T, current: () => T) => Element} create `current` follows the item's later values.
 */
export function keyed(parent, items, key, create) {
  /** @type {Map<string, { element: Element, set: (item: T) => void, dispose: () => void }>} */
  let entries = new Map();
  onCleanup(() => entries.forEach((entry) => entry.dispose()));
  effect(() => {
    const list = items();
    /** @type {typeof entries} */
    const next = new Map();
    untracked(() => {
      for (const item of list) {
        const id = key(item);
        next.set(id, reuse(entries.get(id), item) ?? makeEntry(item, create));
      }
      entries.forEach((entry, id) => next.has(id) || discard(entry));
      place(parent, [...next.values()].map((entry) => entry.element));
    });
    entries = next;
  });
}

/**
 * Puts `elements` into `parent` in order, touching only what is out of place.
 *
 * @param {Element} parent
 * @param {Element[]} elements
 */
export function place(parent, elements) {
  /** @type {Element | null} */
  let next = parent.firstElementChild;
  for (const element of elements) {
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
  while (next) {
    const surplus = next;
    next = next.nextElementSibling;
    surplus.remove();
  }
}

/**
 * @template T
 * @typedef {{ element: Element, set: (item: T) => void, dispose: () => void }} Entry
 */

/**
 * @template T
 * @param {Entry<T> | undefined} entry
 * @param {T} item
 */
function reuse(entry, item) {
  entry?.set(item);
  return entry;
}

/** @param {{ element: Element, dispose: () => void }} entry */
function discard(entry) {
  entry.dispose();
  entry.element.remove();
}

/**
 * @template T
 * @param {T} item
 * @param {(item: T, current: () => T) => Element} create
 * @returns {Entry<T>}
 */
function makeEntry(item, create) {
  const current = signal(item);
  const { value, dispose } = scoped(() => create(item, () => current.value));
  return { element: value, dispose, set: (next) => (current.value = next) };
}

/**
 * @param {Element} element
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) attribute(element, name, value);
  append(element, children);
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 */
function attribute(element, name, value) {
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (typeof value === 'function') {
    effect(() => setAttribute(element, name, value()));
  } else {
    setAttribute(element, name, value);
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 */
function setAttribute(element, name, value) {
  if (name in properties) Reflect.set(element, name, value);
  else if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/** What lives in a property rather than in an attribute once people have touched the control. */
const properties = { value: true, checked: true, disabled: true, hidden: true, inert: true };

/**
 * @param {Element} element
 * @param {Child[]} children
 */
function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (typeof child === 'function') element.append(...region(child));
    else {
      const node = toNode(child);
      if (node) element.append(node);
    }
  }
}

/**
 * @param {Static} content
 * @returns {Node | null}
 */
function toNode(content) {
  if (content === null || content === undefined || content === false) return null;
  return content instanceof Node ? content : document.createTextNode(String(content));
}
