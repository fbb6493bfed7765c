// @ts-check
import { h } from '../dom/element.js';
import { onCleanup, signal } from '../dom/signal.js';
import { sentence } from '../problems.js';

/** @import { Client } from '../client.js' */
/** @import { Intent } from '../types.d.ts' */

/**
 * The place beside a form where the problems of its intents are told.
 *
 * @param {Client} client
 * @param {Intent['type'][]} intents
 * @param {() => void} [told] Called after a problem has been told.
 */
export function problemLine(client, intents, told) {
  const text = signal('');
  onCleanup(client.onProblem((problem) => {
    const ours = intents.some((type) => type === problem.intent);
    if (ours) text.value = sentence(problem);
    if (ours) told?.();
    return ours;
  }));
  return {
    element: h('p', { class: 'problem', role: 'alert' }, () => text.value),
    /** @param {string} [sentence] */
    say: (sentence = '') => (text.value = sentence),
  };
}
