// @ts-check
import { h } from '../dom/element.js';
import { computed, effect, signal, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { brand } from '../parts/brand.js';
import { farewell } from '../parts/farewell.js';
import { loadingBar } from '../parts/loading-bar.js';
import { linkSentence } from '../problems.js';
import { qrCode } from '../qr.js';

/** @import { App } from '../app.js' */
/** @import { Signal } from '../dom/signal.js' */
/** @import { Link } from '../types.d.ts' */

/**
 * Shows the code that the phone scans, and every state until the chats are here.
 *
 * @param {App} app
 */
export function linkScreen(app) {
  const asText = signal(false);
  const state = computed(() => app.store.link.value?.state ?? 'preparing');
  const isOpen = computed(() => state.value === 'preparing' || state.value === 'shown');
  effect(() => {
    if (!isOpen.value) asText.value = false;
  });
  startLinking(app);
  return h(
    'main',
    { class: 'link-screen' },
    brand(app),
    h(
      'div',
      { class: 'card link-card' },
      () => farewell(app.store.logOutReason.value),
      h(
        'div',
        { class: 'link-columns' },
        h(
          'div',
          { class: 'link-words' },
          h('h1', {}, t('link.title')),
          steps(),
          options(app, asText, isOpen),
        ),
        h('div', { class: 'link-code' }, () => codeOf(app, state.value)),
      ),
      () => asText.value && textCode(app),
    ),
    h('p', { class: 'link-foot' }, icon('lock'), t('encrypted')),
  );
}

/**
 * Asks for a code once, unless another tab has already: a link that nobody started also says "preparing".
 *
 * @param {App} app
 */
function startLinking(app) {
  untracked(() => {
    const isStarted = app.store.session.value?.phase === 'linking';
    if (!isStarted || app.store.link.value?.state === 'done') start(app);
  });
}

/** @param {App} app */
function start(app) {
  app.client.send({ type: 'startLink', keepSignedIn: app.keepSignedIn.peek() });
}

function steps() {
  return h(
    'ol',
    { class: 'steps' },
    h('li', {}, t('link.step1')),
    h('li', {}, t('link.step2')),
    h('li', {}, t('link.step3')),
    h('li', {}, t('link.step4')),
  );
}

/**
 * @param {App} app
 * @param {Signal<boolean>} asText
 * @param {Signal<boolean>} isOpen Whether there is a code to link with.
 */
function options(app, asText, isOpen) {
  const change = (/** @type {Event} */ event) => {
    app.keepSignedIn.value = /** @type {HTMLInputElement} */ (event.target).checked;
    start(app);
  };
  return h(
    'div',
    { class: 'link-options' },
    h(
      'label',
      { class: 'check' },
      h('input', {
        type: 'checkbox',
        checked: app.keepSignedIn.peek(),
        'aria-describedby': 'keep-hint',
        onchange: change,
      }),
      t('link.keep'),
    ),
    h('p', { id: 'keep-hint', class: 'field-hint' }, () => keepHint(app)),
    h(
      'button',
      {
        type: 'button',
        class: 'text-button',
        'aria-expanded': () => String(asText.value),
        disabled: () => !isOpen.value,
        onclick: () => (asText.value = !asText.peek()),
      },
      t('link.withText'),
    ),
  );
}

/** @param {App} app */
function keepHint(app) {
  return app.keepSignedIn.value ? t('link.keepOn') : t('link.keepOff');
}

/**
 * @param {App} app
 * @param {Link['state']} state
 */
function codeOf(app, state) {
  switch (state) {
    case 'preparing':
      return status(h('div', { class: 'code-frame skeleton' }), t('link.preparing'));
    case 'shown':
      return status(freshCode(app), t('link.shown'));
    case 'scanned':
      return scanned(app);
    case 'syncing':
    case 'done':
      return status(loadingBar(app), t('link.syncing'));
    case 'expired':
      return reload(app, t('link.expired'));
    case 'offline':
      return reload(app, t('link.offline'));
    case 'refused':
      return reload(app, linkSentence(app.store.link.peek()?.reason ?? 'refused'));
  }
}

/**
 * @param {HTMLElement} picture
 * @param {string} words
 */
function status(picture, words) {
  return h(
    'div',
    { class: 'code-state' },
    picture,
    h('p', { class: 'code-words', role: 'status' }, words),
  );
}

/** @param {App} app */
function freshCode(app) {
  return h('div', { class: 'code-frame' }, () => {
    const link = app.store.link.value;
    if (!link?.modules || !link.size) return null;
    return qrCode({
      size: link.size,
      modules: link.modules,
      payload: link.payload ?? '',
      label: t('link.qrCode'),
    });
  });
}

/** @param {App} app */
function scanned(app) {
  const digits = () => app.store.link.value?.checkCode ?? '';
  const cancel = () => app.client.send({ type: 'cancelLink' });
  return h(
    'div',
    { class: 'code-state' },
    h('h2', { class: 'code-title' }, icon('phone'), t('link.checkPhone')),
    h('p', { class: 'code-words' }, t('link.typeCheckCode')),
    h('p', { class: 'check-code', role: 'status', 'aria-label': t('link.checkCode') }, digits),
    h('button', { type: 'button', class: 'text-button', onclick: cancel }, t('cancel')),
  );
}

/**
 * @param {App} app
 * @param {string} words
 */
function reload(app, words) {
  const again = () => app.client.send({ type: 'reloadCode' });
  return h(
    'div',
    { class: 'code-state' },
    h(
      'div',
      { class: 'code-frame spent' },
      h(
        'button',
        { type: 'button', class: 'primary', onclick: again },
        icon('retry'),
        t('link.reload'),
      ),
    ),
    h('p', { class: 'code-words', role: 'status' }, words),
  );
}

/**
 * The payload as text, for a phone without a camera.
 *
 * @param {App} app
 */
function textCode(app) {
  const payload = () => app.store.link.value?.payload ?? '';
  const copied = signal(false);
  const copy = () =>
    navigator.clipboard.writeText(untracked(payload)).then(() => (copied.value = true));
  effect(() => {
    payload();
    copied.value = false;
  });
  return h(
    'div',
    { class: 'text-code' },
    h('p', { id: 'text-code-hint' }, t('link.textHint')),
    h('code', { class: 'text-code-payload', dir: 'ltr' }, payload),
    h(
      'button',
      { type: 'button', class: 'secondary', onclick: copy, disabled: () => payload() === '' },
      icon('copy'),
      () => (copied.value ? t('copied') : t('link.copyText')),
    ),
  );
}
