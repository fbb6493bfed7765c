// @ts-check
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';

/**
 * Why this device has no account any more; nothing if it never had one.
 *
 * @param {string | null} reason
 */
export function farewell(reason) {
  if (reason === null) return null;
  return h('p', { class: 'notice-bar', role: 'status' }, icon('info'), words(reason));
}

/** @param {string} reason */
function words(reason) {
  switch (reason) {
    case 'self':
      return t('loggedOut.self');
    case 'expired':
      return t('loggedOut.expired');
    case 'registeredElsewhere':
      return t('loggedOut.registeredElsewhere');
    default:
      return t('loggedOut.removed');
  }
}
