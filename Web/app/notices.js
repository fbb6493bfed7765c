// @ts-check
import { t } from './i18n/index.js';

/** @import { Notice } from './types.d.ts' */
/** @import { Key } from './i18n/index.js' */

/** For each notice: what another person did, and what oneself did. */
/** @type {Record<string, { other: Key, own: Key }>} */
const sentences = {
  created: { other: 'notice.created', own: 'notice.createdOwn' },
  added: { other: 'notice.added', own: 'notice.addedOwn' },
  removed: { other: 'notice.removed', own: 'notice.removedOwn' },
  left: { other: 'notice.left', own: 'notice.leftOwn' },
  promoted: { other: 'notice.promoted', own: 'notice.promotedOwn' },
  demoted: { other: 'notice.demoted', own: 'notice.demotedOwn' },
  renamed: { other: 'notice.renamed', own: 'notice.renamedOwn' },
  keyChanged: { other: 'notice.keyChanged', own: 'notice.keyChangedOwn' },
  deviceRejoined: { other: 'notice.deviceRejoined', own: 'notice.deviceRejoined' },
  encrypted: { other: 'notice.encrypted', own: 'notice.encrypted' },
};

/**
 * What happened in a chat, as a sentence.
 *
 * @param {Notice} notice
 * @param {string} sender Who did it.
 * @param {boolean} own Whether this account did it.
 * @returns {string}
 */
export function noticeSentence(notice, sender, own) {
  const forms = sentences[notice.code];
  if (!forms) return t('unknownMessage');
  return t(own ? forms.own : forms.other, {
    sender: sender || t('someone'),
    name: notice.name || sender || t('someone'),
    title: notice.title ?? '',
  });
}
