// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { mark } from '../icons.js';
import { iconButton } from '../parts/button.js';
import { avatar } from '../avatar.js';

/** @import { App } from '../app.js' */

/**
 * The rail at the edge of wide screens: chats, settings and who is here.
 *
 * @param {App} app
 */
export function rail(app) {
  const { panels } = app.navigation;
  const inSettings = () => panels.value.some((panel) => panel.name === 'settings');
  return h(
    'nav',
    { class: 'rail', 'aria-label': t('mainNavigation') },
    h('span', { class: 'rail-mark' }, mark()),
    iconButton('chats', t('chats'), () => app.navigation.closePanels(), {
      'aria-current': () => (inSettings() ? null : 'page'),
    }),
    h('span', { class: 'rail-space' }),
    iconButton('settings', t('settings'), () => app.navigation.openPanel({ name: 'settings' }), {
      command: 'settings',
      'aria-current': () => (inSettings() ? 'page' : null),
    }),
    () => ownAvatar(app),
  );
}

/** @param {App} app */
function ownAvatar(app) {
  const account = app.store.session.value?.account;
  return account ? avatar(account.id, account.name) : null;
}
