// @ts-check
/** Rows in memory only: for a shared computer, and where the browser keeps nothing. */
import { compareKeys, keyBehind } from './keys.js';

/** @import { Bytes, Change, Range, Row, Store, Table } from '../types.d.ts' */

/** @implements {Store} */
export class MemoryStore {
  isDurable = false;

  /** The rows of each table, in the order of their keys. @type {Record<Table, Row[]>} */
  #tables = { state: [], messages: [] };

  /** @param {Table} table */
  async all(table) {
    return [...this.#tables[table]];
  }

  /** @param {Range} range */
  async read({ table, from, to, limit, descending }) {
    const rows = this.#tables[table];
    const found = rows.slice(place(rows, from), place(rows, to));
    if (descending) found.reverse();
    return found.slice(0, limit);
  }

  /** @param {Change[]} changes */
  async apply(changes) {
    for (const change of changes) this.#apply(change);
  }

  async wipe() {
    for (const rows of Object.values(this.#tables)) {
      for (const { value } of rows) value.fill(0);
    }
    this.#tables = { state: [], messages: [] };
  }

  /** @param {Change} change */
  #apply(change) {
    const rows = this.#tables[change.table];
    const start = place(rows, change.key);
    if (change.kind === 'deletePrefix') {
      const behind = keyBehind(change.key);
      rows.splice(start, (behind ? place(rows, behind) : rows.length) - start);
      return;
    }
    const isThere = start < rows.length && compareKeys(rows[start].key, change.key) === 0;
    const replacement = change.kind === 'put' ? [{ key: change.key, value: change.value }] : [];
    rows.splice(start, isThere ? 1 : 0, ...replacement);
  }
}

/**
 * The index of the first row whose key is not before `key`.
 *
 * @param {Row[]} rows
 * @param {Bytes} key
 */
function place(rows, key) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(rows[middle].key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
