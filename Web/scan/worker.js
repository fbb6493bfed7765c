// @ts-check
/**
 * Looks for a QR code in the frames that `camera.js` sends, one answer a frame: `{ text }`, where the
 * text is missing when there is no code, or `{ failed: true }` when the decoder cannot be loaded.
 */
import { Decoder, writeLuma } from './decoder.js';

/**
 * What this file uses of a worker's global scope.
 *
 * @typedef {{
 *   onmessage: (event: MessageEvent<{ frame: ImageBitmap }>) => void,
 *   postMessage: (answer: { text?: string, failed?: boolean }) => void,
 * }} Scope
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

// The handler stands before anything is awaited: messages that come earlier would be lost.
scope.onmessage = (/** @type {MessageEvent<{ frame: ImageBitmap }>} */ { data }) =>
  answer(data.frame);

const decoder = load();

async function load() {
  return new Decoder(await WebAssembly.compileStreaming(fetch('/scan.wasm')));
}

/** @param {ImageBitmap} frame */
async function answer(frame) {
  try {
    scope.postMessage({ text: read(await decoder, frame) });
  } catch {
    scope.postMessage({ failed: true });
  } finally {
    frame.close();
  }
}

/**
 * The text of a code in a frame; codes that hold other bytes than UTF-8 are none of ours.
 *
 * @param {Decoder} decoder
 * @param {ImageBitmap} frame
 * @returns {string | undefined}
 */
function read(decoder, frame) {
  const { width, height } = frame;
  if (!context) throw new Error('No 2D canvas in workers');
  Object.assign(canvas, { width, height });
  context.drawImage(frame, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const payload = decoder.decode(width, height, (luma) => writeLuma(data, luma));
  return payload && text(payload);
}

/** @param {Uint8Array} payload */
function text(payload) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return undefined;
  }
}
