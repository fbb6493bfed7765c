// @ts-check
import { h } from '../dom/element.js';
import { effect, signal, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';

/** @import { App } from '../app.js' */

/**
 * Holds back what needs the server until it is there, and says so meanwhile.
 *
 * @param {App} app
 */
export function whenOnline(app) {
  const waiting = signal(/** @type {(() => void) | null} */ (null));
  effect(() => {
    const action = waiting.value;
    if (!action || app.store.session.value?.connection !== 'online') return;
    untracked(action);
    waiting.value = null;
  });
  return {
    element: h(
      'p',
      { class: 'muted', role: 'status' },
      () => (waiting.value ? t('connecting') : null),
    ),
    /** @param {() => void} action */
    run: (action) => (waiting.value = action),
  };
}
