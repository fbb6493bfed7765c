// @ts-check
import { onCleanup } from '../dom/signal.js';

/** @import { Client } from '../client.js' */
/** @import { Intent } from '../types.d.ts' */

/**
 * Sends texts, and gives back what the device could not keep: nothing that was typed is lost when its
 * storage is full, or when the engine refuses.
 *
 * @param {Client} client
 * @param {(text: string) => void} giveBack
 */
export function keepingSender(client, giveBack) {
  /** @type {Set<{ text: string }>} What was sent, but does not stand among the messages yet. */
  const unkept = new Set();
  onCleanup(client.onProblem(({ code }) => {
    if (code === 'storageFull' && unkept.size > 0) {
      const texts = [...unkept].map(({ text }) => text);
      unkept.clear();
      giveBack(texts.join('\n'));
    }
    return false;
  }));

  /** @param {Extract<Intent, { type: 'send' }>} intent */
  return (intent) => {
    const item = { text: intent.text };
    unkept.add(item);
    client.ask(intent, ({ type }) => {
      if (type !== 'messages' && type !== 'problem') return false;
      const isOurs = unkept.delete(item);
      if (type === 'problem' && isOurs) giveBack(item.text);
      return type === 'messages';
    });
  };
}
