// @ts-check
import { h } from '../dom/element.js';
import { icon } from '../icons.js';
import { noticeSentence } from '../notices.js';

/** @import { Row } from './layout.js' */

/** Something that happened in the chat: a line in the middle. */
export function noticeRow() {
  const words = h('span', { dir: 'auto' });
  const element = h('div', { class: 'chat-notice' }, words);
  return {
    element,
    /** @param {Row} row */
    update(row) {
      if (row.kind !== 'notice') return;
      const { notice, sender, text } = row.message;
      const sentence = notice ? noticeSentence(notice, sender.name, sender.own) : text;
      const lock = notice?.code === 'encrypted' || notice?.code === 'keyChanged';
      if (words.textContent !== sentence) {
        words.replaceChildren(...(lock ? [icon('lock')] : []), sentence);
      }
    },
  };
}
