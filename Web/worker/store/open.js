// @ts-check
/** Where a browser's rows are kept when the person wants them kept. */
import { IndexedStore } from './indexed.js';
import { MemoryStore } from './memory.js';

/** @import { Store } from '../types.d.ts' */

/**
 * The browser's database; memory where the browser gives none and has none of ours. A database that is there, or may
 * be, and cannot be opened throws: with nothing in hand, a browser that is linked would look as if it were not.
 *
 * @param {string} name
 * @param {Pick<IDBFactory, 'databases'> | undefined} [browser]
 * @param {(name: string) => Promise<Store>} [open]
 * @returns {Promise<Store>}
 */
export async function openStore(name, browser = globalThis.indexedDB, open = IndexedStore.open) {
  if (!browser) return new MemoryStore();
  try {
    return await open(name);
  } catch (error) {
    if (await mayExist(name, browser)) throw error;
    return new MemoryStore();
  }
}

/**
 * @param {string} name
 * @param {Pick<IDBFactory, 'databases'>} browser
 */
async function mayExist(name, browser) {
  try {
    return (await browser.databases()).some((database) => database.name === name);
  } catch {
    return true;
  }
}
