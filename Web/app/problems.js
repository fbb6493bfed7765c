// @ts-check
import { t } from './i18n/index.js';

/** @import { Problem } from './types.d.ts' */
/** @import { Key } from './i18n/index.js' */

/** @type {Record<string, Key>} */
const sentences = {
  invalidNumber: 'problem.invalidNumber',
  unknownNumber: 'problem.unknownNumber',
  ownNumber: 'problem.ownNumber',
  wrongCode: 'problem.wrongCode',
  codeExpired: 'problem.codeExpired',
  tooManyTries: 'problem.tooManyTries',
  tooManyDevices: 'problem.tooManyDevices',
  rateLimited: 'problem.rateLimited',
  offline: 'problem.offline',
  storageFull: 'problem.storageFull',
  serverUnavailable: 'problem.serverUnavailable',
  badLinkText: 'problem.badLinkText',
  linkUsed: 'problem.linkUsed',
  linkExpired: 'problem.linkExpired',
  linkWrongCode: 'problem.linkWrongCode',
  linkRefused: 'problem.linkRefused',
  notAllowed: 'problem.notAllowed',
  nameMissing: 'problem.nameMissing',
  tooLong: 'problem.tooLong',
  notFound: 'problem.notFound',
  registeredElsewhere: 'problem.registeredElsewhere',
  tokenExpired: 'problem.tokenExpired',
  clockWrong: 'problem.clockWrong',
};

/** Why a link failed (`linking.reason`, `link.reason`), as problem codes. */
/** @type {Record<string, string>} */
const linkReasons = {
  badCode: 'badLinkText',
  used: 'linkUsed',
  expired: 'linkExpired',
  wrongCode: 'linkWrongCode',
  refused: 'linkRefused',
  cancelled: 'linkRefused',
  offline: 'offline',
  ownCode: 'linkOwnCode',
};

/**
 * What happened and what to do, in one or two sentences.
 *
 * @param {Problem} problem
 * @returns {string}
 */
export function sentence(problem) {
  const left = problem.triesLeft ?? 0;
  const parts = [t(keyOf(problem.code, left))];
  if (left > 0) parts.push(t('triesLeft', { count: left }));
  if (problem.retryAfterSeconds) parts.push(waitSentence(problem.retryAfterSeconds));
  return parts.join(' ');
}

/**
 * A check code ends the attempt only when it was wrong for the last time.
 *
 * @param {string} code
 * @param {number} triesLeft
 * @returns {Key}
 */
function keyOf(code, triesLeft) {
  if (code === 'linkWrongCode' && triesLeft > 0) return 'problem.wrongCheckCode';
  return sentences[code] ?? 'problem.other';
}

/**
 * Why linking failed.
 *
 * @param {string | undefined} reason
 * @returns {string}
 */
export function linkSentence(reason) {
  if (reason === 'ownCode') return t('problem.linkOwnCode');
  const code = linkReasons[reason ?? ''] ?? reason ?? '';
  return t(sentences[code] ?? 'problem.linkFailed');
}

/** @param {number} seconds */
function waitSentence(seconds) {
  if (seconds < 120) return t('retryInSeconds', { count: seconds });
  return t('retryInMinutes', { count: Math.ceil(seconds / 60) });
}
