// @ts-check
import { s } from './dom/element.js';

/** @import { MessageState } from './types.d.ts' */

/**
 * The state of an own message, told by shape: a clock, one tick, two ticks, two ticks on a filled
 * pill, an exclamation mark.
 *
 * @param {MessageState} state
 */
export function tick(state) {
  return s(
    'svg',
    {
      class: `tick tick-${state}`,
      viewBox: '0 0 20 14',
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...shapes[state](),
  );
}

/** @type {Record<MessageState, () => SVGElement[]>} */
const shapes = {
  pending: () => [s('circle', { cx: 10, cy: 7, r: 5 }), s('path', { d: 'M10 4v3.2l2.2 1.3' })],
  sent: () => [s('path', { d: 'M6 7.5l2.7 2.7L14 4.5' })],
  delivered: () => [s('path', { d: 'M3 7.5l2.7 2.7L11 4.5 M9.5 10.2L15.5 4.5' })],
  read: () => [
    s('rect', { class: 'tick-fill', x: 0, y: 0.5, width: 20, height: 13, rx: 6.5 }),
    s('path', { d: 'M4 7.2l2.5 2.5L11.5 4.5 M10 9.7L15.5 4.5' }),
  ],
  failed: () => [
    s('circle', { class: 'tick-fill', cx: 10, cy: 7, r: 6.5 }),
    s('path', { d: 'M10 3.5v4.2 M10 10v.2' }),
  ],
};
