// @ts-check
import { h } from '../dom/element.js';
import { effect, onCleanup, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { iconButton } from '../parts/button.js';
import { problemLine } from '../parts/problem.js';
import { Draft } from './draft.js';
import { emojiPicker } from './emoji-picker.js';
import { senderName } from './message-view.js';
import { TypingSignal } from './typing-signal.js';
import { keepingSender } from './unkept.js';

/** @import { App } from '../app.js' */
/** @import { Chat } from '../types.d.ts' */
/** @import { MessageLog } from './log.js' */

/**
 * Where messages are written. What is typed is kept as a draft until it is sent.
 *
 * @param {App} app
 * @param {string} chat
 * @param {() => Chat} current
 * @param {MessageLog} log
 */
export function composer(app, chat, current, log) {
  const draft = new Draft((text) => app.client.send({ type: 'saveDraft', chat, text }));
  const typing = new TypingSignal((active) => app.client.send({ type: 'typing', chat, active }));
  const problem = problemLine(app.client, ['send', 'retry']);
  const sendText = keepingSender(app.client, giveBack);
  const empty = signal(true);
  const picking = signal(false);
  const input = h('textarea', {
    class: 'composer-input',
    rows: 1,
    dir: 'auto',
    'aria-label': t('typeMessage'),
    placeholder: t('typeMessage'),
    enterkeyhint: 'send',
    oninput: changed,
    onkeydown: key,
  });

  function changed() {
    fit(input);
    empty.value = input.value.trim() === '';
    draft.change(input.value);
    typing.change(!empty.peek());
  }

  function send() {
    const text = input.value.trim();
    if (text === '') return;
    const replyTo = app.replies.peek().get(chat);
    sendText({ type: 'send', chat, text, ...(replyTo ? { replyTo } : {}) });
    setReply(app, chat, null);
    problem.say();
    input.value = '';
    changed();
    draft.save();
    picking.value = false;
    log.showEnd();
    input.focus();
  }

  /** @param {string} text What was sent, but could not be kept. */
  function giveBack(text) {
    input.value = [text, input.value].filter((part) => part !== '').join('\n');
    changed();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const newline = event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches;
    if (event.key === 'Escape' && app.replies.peek().has(chat)) {
      event.stopPropagation();
      setReply(app, chat, null);
    }
    if (event.key !== 'Enter' || newline) return;
    event.preventDefault();
    send();
  }

  /** @param {string} emoji */
  function insert(emoji) {
    input.setRangeText(emoji, input.selectionStart, input.selectionEnd, 'end');
    changed();
  }

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send();
  };
  const flush = () => draft.save();
  // Before the port says goodbye.
  addEventListener('pagehide', flush, { capture: true });
  onCleanup(() => {
    removeEventListener('pagehide', flush, { capture: true });
    draft.save();
    typing.stop();
  });
  followDraft(input, draft, current, () => {
    fit(input);
    empty.value = input.value.trim() === '';
  });
  focusOnReply(app, chat, input);
  if (!matchMedia('(pointer: coarse)').matches) {
    queueMicrotask(() => input.focus({ preventScroll: true }));
  }

  return h(
    'form',
    { class: 'composer', onsubmit: submit },
    () => replyBar(app, chat, log),
    problem.element,
    () => (picking.value ? emojiPicker(insert, () => (picking.value = false)) : null),
    h(
      'div',
      { class: 'composer-row' },
      iconButton('emoji', t('emoji'), () => (picking.value = !picking.peek()), {
        command: 'emoji',
        'aria-expanded': () => String(picking.value),
        'data-command': 'emoji',
      }),
      input,
      iconButton('send', t('send'), () => {}, {
        type: 'submit',
        class: 'icon-button send',
        disabled: () => empty.value,
      }),
    ),
  );
}

/**
 * Grows with the text; the style sheet stops it at nine lines.
 *
 * @param {HTMLTextAreaElement} input
 */
function fit(input) {
  input.style.blockSize = 'auto';
  const borders = input.offsetHeight - input.clientHeight;
  input.style.blockSize = `${input.scrollHeight + borders}px`;
}

/**
 * Takes the draft over from another tab, unless something was typed here since.
 *
 * @param {HTMLTextAreaElement} input
 * @param {Draft} draft
 * @param {() => Chat} current
 * @param {() => void} changed
 */
function followDraft(input, draft, current, changed) {
  effect(() => {
    const text = current().draft;
    if (!draft.accepts(text) || text === input.value) return;
    input.value = text;
    queueMicrotask(changed);
  });
}

/**
 * @param {App} app
 * @param {string} chat
 * @param {HTMLTextAreaElement} input
 */
function focusOnReply(app, chat, input) {
  effect(() => {
    if (app.replies.value.has(chat)) queueMicrotask(() => input.focus());
  });
}

/**
 * @param {App} app
 * @param {string} chat
 * @param {string | null} message
 */
function setReply(app, chat, message) {
  const replies = new Map(app.replies.peek());
  if (message) replies.set(chat, message);
  else replies.delete(chat);
  app.replies.value = replies;
}

/**
 * The message that the next one answers.
 *
 * @param {App} app
 * @param {string} chat
 * @param {MessageLog} log
 */
function replyBar(app, chat, log) {
  const id = app.replies.value.get(chat);
  const message = id ? log.find(id) : null;
  if (!message) return null;
  return h(
    'div',
    { class: 'reply-bar' },
    h(
      'div',
      { class: 'quote' },
      h('span', { class: 'quote-name' }, t('replyingTo', { name: senderName(message) })),
      h('span', { class: 'quote-text', dir: 'auto' }, message.text),
    ),
    iconButton('close', t('cancelReply'), () => setReply(app, chat, null)),
  );
}
