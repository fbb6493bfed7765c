// @ts-check
/** Rows in IndexedDB, their values encrypted. */
import { keyBehind } from './keys.js';
import { Vault } from './vault.js';

/** @import { Bytes, Change, Range, Row, Store, Table } from '../types.d.ts' */

const VERSION = 1;
/** @type {Table[]} */
const TABLES = ['state', 'messages'];
const KEYS = 'keys';
/** Under which the vault's record is kept. */
const VAULT = 'vault';

/** A row as it is stored. @typedef {{ key: Bytes, sealed: Bytes }} SealedRow */

/**
 * The database holds nothing, not even a key, until the first row is put.
 *
 * @implements {Store}
 */
export class IndexedStore {
  isDurable = true;
  #database;
  /** @type {Promise<Vault> | null} */
  #vault = null;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /**
   * Opens the database, and makes it if it is not there.
   *
   * @param {string} name
   */
  static async open(name) {
    return new IndexedStore(await openDatabase(name));
  }

  /** @param {Table} table */
  async all(table) {
    const store = this.#database.transaction(table).objectStore(table);
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return await this.#open(
      table,
      keys.map((key, at) => ({ key: bytes(key), sealed: values[at] })),
    );
  }

  /** @param {Range} range */
  async read({ table, from, to, limit, descending }) {
    if (limit === 0 || indexedDB.cmp(from, to) >= 0) return [];
    const store = this.#database.transaction(table).objectStore(table);
    const range = IDBKeyRange.bound(from, to, false, true);
    const cursor = store.openCursor(range, descending ? 'prev' : 'next');
    return await this.#open(table, await collect(cursor, limit));
  }

  /** @param {Change[]} changes */
  async apply(changes) {
    if (changes.length === 0) return;
    // Encrypted before the transaction begins: one that waits for something else commits by itself.
    const sealed = await Promise.all(changes.map((change) => this.#seal(change)));
    const transaction = this.#write();
    const committed = completed(transaction);
    changes.forEach((change, at) => {
      make(change, sealed[at], transaction.objectStore(change.table));
    });
    transaction.commit();
    await committed;
  }

  async wipe() {
    const transaction = this.#write();
    const committed = completed(transaction);
    for (const name of transaction.objectStoreNames) transaction.objectStore(name).clear();
    transaction.commit();
    await committed;
    this.#vault = null;
  }

  /** A transaction over everything, on disk when it has completed. */
  #write() {
    const names = this.#database.objectStoreNames;
    return this.#database.transaction(names, 'readwrite', { durability: 'strict' });
  }

  /**
   * @param {Change} change
   * @returns {Promise<Bytes | null>}
   */
  async #seal(change) {
    if (change.kind !== 'put') return null;
    return await (await this.#openVault()).seal(change.table, change.key, change.value);
  }

  /**
   * @param {Table} table
   * @param {SealedRow[]} rows
   * @returns {Promise<Row[]>}
   */
  async #open(table, rows) {
    if (rows.length === 0) return [];
    const vault = await this.#openVault();
    return await Promise.all(rows.map(async ({ key, sealed }) => ({
      key,
      value: await vault.open(table, key, sealed),
    })));
  }

  #openVault() {
    this.#vault ??= openVault(this.#database).catch((error) => {
      this.#vault = null;
      throw error;
    });
    return this.#vault;
  }
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
async function openDatabase(name) {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    for (const table of [...TABLES, KEYS]) request.result.createObjectStore(table);
  };
  const database = await done(request);
  // Another version of the app wants to change the layout, or the person deletes the site's data.
  database.onversionchange = () => database.close();
  return database;
}

/**
 * The vault of the kept record; a new one if there is none.
 *
 * @param {IDBDatabase} database
 */
async function openVault(database) {
  const kept = await done(database.transaction(KEYS).objectStore(KEYS).get(VAULT));
  if (kept) return await Vault.open(kept);
  const { vault, record } = await Vault.create();
  const transaction = database.transaction(KEYS, 'readwrite', { durability: 'strict' });
  const committed = completed(transaction);
  transaction.objectStore(KEYS).put(record, VAULT);
  await committed;
  return vault;
}

/**
 * @param {Change} change
 * @param {Bytes | null} sealed The value to put.
 * @param {IDBObjectStore} store
 */
function make(change, sealed, store) {
  switch (change.kind) {
    case 'put':
      store.put(sealed, change.key);
      break;
    case 'delete':
      store.delete(change.key);
      break;
    case 'deletePrefix': {
      const behind = keyBehind(change.key);
      store.delete(
        behind
          ? IDBKeyRange.bound(change.key, behind, false, true)
          : IDBKeyRange.lowerBound(change.key),
      );
      break;
    }
  }
}

/**
 * The first `limit` rows of a cursor.
 *
 * @param {IDBRequest<IDBCursorWithValue | null>} request
 * @param {number} limit
 * @returns {Promise<SealedRow[]>}
 */
function collect(request, limit) {
  /** @type {SealedRow[]} */
  const rows = [];
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return resolve(rows);
      rows.push({ key: bytes(cursor.key), sealed: cursor.value });
      if (rows.length === limit) resolve(rows);
      else cursor.continue();
    };
  });
}

/**
 * A key as bytes: the browser gives them back as a bare buffer.
 *
 * @param {IDBValidKey} key
 */
function bytes(key) {
  return new Uint8Array(/** @type {ArrayBuffer} */ (key));
}

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Fulfils when the transaction is on disk.
 *
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(transaction.error ?? new Error('the transaction was aborted'));
  });
}
