// @ts-check
/** Reads QR codes from grey pictures, by zxing-cpp as WebAssembly (`script/build-scan`). */

/**
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   _initialize: () => void,
 *   scan_frame: (width: number, height: number) => number,
 *   scan_decode: (width: number, height: number) => number,
 *   scan_payload: () => number,
 * }} Exports
 */

export class Decoder {
  #module;
  /** @type {Exports} */
  #exports;

  /** @param {WebAssembly.Module} module */
  constructor(module) {
    this.#module = module;
    this.#exports = start(module);
  }

  /**
   * The payload of a QR code in a picture, or nothing when there is none.
   *
   * @param {number} width In pixels, as the height at most 2,048.
   * @param {number} height
   * @param {(luma: Uint8Array) => void} draw Fills the picture: a byte a pixel, row by row, 0 is black.
   * @returns {Uint8Array<ArrayBuffer> | undefined}
   */
  decode(width, height, draw) {
    const pointer = this.#exports.scan_frame(width, height);
    if (pointer === 0) throw new RangeError(`No frame is ${width} by ${height} pixels`);
    draw(new Uint8Array(this.#exports.memory.buffer, pointer, width * height));
    const count = this.#find(width, height);
    if (count < 0) return undefined;
    const { memory, scan_payload } = this.#exports;
    return new Uint8Array(memory.buffer, scan_payload(), count).slice();
  }

  /**
   * A code that is damaged in a way that its error correction does not notice ends the module with a
   * trap. A new instance then takes over, and the picture counts as one without a code.
   *
   * @param {number} width
   * @param {number} height
   * @returns {number}
   */
  #find(width, height) {
    try {
      return this.#exports.scan_decode(width, height);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.#exports = start(this.#module);
      return -1;
    }
  }
}

/**
 * The brightness of the pixels of a picture.
 *
 * @param {Uint8ClampedArray} rgba
 * @param {Uint8Array} luma
 */
export function writeLuma(rgba, luma) {
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += 4) {
    luma[pixel] = (77 * rgba[at] + 150 * rgba[at + 1] + 29 * rgba[at + 2]) >> 8;
  }
}

/** @param {WebAssembly.Module} module */
function start(module) {
  const { exports } = new WebAssembly.Instance(module);
  const typed = /** @type {Exports} */ (/** @type {unknown} */ (exports));
  typed._initialize();
  return typed;
}
