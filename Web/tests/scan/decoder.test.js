// @ts-check
import { Decoder, writeLuma } from '../../scan/decoder.js';
import { assert, assertEquals } from '../assert.js';
import { link, overlong } from './codes.js';
import { picture } from './picture.js';

const code = await Deno.readFile(new URL('../../../.wasm/scan.wasm', import.meta.url));
const module = new WebAssembly.Module(code);

/**
 * @param {Decoder} decoder
 * @param {ReturnType<typeof picture>} picture
 */
function read(decoder, { width, height, luma }) {
  const payload = decoder.decode(width, height, (target) => target.set(luma));
  return payload && new TextDecoder().decode(payload);
}

Deno.test('a code is read straight on, turned, upside down, tilted, shaded and noisy', () => {
  const decoder = new Decoder(module);
  const views = [
    {},
    { degrees: 17 },
    { degrees: 180 },
    { degrees: -33, tilt: 0.25 },
    { shade: 0.7, noise: 12 },
    { width: 640, height: 360, degrees: 4, tilt: -0.2, shade: 0.4, noise: 25 },
    { pixelsPerModule: 2.5, soft: false },
  ];
  for (const view of views) {
    assertEquals([view, read(decoder, picture(link.rows, view))], [view, link.text]);
  }
});

Deno.test('a picture without a code holds none, and the next one is read', () => {
  const decoder = new Decoder(module);
  assertEquals(read(decoder, picture([])), undefined);
  assertEquals(read(decoder, picture([], { noise: 200 })), undefined);
  assertEquals(read(decoder, picture(link.rows.slice(0, 20))), undefined);
  assertEquals(read(decoder, picture(link.rows)), link.text);
});

Deno.test('a code that promises more than it holds is no code, and the next one is read', () => {
  const decoder = new Decoder(module);
  assertEquals(read(decoder, picture(overlong.rows)), undefined);
  assertEquals(read(decoder, picture(link.rows)), link.text);
});

Deno.test('frames of every size are bounded', () => {
  const decoder = new Decoder(module);
  for (const [width, height] of [[0, 10], [10, 0], [-1, 10], [4096, 4096]]) {
    let refused = false;
    try {
      decoder.decode(width, height, () => {});
    } catch (error) {
      refused = error instanceof RangeError;
    }
    assert(refused, `${width} by ${height} was accepted`);
  }
  for (const side of [1, 2, 7, 20, 41]) {
    assertEquals(read(decoder, picture(link.rows, { width: side, height: side })), undefined);
  }
});

Deno.test('a thousand frames do not make the memory grow', () => {
  const decoder = new Decoder(module);
  const frame = picture(link.rows, { degrees: 9, noise: 20 });
  const memory = () => {
    let size = 0;
    decoder.decode(frame.width, frame.height, (luma) => {
      luma.set(frame.luma);
      size = luma.buffer.byteLength;
    });
    return size;
  };
  for (let count = 0; count < 20; count += 1) memory();
  const before = memory();
  for (let count = 0; count < 1000; count += 1) memory();
  assertEquals(memory(), before);
});

Deno.test('brightness weighs green most and blue least', () => {
  const luma = new Uint8Array(5);
  const rgba = [[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255]];
  writeLuma(new Uint8ClampedArray(rgba.flatMap((pixel) => [...pixel, 255])), luma);
  assertEquals([...luma], [255, 0, 76, 149, 28]);
});

Deno.test('a frame full of corner patterns is given up within a second', () => {
  const corner = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  const line = (/** @type {string} */ row) => `${row}..`.repeat(35);
  const rows = Array.from({ length: 35 }, () => [...corner.map(line), '', '']).flat();
  const decoder = new Decoder(module);
  const frame = picture(rows, { width: 640, height: 640, pixelsPerModule: 2, soft: false });
  const start = performance.now();
  assertEquals(read(decoder, frame), undefined);
  assert(performance.now() - start < 1000, 'it took longer');
});
