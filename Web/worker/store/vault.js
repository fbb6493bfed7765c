// @ts-check
/**
 * Encrypts what is stored.
 *
 * Rows are sealed with AES-256-GCM under a data key, and the data key is kept wrapped by another, which the browser
 * holds and gives to no script. A screen lock can so wrap the data key anew without touching a row.
 */

/** @import { Bytes, Table } from '../types.d.ts' */

/** What is kept of the keys. @typedef {{ wrappingKey: CryptoKey, nonce: Bytes, wrapped: ArrayBuffer }} KeyRecord */

const NONCE_BYTES = 12;
const ALGORITHM = { name: 'AES-GCM', length: 256 };

export class Vault {
  #key;

  /** @param {CryptoKey} key */
  constructor(key) {
    this.#key = key;
  }

  /**
   * A vault with a new key, and what to keep so that it can be opened again.
   *
   * @returns {Promise<{ vault: Vault, record: KeyRecord }>}
   */
  static async create() {
    const dataKey = await crypto.subtle.generateKey(ALGORITHM, true, ['encrypt', 'decrypt']);
    const wrappingKey = await crypto.subtle.generateKey(ALGORITHM, false, ['wrapKey', 'unwrapKey']);
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const parameters = { name: 'AES-GCM', iv: nonce };
    const wrapped = await crypto.subtle.wrapKey('raw', dataKey, wrappingKey, parameters);
    const record = { wrappingKey, nonce, wrapped };
    return { vault: await Vault.open(record), record };
  }

  /** @param {KeyRecord} record */
  static async open({ wrappingKey, nonce, wrapped }) {
    const parameters = { name: 'AES-GCM', iv: nonce };
    const usages = /** @type {KeyUsage[]} */ (['encrypt', 'decrypt']);
    return new Vault(
      await crypto.subtle.unwrapKey(
        'raw',
        wrapped,
        wrappingKey,
        parameters,
        'AES-GCM',
        false,
        usages,
      ),
    );
  }

  /**
   * Seals a row's value; it opens only in its place.
   *
   * @param {Table} table
   * @param {Bytes} key
   * @param {Bytes} value
   */
  async seal(table, key, value) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const sealed = await crypto.subtle.encrypt(parameters(nonce, table, key), this.#key, value);
    const bytes = new Uint8Array(NONCE_BYTES + sealed.byteLength);
    bytes.set(nonce);
    bytes.set(new Uint8Array(sealed), NONCE_BYTES);
    return bytes;
  }

  /**
   * @param {Table} table
   * @param {Bytes} key
   * @param {Bytes} sealed
   */
  async open(table, key, sealed) {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const body = sealed.subarray(NONCE_BYTES);
    return new Uint8Array(
      await crypto.subtle.decrypt(parameters(nonce, table, key), this.#key, body),
    );
  }
}

/**
 * @param {Bytes} nonce
 * @param {Table} table
 * @param {Bytes} key
 */
function parameters(nonce, table, key) {
  const additionalData = new Uint8Array(1 + key.length);
  additionalData[0] = table === 'state' ? 1 : 2;
  additionalData.set(key, 1);
  return { name: 'AES-GCM', iv: nonce, additionalData };
}
