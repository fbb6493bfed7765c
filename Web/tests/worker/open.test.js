// @ts-check
import { MemoryStore } from '../../worker/store/memory.js';
import { openStore } from '../../worker/store/open.js';
import { assertEquals, assertRejects } from '../assert.js';

/** @type {() => Promise<never>} */
const fail = () => Promise.reject(new Error('no storage'));

/**
 * Opens a store of the name "tandem" where the browser cannot, but lists these databases.
 *
 * @param {() => Promise<IDBDatabaseInfo[]>} databases
 */
const openAmong = (databases) => openStore('tandem', { databases }, fail);

Deno.test('a database that opens is used', async () => {
  const kept = Object.assign(new MemoryStore(), { isDurable: true });
  assertEquals(
    await openStore('tandem', { databases: fail }, () => Promise.resolve(kept)) === kept,
    true,
  );
});

Deno.test('a browser that keeps nothing gets a store that says so', async () => {
  assertEquals((await openStore('tandem', undefined)).isDurable, false);
  assertEquals((await openAmong(async () => [{ name: 'other' }])).isDurable, false);
});

Deno.test('a database that is there, or may be, is never replaced by an empty store', async () => {
  await assertRejects(openAmong(async () => [{ name: 'tandem' }]), 'no storage');
  await assertRejects(openAmong(fail), 'no storage');
});
