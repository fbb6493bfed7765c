// @ts-check
import { s } from './dom/element.js';

/** Our own drawings, on a 24 × 24 grid, stroked with the text colour. */
const drawings = {
  chats: 'M4.5 5.5h15v10.5h-9l-4.5 3.5v-3.5h-1.5z',
  compose:
    'M12 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-6 M10 14l.7-3L18 3.7l2.3 2.3L13 13.3z',
  group:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5 M17.5 9.5v6 M14.5 12.5h6',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5 M15.5 5.5a3 3 0 0 1 0 5.4 M17.5 14.5c1.8.7 3 2.4 3 4.5',
  person: 'M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M5 20c0-3.6 3-6 7-6s7 2.4 7 6',
  note: 'M7 4.5h10v15l-5-3.5-5 3.5z',
  settings:
    'M4 7.5h8 M18 7.5h2 M4 16.5h2 M12 16.5h8 M15 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z M9 19a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z M15.5 15.5l5 5',
  send: 'M4.5 11.5l15-7-5 15.5-3.5-6.5z M11 13.5l8.5-9',
  emoji:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M8 14c1 1.8 2.4 2.5 4 2.5s3-.7 4-2.5 M9 9.5v.6 M15 9.5v.6',
  back: 'M14.5 5l-7 7 7 7',
  close: 'M6 6l12 12 M18 6L6 18',
  down: 'M5.5 9l6.5 6.5L18.5 9',
  more: 'M6 10l6 6 6-6',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M12 11v5.5 M12 7.5v.6',
  warning: 'M12 4.5l8.5 15h-17z M12 10v4.5 M12 17v.3',
  reply: 'M9.5 6l-5.5 5.5 5.5 5.5 M4 11.5h10a6 6 0 0 1 6 6v1',
  copy: 'M8.5 8.5h11v11h-11z M5 15.5H4.5v-11h11V5',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1 M17.5 3v4.5H13',
  star: 'M12 4l2.5 5.3 5.7.7-4.2 4 1.1 5.7-5.1-2.8-5.1 2.8 1.1-5.7-4.2-4 5.7-.7z',
  muted: 'M6 16.5h12l-1.5-2.5v-4a4.5 4.5 0 0 0-9 0v4z M10.5 19.5h3 M4 4l16 16',
  shield: 'M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z M9 12l2.2 2.2L15 10',
  lock: 'M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  phone: 'M7.5 3.5h9v17h-9z M11 17.5h2',
  desktop: 'M3.5 5h17v11h-17z M9 20h6 M12 16v4',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4z M12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  leave: 'M10 4.5H5v15h5 M9.5 12H20 M16 8l4 4-4 4',
  plus: 'M12 5v14 M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  keyboard: 'M3.5 7h17v10h-17z M7 10.5h.3 M11 10.5h.3 M15 10.5h.3 M8 14h8',
  offline: 'M7 18a4 4 0 0 1-.5-8 6 6 0 0 1 11 1.5 3.3 3.3 0 0 1 0 6.5z M12 11v3 M12 16v.2',
  pencil: 'M5 19l.8-4L16 4.8l3.2 3.2L9 18.2z',
};

/** @typedef {keyof typeof drawings} IconName */

/**
 * A drawing beside a text or inside a named button: hidden from those who listen.
 *
 * @param {IconName} name
 */
export function icon(name) {
  return s(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    s('path', { d: drawings[name] }),
  );
}

/** The mark: two voices that overlap. */
export function mark() {
  return s(
    'svg',
    { class: 'mark', viewBox: '0 0 48 48', 'aria-hidden': 'true', focusable: 'false' },
    s('path', { class: 'mark-both', d: 'M24 12.5a13 13 0 0 1 0 21a13 13 0 0 1 0-21z' }),
    s('path', { d: 'M9.2 34.3A13 13 0 1 1 16.5 36L7 41z' }),
    s('circle', { cx: 31.5, cy: 23, r: 13 }),
  );
}
