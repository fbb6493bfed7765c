// @ts-check
import { s } from './dom/element.js';

/** The quiet zone around a QR code, in modules (ISO/IEC 18004). */
const quietZone = 4;

/**
 * A QR code, always dark on white, with its quiet zone.
 *
 * @param {{ size: number, modules: string, payload: string, label: string }} code `modules`: hex of the
 *   bits, row by row, the most significant first.
 */
export function qrCode({ size, modules, payload, label }) {
  const side = size + 2 * quietZone;
  return s(
    'svg',
    {
      class: 'qr-code',
      role: 'img',
      'aria-label': label,
      'data-payload': payload,
      viewBox: `0 0 ${side} ${side}`,
      'shape-rendering': 'crispEdges',
    },
    s('rect', { class: 'qr-light', width: side, height: side }),
    s('path', { class: 'qr-dark', d: darkRuns(size, bits(modules)) }),
  );
}

/**
 * The bits of a hex string.
 *
 * @param {string} hex
 * @returns {(index: number) => boolean}
 */
export function bits(hex) {
  return (index) => ((parseInt(hex[index >> 2], 16) >> (3 - (index & 3))) & 1) === 1;
}

/**
 * A path with one rectangle per horizontal run of dark modules.
 *
 * @param {number} size
 * @param {(index: number) => boolean} isDark
 */
export function darkRuns(size, isDark) {
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const start = x;
      while (x < size && isDark(y * size + x)) x += 1;
      if (x > start) path += `M${start + quietZone} ${y + quietZone}h${x - start}v1h${start - x}z`;
    }
  }
  return path;
}
