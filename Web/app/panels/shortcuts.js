// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { keysOf, shortcuts } from '../keyboard.js';
import { panel } from '../parts/panel.js';

/** @import { App } from '../app.js' */

/**
 * Every shortcut with what it does.
 *
 * @param {App} app
 */
export function shortcutsPanel(app) {
  const rows = shortcuts.map((shortcut) =>
    h(
      'div',
      { class: 'shortcut' },
      h('dt', {}, t(shortcut.says)),
      h('dd', { dir: 'ltr' }, ...keysOf(shortcut).map((key) => h('kbd', {}, key))),
    )
  );
  return panel(
    app,
    t('keyboardShortcuts'),
    h('dl', { class: 'shortcuts' }, ...rows),
    h('p', { class: 'panel-note' }, t('shortcutsNote')),
  );
}
