// @ts-check
import { h } from '../dom/element.js';
import { onCleanup } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { iconButton } from './button.js';

/** @import { App } from '../app.js' */
/** @import { Child } from '../dom/element.js' */

let nextID = 0;

/**
 * A panel over the chats: heading, a way back, and its contents.
 *
 * @param {App} app
 * @param {string} title
 * @param {...Child} children
 */
export function panel(app, title, ...children) {
  nextID += 1;
  const id = `panel-${nextID}`;
  const heading = h('h2', { id, class: 'panel-title', tabindex: -1 }, title);
  borrowFocus(heading);
  const nested = app.navigation.panels.peek().length > 1;
  const close = () => app.navigation.closePanel();
  const leave = nested || app.kind === 'phone' || app.narrow.peek()
    ? iconButton('back', t('back'), close)
    : iconButton('close', t('close'), close, { command: 'close' });
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': id },
    h(
      'header',
      { class: 'panel-header' },
      leave,
      heading,
    ),
    h('div', { class: 'panel-body' }, ...children),
  );
}

/**
 * A titled part of a panel.
 *
 * @param {string} title
 * @param {...Child} children
 */
export function group(title, ...children) {
  return h(
    'div',
    { class: 'panel-group' },
    h('h3', { class: 'panel-group-title' }, title),
    ...children,
  );
}

/**
 * Brings the keyboard to a panel, unless one of its fields takes it, and back afterwards.
 *
 * @param {HTMLElement} heading
 */
function borrowFocus(heading) {
  const opener = document.activeElement;
  const isLost = () => !document.activeElement || document.activeElement === document.body;
  queueMicrotask(() => {
    if (!heading.closest('section')?.contains(document.activeElement)) {
      heading.focus({ preventScroll: true });
    }
  });
  onCleanup(() => {
    queueMicrotask(() => {
      if (isLost() && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    });
  });
}
