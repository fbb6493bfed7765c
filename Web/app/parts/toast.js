// @ts-check
import { h } from '../dom/element.js';
import { onCleanup, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { sentence } from '../problems.js';
import { iconButton } from './button.js';

/** @import { Client } from '../client.js' */

const shownMilliseconds = 12_000;

/**
 * The one line at the foot of the page that tells what no form has told.
 *
 * @param {Client} client
 */
export function toast(client) {
  const text = signal('');
  let timer = 0;
  onCleanup(client.onProblem((problem) => {
    text.value = sentence(problem);
    clearTimeout(timer);
    timer = setTimeout(() => (text.value = ''), shownMilliseconds);
    return true;
  }));
  return h(
    'div',
    { class: 'toast', role: 'alert', hidden: () => text.value === '' },
    h('span', {}, () => text.value),
    iconButton('close', t('dismiss'), () => (text.value = '')),
  );
}
