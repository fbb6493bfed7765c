// @ts-check
/**
 * Looks through all memory of the module for what is left of secrets.
 *
 * The optimiser may delete a store into memory that is about to be freed; this shows that it did not.
 */
import { assert, assertEquals } from '../assert.js';
import { load } from './module.js';

/** Half of the secret: enough to be no coincidence, and all of it that clamping leaves alone. */
const MIDDLE = { from: 8, to: 24 };

/**
 * The pattern of the secret that the module makes from `seed`.
 *
 * @param {number} seed
 */
function pattern(seed) {
  return Uint8Array.from({ length: 32 }, (_, index) => seed + 73 * index).slice(
    MIDDLE.from,
    MIDDLE.to,
  );
}

/**
 * How often the pattern of `seed` occurs in the module's memory.
 *
 * @param {import('./module.js').Module} module
 * @param {number} seed
 */
function occurrences(module, seed) {
  const wanted = pattern(seed);
  const memory = new Uint8Array(module.memory.buffer);
  let count = 0;
  for (let at = memory.indexOf(wanted[0]); at >= 0; at = memory.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, index) => memory[at + index] === byte)) count++;
  }
  return count;
}

Deno.test('a secret is in memory while it is held, and gone when it is released', async () => {
  const module = await load('vectors.wasm');
  assertEquals(occurrences(module, 11), 0);
  module.exports.probe_hold(11);
  assertEquals(occurrences(module, 11), 1);
  module.exports.probe_release();
  assertEquals(occurrences(module, 11), 0);
});

Deno.test('a wiped array leaves nothing', async () => {
  const module = await load('vectors.wasm');
  assertEquals(module.exports.probe_wiped_array(12), 12);
  assertEquals(occurrences(module, 12), 0);
});

Deno.test('signing, sealing and deriving leave nothing of the key', async () => {
  const module = await load('vectors.wasm');
  assert(module.exports.probe_use(13) >= 0);
  assertEquals(occurrences(module, 13), 0);
});

Deno.test('HPKE leaves nothing of the private key', async () => {
  const module = await load('vectors.wasm');
  assertEquals(module.exports.probe_hpke(14), 0);
  assertEquals(occurrences(module, 14), 0);
});
