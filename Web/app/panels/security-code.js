// @ts-check
import { h } from '../dom/element.js';
import { computed } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { panel } from '../parts/panel.js';
import { qrCode } from '../qr.js';

/** @import { App } from '../app.js' */
/** @import { Panel } from '../navigation.js' */
/** @import { SecurityCode } from '../types.d.ts' */

/**
 * The sixty digits, and the code, that two people compare.
 *
 * @param {App} app
 * @param {Panel} place
 */
export function securityCodePanel(app, place) {
  const chat = app.navigation.chat.peek() ?? '';
  const account = place.account ?? '';
  const code = computed(() => {
    const known = app.store.securityCode.value;
    return known?.account === account ? known : null;
  });
  app.client.send({ type: 'securityCode', chat, account });
  return panel(app, t('securityCode'), () => (code.value ? comparison(code.value) : null));
}

/** @param {SecurityCode} code */
function comparison(code) {
  return h(
    'div',
    { class: 'security' },
    h('p', {}, t('security.lead', { name: code.name || t('someone') })),
    h(
      'div',
      { class: 'code-frame' },
      qrCode({
        size: code.size,
        modules: code.modules,
        payload: code.payload,
        label: t('link.qrCode'),
      }),
    ),
    h(
      'p',
      { class: 'digits', dir: 'ltr', 'aria-label': t('security.digits') },
      ...groups(code.digits),
    ),
    h('p', { class: 'muted' }, t('security.changed')),
  );
}

/**
 * Twelve groups of five digits.
 *
 * @param {string} digits
 */
function groups(digits) {
  return (digits.match(/\d{1,5}/g) ?? []).map((five) => h('span', {}, five));
}
