// @ts-check
import { h } from '../dom/element.js';
import { computed, effect, onCleanup, signal, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { field, focusSoon, form } from '../parts/field.js';
import { panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { linkSentence } from '../problems.js';
import { workerURL } from '../trusted.js';

/** @import { App } from '../app.js' */
/** @import { CameraProblem } from '../../scan/camera.js' */
/** @import { Key } from '../i18n/index.js' */
/** @import { Linking } from '../types.d.ts' */
/** @typedef {(text: string) => void} UseText */

/**
 * The phone's side of linking: the camera or a pasted text, then the check code.
 *
 * @param {App} app
 */
export function linkDevicePanel(app) {
  const state = computed(() => app.store.linking.value.state);
  const begun = signal(false);
  const problem = problemLine(app.client, ['useLinkText', 'confirmLink']);

  /** @type {UseText} */
  function useText(text) {
    if (untracked(() => stageOf(state.value, begun.value)) !== 'scan') return;
    begun.value = true;
    problem.say();
    app.client.send({ type: 'useLinkText', text: text.trim() });
  }

  function again() {
    begun.value = false;
  }

  leaveWhenDone(app, state, begun);
  onCleanup(() =>
    begun.peek() && state.peek() !== 'done' && app.client.send({ type: 'cancelLink' })
  );
  return panel(
    app,
    t('linkDevice'),
    problem.element,
    () => {
      const stage = stageOf(state.value, begun.value);
      return untracked(() => stageView(app, stage, useText, again));
    },
  );
}

/**
 * What a finished link of before left behind is not this one's.
 *
 * @param {Linking['state']} state
 * @param {boolean} begun
 */
function stageOf(state, begun) {
  if (!begun && (state === 'idle' || state === 'done' || state === 'failed')) return 'scan';
  return state;
}

/**
 * @param {App} app
 * @param {'scan' | Linking['state']} stage
 * @param {UseText} useText
 * @param {() => void} again
 */
function stageView(app, stage, useText, again) {
  switch (stage) {
    case 'scan':
      return scanning(useText);
    case 'idle':
    case 'contacting':
      return waiting(t('linking.contacting'));
    case 'confirm':
      return confirm(app);
    case 'finishing':
      return waiting(t('linking.finishing'));
    case 'done':
      return waiting(t('linking.done'));
    case 'failed':
      return failed(app, again);
  }
}

/** @param {UseText} useText */
function scanning(useText) {
  return h(
    'div',
    { class: 'stack panel-form' },
    h('p', {}, t('linking.lead')),
    camera(useText),
    textForm(useText),
  );
}

/** @param {UseText} useText */
function camera(useText) {
  const words = signal('');
  const video = h('video', { class: 'camera', 'aria-label': t('camera'), playsinline: true });
  video.muted = true;
  startCamera(video, useText, (sentence) => (words.value = sentence));
  return h(
    'div',
    { class: 'camera-frame' },
    video,
    h('span', { class: 'finder', 'aria-hidden': 'true' }),
    h('p', { class: 'camera-words', role: 'status' }, () => words.value),
  );
}

/** @type {Record<CameraProblem, Key>} */
const cameraSentences = {
  missing: 'camera.missing',
  denied: 'camera.denied',
  busy: 'camera.busy',
  insecure: 'camera.insecure',
  failed: 'camera.failed',
};

/**
 * Scans until the view is left; the scanner is loaded only now.
 *
 * @param {HTMLVideoElement} video
 * @param {UseText} useText
 * @param {(sentence: string) => void} say
 */
function startCamera(video, useText, say) {
  let left = false;
  /** @type {{ stop: () => void } | null} */
  let scanning = null;
  const createWorker = () => new Worker(workerURL('/scan/worker.js'), { type: 'module' });
  const onProblem = (/** @type {CameraProblem} */ problem) => say(t(cameraSentences[problem]));
  import('../../scan/camera.js').then(({ scan }) => {
    if (!left) scanning = scan(video, { createWorker, onText: useText, onProblem });
  }).catch(() => onProblem('failed'));
  onCleanup(() => {
    left = true;
    scanning?.stop();
  });
}

/** @param {UseText} useText */
function textForm(useText) {
  const text = field(
    t('linkText'),
    { dir: 'ltr', spellcheck: 'false', autocapitalize: 'off' },
    t('linking.textHint'),
  );
  return form(
    { class: 'stack' },
    () => text.input.value.trim() !== '' && useText(text.input.value),
    text.element,
    h('button', { type: 'submit', class: 'secondary' }, t('useLinkText')),
  );
}

/** @param {App} app */
function confirm(app) {
  const code = field(t('link.checkCode'), {
    inputmode: 'numeric',
    maxlength: 12,
    dir: 'ltr',
    class: 'input input-code',
  }, t('linking.checkHint'));
  focusSoon(code.input);
  const submit = () =>
    app.client.send({ type: 'confirmLink', code: code.input.value.replace(/\D/g, '') });
  return form(
    { class: 'stack panel-form' },
    submit,
    deviceCard(app),
    code.element,
    h('p', { class: 'problem', role: 'alert' }, () => triesLeft(app)),
    h('button', { type: 'submit', class: 'primary' }, t('link.do')),
    h('button', {
      type: 'button',
      class: 'text-button',
      onclick: () => app.navigation.closePanel(),
    }, t('cancel')),
  );
}

/** @param {App} app */
function deviceCard(app) {
  const linking = () => app.store.linking.value;
  const network =
    () => (linking().sameNetwork ? t('linking.sameNetwork') : t('linking.otherNetwork'));
  return h(
    'div',
    { class: () => `device-card${linking().sameNetwork ? '' : ' caution'}` },
    icon('desktop'),
    h(
      'p',
      { class: 'device-name', dir: 'auto' },
      () =>
        t('browserOnSystem', { browser: linking().browser ?? '', system: linking().system ?? '' }),
    ),
    h('p', { class: 'device-activity' }, network),
  );
}

/** @param {App} app */
function triesLeft(app) {
  const left = app.store.linking.value.triesLeft;
  if (left === undefined || left >= 3) return '';
  return `${t('problem.wrongCheckCode')} ${t('triesLeft', { count: left })}`;
}

/** @param {string} words */
function waiting(words) {
  return h(
    'div',
    { class: 'waiting' },
    h('span', { class: 'spinner' }),
    h('p', { role: 'status' }, words),
  );
}

/**
 * @param {App} app
 * @param {() => void} again
 */
function failed(app, again) {
  return h(
    'div',
    { class: 'stack panel-form' },
    h('p', { class: 'problem', role: 'alert' }, () => linkSentence(app.store.linking.value.reason)),
    h('button', { type: 'button', class: 'primary', onclick: again }, t('tryAgain')),
  );
}

/**
 * @param {App} app
 * @param {import('../dom/signal.js').Signal<Linking['state']>} state
 * @param {import('../dom/signal.js').Signal<boolean>} begun
 */
function leaveWhenDone(app, state, begun) {
  effect(() => {
    if (state.value === 'done' && begun.peek()) queueMicrotask(() => app.navigation.closePanel());
  });
}
