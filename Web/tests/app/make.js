// @ts-check
/** Things of the engine's, with only what a test cares about. */

/** @import { Chat, Message } from '../../app/types.d.ts' */

/**
 * @param {number} order
 * @param {Partial<Message> & { own?: boolean, account?: string }} [values]
 * @returns {Message}
 */
export function message(order, { own = false, account = own ? 'me' : 'ann', ...values } = {}) {
  return {
    id: `m${order}`,
    order,
    at: Date.UTC(2026, 9, 5, 12) + order * 1000,
    sender: { account, name: account, own },
    kind: 'text',
    text: `text ${order}`,
    state: 'sent',
    ...values,
  };
}

/**
 * @param {string} id
 * @param {Partial<Chat>} [values]
 * @returns {Chat}
 */
export function chat(id, values = {}) {
  return {
    id,
    kind: 'direct',
    title: id,
    order: 1,
    at: 0,
    unread: 0,
    ownRole: 'member',
    preview: null,
    draft: '',
    favourite: false,
    mutedUntil: 0,
    canSend: true,
    ...values,
  };
}
