// @ts-check
/** How much of the engine a browser loads: the server sends it with brotli, at its best. */
import { brotliCompressSync, constants } from 'node:zlib';
import { assert } from '../assert.js';

/** The most bytes that the engine may take, compressed. */
const LIMIT = 250_000;

Deno.test(`the engine takes at most ${LIMIT} bytes`, async () => {
  const code = await Deno.readFile(new URL('../../../.wasm/engine.wasm', import.meta.url));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: code.length,
  };
  const { length } = brotliCompressSync(code, { params });
  console.log(`engine.wasm: ${code.length} B, ${length} B with brotli`);
  assert(length <= LIMIT, `engine.wasm takes ${length} B with brotli, more than ${LIMIT} B`);
});
