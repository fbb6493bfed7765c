// @ts-check
/** Grey pictures of QR codes, as a bad camera would take them; the same ones at every run. */

/**
 * @typedef {{
 *   width?: number,
 *   height?: number,
 *   pixelsPerModule?: number,
 *   degrees?: number,
 *   tilt?: number,
 *   shade?: number,
 *   noise?: number,
 *   soft?: boolean,
 * }} View `tilt`: how much smaller the far edge is; `shade`: how much darker the left edge is;
 *   `noise`: the largest error of a pixel; `soft`: whether edges are blurred.
 */

/**
 * @param {string[]} rows The modules, `#` dark.
 * @param {View} [view]
 * @returns {{ width: number, height: number, luma: Uint8Array }}
 */
export function picture(rows, view = {}) {
  const { width = 480, height = 480, noise = 0, shade = 0, soft = true } = view;
  const luma = new Uint8Array(width * height);
  const random = randomNumbers(7);
  const module = modulesThrough(view, width, height, rows.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = soft ? average(rows, module, x, y) : brightness(rows, module(x, y));
      const shaded = light * (1 - shade * (1 - x / width));
      luma[y * width + x] = Math.max(0, Math.min(255, shaded + noise * (2 * random() - 1)));
    }
  }
  return { width, height, luma };
}

/**
 * The mean of a few points around a pixel, which blurs edges.
 *
 * @param {string[]} rows
 * @param {(x: number, y: number) => [number, number]} module
 * @param {number} x
 * @param {number} y
 */
function average(rows, module, x, y) {
  let sum = 0;
  for (const dy of [-0.7, 0, 0.7]) {
    for (const dx of [-0.7, 0, 0.7]) sum += brightness(rows, module(x + dx, y + dy));
  }
  return sum / 9;
}

/**
 * @param {string[]} rows
 * @param {[number, number]} place
 */
function brightness(rows, [column, row]) {
  const isDark = rows[Math.floor(row)]?.[Math.floor(column)] === '#';
  return isDark ? 30 : 225;
}

/**
 * Where in the code, in modules, a pixel of the picture looks.
 *
 * @param {View} view
 * @param {number} width
 * @param {number} height
 * @param {number} size The code's side, in modules.
 * @returns {(x: number, y: number) => [number, number]}
 */
function modulesThrough({ pixelsPerModule = 5, degrees = 0, tilt = 0 }, width, height, size) {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) / pixelsPerModule, Math.sin(angle) / pixelsPerModule];
  return (x, y) => {
    const [right, down] = [x - width / 2, y - height / 2];
    const distance = 1 / (1 + tilt * (down / height));
    return [
      size / 2 + (cos * right + sin * down) * distance,
      size / 2 + (cos * down - sin * right) * distance,
    ];
  };
}

/**
 * Numbers in 0..<1 that only depend on the seed (a linear congruential generator).
 *
 * @param {number} seed
 */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
