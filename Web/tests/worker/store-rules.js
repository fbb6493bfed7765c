// @ts-check
/** What every store must do; run on each of them, in Deno or in a page. */
import { assert, assertEquals } from '../assert.js';

/** @import { Store } from '../../worker/types.d.ts' */

/** @param {number[]} bytes */
const bytes = (...bytes) => Uint8Array.from(bytes);

/** @param {number[]} key */
const put = (...key) => /** @type {const} */ ({
  kind: 'put',
  table: 'messages',
  key: bytes(...key),
  value: bytes(...key),
});

/**
 * The rules by their names; each is given an empty store.
 *
 * @type {Record<string, (store: Store) => Promise<void>>}
 */
export const storeRules = {
  'an empty store has no rows': async (store) => {
    assertEquals(await store.all('state'), []);
    assertEquals(await store.read(range([0], [9])), []);
  },

  'rows come in the order of their keys, compared as unsigned bytes': async (store) => {
    await store.apply([put(2), put(0x80), put(1, 0xff), put(1), put()]);
    assertEquals(await keys(store), [[], [1], [1, 0xff], [2], [0x80]]);
  },

  'a value that is put again replaces the first': async (store) => {
    await store.apply([put(1)]);
    await store.apply([{ kind: 'put', table: 'messages', key: bytes(1), value: bytes(9) }]);
    assertEquals(await store.all('messages'), [{ key: bytes(1), value: bytes(9) }]);
  },

  'the two tables are apart': async (store) => {
    await store.apply([put(1)]);
    assertEquals(await store.all('state'), []);
  },

  'changes of one batch are made in order': async (store) => {
    const remove = /** @type {const} */ ({ kind: 'delete', table: 'messages', key: bytes(1) });
    await store.apply([put(1), remove, put(2), remove]);
    assertEquals(await keys(store), [[2]]);
  },

  'a prefix removes what begins so and nothing else': async (store) => {
    await store.apply([put(1), put(1, 0), put(1, 0xff, 0xff), put(2), put(0xff), put(0xff, 1)]);
    await store.apply([{ kind: 'deletePrefix', table: 'messages', key: bytes(1) }]);
    assertEquals(await keys(store), [[2], [0xff], [0xff, 1]]);
    await store.apply([{ kind: 'deletePrefix', table: 'messages', key: bytes(0xff) }]);
    assertEquals(await keys(store), [[2]]);
    await store.apply([{ kind: 'deletePrefix', table: 'messages', key: bytes() }]);
    assertEquals(await keys(store), []);
  },

  'a range holds its start and not its end, in either direction, up to the limit': async (
    store,
  ) => {
    await store.apply([put(1), put(2), put(3), put(4), put(5)]);
    const read = async (/** @type {Partial<import('../../worker/types.d.ts').Range>} */ more) =>
      (await store.read({ ...range([2], [5]), ...more })).map(({ key }) => key[0]);
    assertEquals(await read({}), [2, 3, 4]);
    assertEquals(await read({ descending: true }), [4, 3, 2]);
    assertEquals(await read({ limit: 2 }), [2, 3]);
    assertEquals(await read({ limit: 2, descending: true }), [4, 3]);
    assertEquals(await read({ limit: 0 }), []);
    assertEquals(await read({ from: bytes(5), to: bytes(5) }), []);
    assertEquals(await read({ from: bytes(5), to: bytes(2) }), []);
  },

  'a wiped store is empty and of use': async (store) => {
    await store.apply([put(1)]);
    await store.wipe();
    assertEquals(await store.all('messages'), []);
    await store.apply([put(2)]);
    assertEquals(await keys(store), [[2]]);
  },

  'a large value is kept whole': async (store) => {
    const value = crypto.getRandomValues(new Uint8Array(60_000));
    await store.apply([{ kind: 'put', table: 'state', key: bytes(1), value: value.slice() }]);
    const [row] = await store.all('state');
    assert(row.value.every((byte, index) => byte === value[index]));
    assertEquals(row.value.length, value.length);
  },
};

/** @param {Store} store */
async function keys(store) {
  return (await store.all('messages')).map(({ key }) => [...key]);
}

/**
 * @param {number[]} from
 * @param {number[]} to
 * @returns {import('../../worker/types.d.ts').Range}
 */
function range(from, to) {
  return {
    table: 'messages',
    from: bytes(...from),
    to: bytes(...to),
    limit: 100,
    descending: false,
  };
}
