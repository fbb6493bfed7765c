// @ts-check
/** Loads a WebAssembly module of the project as the browser does, with this machine's random generator. */

const ROOT = new URL('../../../', import.meta.url);

/**
 * The exports of a module, and what crosses its boundary.
 *
 * @typedef {{
 *   exports: Record<string, (...numbers: number[]) => number>,
 *   memory: WebAssembly.Memory,
 *   argument: (bytes: Uint8Array) => [pointer: number, count: number],
 *   json: (pointer: number) => any,
 * }} Module
 */

/**
 * @param {string} name The file's name in `.wasm/`.
 * @returns {Promise<Module>}
 */
export async function load(name) {
  const code = await Deno.readFile(new URL(`.wasm/${name}`, ROOT));
  const { instance } = await WebAssembly.instantiate(code, {
    env: {
      /** @type {(pointer: number, count: number) => void} */
      random_bytes(pointer, count) {
        for (let done = 0; done < count; done += 65536) {
          const size = Math.min(65536, count - done);
          crypto.getRandomValues(new Uint8Array(memory.buffer, pointer + done, size));
        }
      },
    },
  });
  const memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
  const exports = /** @type {Module['exports']} */ (/** @type {unknown} */ (instance.exports));
  return {
    exports,
    memory,
    argument(bytes) {
      const pointer = exports.tandem_alloc(bytes.length);
      new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
      return [pointer, bytes.length];
    },
    json(pointer) {
      const count = new DataView(memory.buffer).getUint32(pointer, true);
      const text = new TextDecoder().decode(new Uint8Array(memory.buffer, pointer + 4, count));
      exports.tandem_free(pointer);
      return JSON.parse(text);
    },
  };
}
