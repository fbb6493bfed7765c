// @ts-check
/** Phone numbers, as people type them. */

/**
 * Whether what was typed is meant as a phone number.
 *
 * @param {string} text
 */
export function looksLikeNumber(text) {
  return /^\+?[\d\s().\/-]{3,}$/.test(text.normalize('NFKC').trim());
}

/**
 * Only the digits of a number, with its plus sign, for which many write 00.
 *
 * @param {string} text
 */
export function plainNumber(text) {
  return text.normalize('NFKC').replace(/[^+\d]/g, '').replace(/^00/, '+');
}
