// @ts-check
import { hue } from '../avatar.js';
import { machineTime, moment, timeOfDay } from '../dates.js';
import { h } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { iconButton } from '../parts/button.js';
import { openMenu } from '../parts/menu.js';
import { tick } from '../ticks.js';
import { isBigEmoji, withLinks } from './text.js';

/** @import { Message } from '../types.d.ts' */
/** @import { MessageLog } from './log.js' */
/** @import { Row } from './layout.js' */
/** @import { MenuItem } from '../parts/menu.js' */

/** One message: its bubble, its state, and what can be done with it. */
export class MessageView {
  /** @type {Message | null} */
  #message = null;
  #first = false;

  /** @param {MessageLog} log */
  constructor(log) {
    this.log = log;
    this.bubble = h('div', { class: 'bubble' });
    this.actions = iconButton('more', t('messageActions'), () => this.#openMenu(), {
      class: 'icon-button message-actions',
      'aria-haspopup': 'menu',
      tabindex: -1,
    });
    this.element = h(
      'article',
      {
        class: 'message',
        tabindex: -1,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
        oncontextmenu: (/** @type {MouseEvent} */ event) => this.#contextMenu(event),
      },
      this.bubble,
      this.actions,
    );
  }

  /** @param {Row} row */
  update(row) {
    if (row.kind !== 'message') return;
    if (row.message === this.#message && row.first === this.#first) return;
    this.#message = row.message;
    this.#first = row.first;
    this.#draw(row.message, row.first);
  }

  /**
   * @param {Message} message
   * @param {boolean} first
   */
  #draw(message, first) {
    const classes = ['message', message.sender.own ? 'own' : 'other', `state-${message.state}`];
    if (first) classes.push('run-first');
    if (isBigEmoji(message.text)) classes.push('big-emoji');
    this.element.className = classes.join(' ');
    this.element.setAttribute('aria-label', label(message));
    this.bubble.replaceChildren(...this.#parts(message, first));
  }

  /**
   * @param {Message} message
   * @param {boolean} first
   * @returns {HTMLElement[]}
   */
  #parts(message, first) {
    const parts = [];
    if (first && !message.sender.own && this.#inGroup()) parts.push(senderLine(message));
    if (message.replyTo) parts.push(this.#quote(message.replyTo));
    parts.push(body(message));
    if (message.state === 'failed') parts.push(this.#retryButton(message));
    return parts;
  }

  #inGroup() {
    return this.log.app.store.chatsById.peek().get(this.log.chat)?.kind === 'group';
  }

  /** @param {string} id */
  #quote(id) {
    const quoted = this.log.find(id);
    const name = quoted ? senderName(quoted) : '';
    return h(
      'button',
      {
        type: 'button',
        class: 'quote',
        tabindex: -1,
        'aria-label': t('quoted', { name, text: quoted?.text ?? t('quotedAway') }),
        onclick: () => this.log.showMessage(id),
      },
      h('span', { class: 'quote-name' }, name),
      h('span', { class: 'quote-text', dir: 'auto' }, quoted?.text ?? t('quotedAway')),
    );
  }

  /** @param {Message} message */
  #retryButton(message) {
    const { app, chat } = this.log;
    const retry = () => app.client.send({ type: 'retry', chat, message: message.id });
    return h(
      'button',
      { type: 'button', class: 'retry', onclick: retry },
      icon('retry'),
      t('tryAgain'),
    );
  }

  #openMenu() {
    if (this.#message) {
      openMenu(this.actions, t('messageActions'), this.#items(this.#message), this.element);
    }
  }

  /**
   * @param {Message} message
   * @returns {MenuItem[]}
   */
  #items(message) {
    const { app, chat } = this.log;
    const reply = () => {
      app.replies.value = new Map(app.replies.peek()).set(chat, message.id);
    };
    const canSend = app.store.chatsById.peek().get(chat)?.canSend ?? false;
    return [
      ...(canSend ? [{ icon: /** @type {const} */ ('reply'), name: t('reply'), run: reply }] : []),
      { icon: 'copy', name: t('copy'), run: () => navigator.clipboard.writeText(message.text) },
    ];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.target !== this.element || event.key !== 'Enter') return;
    event.preventDefault();
    this.#openMenu();
  }

  /** @param {MouseEvent} event */
  #contextMenu(event) {
    const link = /** @type {Element} */ (event.target).closest('a');
    if (link || String(getSelection())) return;
    event.preventDefault();
    this.#openMenu();
  }
}

/**
 * What a message is called: sender, text, time, state.
 *
 * @param {Message} message
 */
function label(message) {
  return [senderName(message), textOf(message), timeOfDay(message.at), stateWord(message)].join(
    ', ',
  );
}

/** @param {Message} message */
export function senderName(message) {
  return message.sender.own ? t('you') : message.sender.name || t('someone');
}

/** @param {Message} message */
function textOf(message) {
  return message.kind === 'unknown' ? t('unknownMessage') : message.text;
}

/** @param {Message} message */
function stateWord(message) {
  return t(`state.${message.state}`);
}

/** @param {Message} message */
function senderLine(message) {
  const element = h('span', { class: 'message-sender', dir: 'auto' }, senderName(message));
  element.style.setProperty('--hue', String(hue(message.sender.account)));
  return element;
}

/** @param {Message} message */
function body(message) {
  const unknown = message.kind === 'unknown';
  const text = unknown
    ? h('em', {}, t('unknownMessage'))
    : h('span', { class: 'message-text' }, ...withLinks(message.text));
  return h('div', { class: 'bubble-body', dir: 'auto' }, text, meta(message));
}

/** @param {Message} message */
function meta(message) {
  const time = h(
    'time',
    { datetime: machineTime(message.at), title: moment(message.at) },
    timeOfDay(message.at),
  );
  return h('span', { class: 'message-meta' }, time, message.sender.own && tick(message.state));
}
