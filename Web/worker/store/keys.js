// @ts-check
/** The order of keys: bytes compared as unsigned, and of two where one begins the other the shorter first. */

/** @import { Bytes } from '../types.d.ts' */

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {number} Negative, zero or positive.
 */
export function compareKeys(left, right) {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    if (left[index] !== right[index]) return left[index] - right[index];
  }
  return left.length - right.length;
}

/**
 * The least key behind all keys that begin with `prefix`, or null if there is none.
 *
 * @param {Bytes} prefix
 * @returns {Bytes | null}
 */
export function keyBehind(prefix) {
  let count = prefix.length;
  while (count > 0 && prefix[count - 1] === 0xff) count--;
  if (count === 0) return null;
  const key = prefix.slice(0, count);
  key[count - 1]++;
  return key;
}
