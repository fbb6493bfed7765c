// @ts-check
/** The engine: an instance of the WebAssembly module. */
import { decodeActions, encodeConfiguration, encodeEvent } from './boundary.js';

/** @import { Bytes, Configuration, Engine } from './types.d.ts' */

/**
 * What the module exports.
 *
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   tandem_alloc(count: number): number,
 *   tandem_free(pointer: number): void,
 *   tandem_start(pointer: number, count: number): number,
 *   tandem_handle(pointer: number, count: number, now: number): number,
 * }} Exports
 */

/** The most that `getRandomValues` gives at once. */
const RANDOM_LIMIT = 65536;

/**
 * Makes an engine of its own memory.
 *
 * @param {WebAssembly.Module} module
 * @param {Configuration} configuration
 * @returns {Engine}
 */
export function startEngine(module, configuration) {
  const instance = new WebAssembly.Instance(module, { env: { random_bytes: fillWithRandom } });
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));

  /**
   * @param {number} pointer
   * @param {number} count
   */
  function fillWithRandom(pointer, count) {
    for (let done = 0; done < count; done += RANDOM_LIMIT) {
      const size = Math.min(RANDOM_LIMIT, count - done);
      crypto.getRandomValues(new Uint8Array(exports.memory.buffer, pointer + done, size));
    }
  }

  /**
   * Lends bytes to a call; the copy that is lent is overwritten afterwards, for it may hold what was typed.
   *
   * @template Result
   * @param {Bytes} bytes
   * @param {(pointer: number, count: number) => Result} call
   * @returns {Result}
   */
  function lend(bytes, call) {
    const pointer = exports.tandem_alloc(bytes.length);
    new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
    const result = call(pointer, bytes.length);
    new Uint8Array(exports.memory.buffer, pointer, bytes.length).fill(0);
    exports.tandem_free(pointer);
    return result;
  }

  /** @param {number} pointer */
  function takeAnswer(pointer) {
    // Made at each call: memory that grew has another buffer.
    const count = new DataView(exports.memory.buffer).getUint32(pointer, true);
    const answer = new Uint8Array(exports.memory.buffer, pointer + 4, count);
    const bytes = answer.slice();
    answer.fill(0);
    exports.tandem_free(pointer);
    return bytes;
  }

  if (lend(encodeConfiguration(configuration), exports.tandem_start) !== 1) {
    throw new Error('the engine refuses its configuration');
  }
  return {
    handle(event, now) {
      const pointer = lend(
        encodeEvent(event),
        (at, count) => exports.tandem_handle(at, count, now),
      );
      return decodeActions(takeAnswer(pointer));
    },
    dispose() {
      new Uint8Array(exports.memory.buffer).fill(0);
    },
  };
}
