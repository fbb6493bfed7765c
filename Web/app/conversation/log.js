// @ts-check
import { h, place } from '../dom/element.js';
import { effect, onCleanup, signal, untracked } from '../dom/signal.js';
import { dayName } from '../dates.js';
import { t } from '../i18n/index.js';
import { iconButton } from '../parts/button.js';
import { firstUnread, indexOfOrder, isFromOthers } from '../messages.js';
import { layOut } from './layout.js';
import { MessageView } from './message-view.js';
import { noticeRow } from './notice-row.js';
import { around, atEnd, earlier, later, moved } from './range.js';
import { ReadMarks } from './read-marks.js';
import { RovingFocus } from './roving-focus.js';

/** @import { App } from '../app.js' */
/** @import { Message } from '../types.d.ts' */
/** @import { Day, Row } from './layout.js' */
/** @typedef {{ element: HTMLElement, update: (row: Row) => void }} RowView */

/** How near to an edge, in pixels, more messages are brought in. */
const nearEdge = 800;
/** How near to the end, in pixels, the log follows new messages. */
const nearEnd = 80;

/**
 * The messages of one chat. Only a window of them is in the page; what is read stays where it is on
 * the screen while messages come and go above and below (browsers differ in doing that by themselves).
 */
export class MessageLog {
  /** @type {Message[]} */
  #messages = [];
  #range = { start: 0, end: 0 };
  #hasOlder = false;
  #loading = false;
  #opened = false;
  /** Whether the end is followed. */
  #following = true;
  /** @type {number | null} */
  #unreadFrom = null;
  #unreadAtOpening;
  #focus;
  #marks;
  /** @type {Map<string, HTMLElement>} */
  #days = new Map();
  /** @type {Map<string, RowView>} */
  #rows = new Map();
  /** @type {{ element: HTMLElement, top: number } | null} */
  #anchor = null;
  #below = signal(/** @type {number | null} */ (null));

  /**
   * @param {App} app
   * @param {string} chat
   * @param {number} unread How many messages were unread when the chat was opened.
   */
  constructor(app, chat, unread) {
    this.app = app;
    this.chat = chat;
    this.#unreadAtOpening = unread;
    this.#marks = new ReadMarks((order) => app.client.send({ type: 'markRead', chat, order }));
    this.scroller = h('div', {
      class: 'log',
      role: 'log',
      'aria-label': t('messages'),
      'aria-live': 'off',
      onscroll: () => this.#scrolled(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#focus.key(event),
    });
    this.#focus = new RovingFocus(this.scroller);
    this.element = h('div', { class: 'log-frame' }, this.scroller, this.#jumpButton());
    this.#follow();
  }

  /** Shows the newest message and stays with it. */
  showEnd() {
    this.#unreadFrom = null;
    this.#following = true;
    this.#range = atEnd(this.#messages.length);
    this.#draw();
    this.#toEnd();
  }

  /**
   * Shows a message and points it out.
   *
   * @param {string} id
   */
  showMessage(id) {
    const index = this.#messages.findIndex((message) => message.id === id);
    if (index < 0) return;
    this.#following = false;
    this.#range = around(index, this.#messages.length);
    this.#draw();
    const element = this.#rows.get(id)?.element;
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
    element?.classList.add('pointed');
    setTimeout(() => element?.classList.remove('pointed'), 1600);
  }

  /** @param {string} id */
  find(id) {
    return this.#messages.find((message) => message.id === id) ?? null;
  }

  #follow() {
    effect(() => {
      const conversation = this.app.store.conversation.value;
      if (conversation?.chat === this.chat) untracked(() => this.#receive(conversation));
    });
    const resized = new ResizeObserver(() => this.#hold());
    resized.observe(this.scroller);
    const looked = () => this.#marks.tell();
    document.addEventListener('visibilitychange', looked);
    onCleanup(() => {
      resized.disconnect();
      document.removeEventListener('visibilitychange', looked);
    });
  }

  /** @param {{ messages: Message[], hasOlder: boolean }} conversation */
  #receive({ messages, hasOlder }) {
    const opening = !this.#opened;
    this.#hasOlder = hasOlder;
    this.#loading = false;
    // The first unread message is where the log opens: it is not shown before that is here.
    if (opening && hasOlder && this.#lacksUnread(messages)) return this.#loadOlder();
    this.#opened = true;
    this.#range = this.#following || opening
      ? atEnd(messages.length)
      : moved(this.#range, this.#messages, messages);
    this.#messages = messages;
    if (opening) this.#open();
    else this.#noteHidden();
    this.#draw();
    if (opening) this.#settle();
    else this.#hold();
    this.#extend();
  }

  /** @param {Message[]} messages */
  #lacksUnread(messages) {
    return messages.filter(isFromOthers).length < this.#unreadAtOpening;
  }

  /** The first messages are here: finds where the unread ones begin. */
  #open() {
    this.#marks.open(this.#messages.findLast(isFromOthers)?.order);
    this.#unreadFrom = firstUnread(this.#messages, this.#unreadAtOpening);
    if (this.#unreadFrom === null) return;
    this.#following = false;
    this.#range = around(indexOfOrder(this.#messages, this.#unreadFrom), this.#messages.length);
  }

  /** What comes while nobody looks begins at a divider. */
  #noteHidden() {
    if (document.visibilityState === 'visible' || this.#unreadFrom !== null) return;
    const fresh = this.#messages.slice(indexOfOrder(this.#messages, this.#marks.seenUpTo + 1));
    this.#unreadFrom = fresh.find(isFromOthers)?.order ?? null;
  }

  /** The first look at a chat: at the unread divider, or at the end. */
  #settle() {
    const divider = this.#rows.get('unread')?.element;
    if (!divider) return this.#toEnd();
    const third = this.scroller.clientHeight / 3;
    this.scroller.scrollTop += this.#top(divider) - third;
    this.#scrolled();
  }

  #draw() {
    const days = layOut(this.#messages, this.#range, this.#unreadFrom);
    this.#keep(days);
    place(this.scroller, days.map((day) => this.#drawDay(day)));
    this.#focus.update();
  }

  /** @param {Day[]} days */
  #keep(days) {
    const keys = new Set(days.flatMap((day) => [day.key, ...day.rows.map((row) => row.key)]));
    for (const key of this.#days.keys()) keys.has(key) || this.#days.delete(key);
    for (const key of this.#rows.keys()) keys.has(key) || this.#rows.delete(key);
  }

  /** @param {Day} day */
  #drawDay(day) {
    const chip = () => h('div', { class: 'day-chip' }, h('span', {}, dayName(day.at)));
    const element = this.#days.get(day.key) ?? h('div', { class: 'day' }, chip());
    this.#days.set(day.key, element);
    const [first] = element.children;
    place(element, [first, ...day.rows.map((row) => this.#drawRow(row))]);
    return element;
  }

  /** @param {Row} row */
  #drawRow(row) {
    const view = this.#rows.get(row.key) ?? this.#makeRow(row);
    this.#rows.set(row.key, view);
    view.update(row);
    if (row.kind === 'message') this.#number(view.element, row.index);
    return view.element;
  }

  /**
   * @param {Row} row
   * @returns {RowView}
   */
  #makeRow(row) {
    switch (row.kind) {
      case 'message':
        return new MessageView(this);
      case 'notice':
        return noticeRow();
      case 'unread':
        return {
          element: h('div', { class: 'unread-divider' }, h('span', {}, t('unreadDivider'))),
          update() {},
        };
    }
  }

  /**
   * @param {HTMLElement} element
   * @param {number} index
   */
  #number(element, index) {
    const size = this.#hasOlder ? -1 : this.#messages.length;
    if (element.ariaPosInSet === String(index + 1) && element.ariaSetSize === String(size)) return;
    element.setAttribute('aria-posinset', String(index + 1));
    element.setAttribute('aria-setsize', String(size));
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const left = scrollHeight - scrollTop - clientHeight;
    this.#following = this.#range.end === this.#messages.length && left < nearEnd;
    this.#remember();
    this.#extend();
    this.#look();
  }

  /** Brings in messages beyond the edge that is near. */
  #extend() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const left = scrollHeight - scrollTop - clientHeight;
    if (scrollTop < nearEdge && this.#range.start > 0) this.#shift(earlier(this.#range));
    else if (scrollTop < nearEdge && this.#hasOlder) this.#loadOlder();
    else if (left < nearEdge && this.#range.end < this.#messages.length) {
      this.#shift(later(this.#range, this.#messages.length));
    }
  }

  #loadOlder() {
    if (this.#loading) return;
    this.#loading = true;
    this.app.client.send({ type: 'loadOlder', chat: this.chat });
  }

  /** @param {import('./range.js').Range} range */
  #shift(range) {
    this.#remember();
    this.#range = range;
    this.#draw();
    this.#hold();
  }

  /** Remembers the first visible message and where it stands. */
  #remember() {
    const { top, bottom } = this.scroller.getBoundingClientRect();
    this.#anchor = null;
    for (const { element } of this.#rows.values()) {
      const box = element.getBoundingClientRect();
      if (box.bottom <= top || box.top >= bottom) continue;
      if (!this.#anchor || box.top - top < this.#anchor.top) {
        this.#anchor = { element, top: box.top - top };
      }
    }
  }

  /** Puts the remembered message back where it stood, or stays at the end. */
  #hold() {
    if (this.#following) return this.#toEnd();
    if (this.#anchor?.element.isConnected) {
      this.scroller.scrollTop += this.#top(this.#anchor.element) - this.#anchor.top;
    }
    this.#look();
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#look();
  }

  /** @param {HTMLElement} element */
  #top(element) {
    return element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  /** Notes what has been seen, for receipts and for the count on the jump button. */
  #look() {
    const last = this.#following ? this.#messages.findLast(isFromOthers) : this.#lastVisible();
    this.#marks.see(last?.order);
    this.#below.value = this.#following ? null : this.#countBelow();
  }

  #lastVisible() {
    const { bottom } = this.scroller.getBoundingClientRect();
    for (let index = this.#range.end - 1; index >= this.#range.start; index -= 1) {
      const message = this.#messages[index];
      const element = isFromOthers(message) && this.#rows.get(message.id)?.element;
      if (element && element.getBoundingClientRect().top < bottom) return message;
    }
    return null;
  }

  #countBelow() {
    const unseen = this.#messages.slice(indexOfOrder(this.#messages, this.#marks.seenUpTo + 1));
    return unseen.filter(isFromOthers).length;
  }

  #jumpButton() {
    const name = () => {
      const count = this.#below.value ?? 0;
      return count > 0 ? t('jumpToLatestCount', { count }) : t('jumpToLatest');
    };
    const button = iconButton('down', '', () => this.showEnd(), {
      class: 'icon-button jump',
      hidden: () => this.#below.value === null,
      'aria-label': name,
      title: name,
    });
    const count =
      () => (this.#below.value ? h('span', { class: 'unread-pill' }, this.#below.value) : null);
    button.append(h('span', { class: 'jump-count' }, count));
    return button;
  }
}
