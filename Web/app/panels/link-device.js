// @ts-check
import { h } from '../dom/element.js';
import { computed, effect, onCleanup, signal, untracked } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { field, focusSoon, form, sixDigits } from '../parts/field.js';
import { inFlight } from '../parts/in-flight.js';
import { panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { linkSentence } from '../problems.js';
import { workerURL } from '../trusted.js';

/** @import { App } from '../app.js' */
/** @import { CameraProblem } from '../../scan/camera.js' */
/** @import { Key } from '../i18n/index.js' */
/** @import { Linking } from '../types.d.ts' */
/** @import { Signal } from '../dom/signal.js' */

/**
 * What the views of one attempt can do.
 *
 * @typedef {object} Attempt
 * @property {(text: string) => void} useText
 * @property {(code: string) => void} confirm
 * @property {() => void} again
 * @property {HTMLElement} problem Where problems are told.
 */

/**
 * The phone's side of linking: the camera or a pasted text, then the check code.
 *
 * @param {App} app
 */
export function linkDevicePanel(app) {
  const state = computed(() => app.store.linking.value.state);
  const begun = signal(false);
  const attempt = makeAttempt(app, state, begun);
  leaveWhenDone(app, state, begun);
  onCleanup(() => {
    if (begun.peek() && state.peek() !== 'done') app.client.send({ type: 'cancelLink' });
  });
  return panel(app, t('linkDevice'), () => {
    const stage = stageOf(state.value, begun.value);
    return untracked(() => stageView(app, stage, attempt));
  });
}

/**
 * @param {App} app
 * @param {Signal<Linking['state']>} state
 * @param {Signal<boolean>} begun
 * @returns {Attempt}
 */
function makeAttempt(app, state, begun) {
  const flight = inFlight();
  const problem = problemLine(app.client, ['useLinkText', 'confirmLink'], () => {
    flight.ends();
    if (hasEnded(state.peek())) begun.value = false;
  });
  return {
    problem: problem.element,
    useText(text) {
      if (stageOf(state.peek(), begun.peek()) !== 'scan') return;
      begun.value = true;
      flight.ends();
      problem.say();
      app.client.send({ type: 'useLinkText', text: text.trim() });
    },
    confirm(code) {
      const digits = sixDigits(code);
      if (!digits) return problem.say(t('sixDigits'));
      if (flight.begins()) return;
      problem.say();
      app.client.send({ type: 'confirmLink', code: digits });
    },
    again() {
      flight.ends();
      begun.value = false;
    },
  };
}

/** @param {Linking['state']} state */
function hasEnded(state) {
  return state === 'idle' || state === 'done' || state === 'failed';
}

/**
 * What a finished link of before left behind is not this one's.
 *
 * @param {Linking['state']} state
 * @param {boolean} begun
 */
function stageOf(state, begun) {
  return !begun && hasEnded(state) ? 'scan' : state;
}

/**
 * @param {App} app
 * @param {'scan' | Linking['state']} stage
 * @param {Attempt} attempt
 */
function stageView(app, stage, attempt) {
  switch (stage) {
    case 'scan':
      return scanning(attempt);
    case 'idle':
    case 'contacting':
      return waiting(t('linking.contacting'));
    case 'confirm':
      return confirm(app, attempt);
    case 'finishing':
      return waiting(t('linking.finishing'));
    case 'done':
      return waiting(t('linking.done'));
    case 'failed':
      return failed(app, attempt);
  }
}

/** @param {Attempt} attempt */
function scanning({ useText, problem }) {
  return h(
    'div',
    { class: 'stack panel-form' },
    problem,
    h('p', {}, t('linking.lead')),
    camera(useText),
    textForm(useText),
  );
}

/** @param {Attempt['useText']} useText */
function camera(useText) {
  const words = signal('');
  const video = h('video', { class: 'camera', 'aria-label': t('camera'), playsinline: true });
  video.muted = true;
  startCamera(video, useText, (sentence) => (words.value = sentence));
  return h(
    'div',
    { class: () => `camera-frame${words.value ? ' camera-off' : ''}` },
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
 * @param {Attempt['useText']} useText
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

/** @param {Attempt['useText']} useText */
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

/**
 * @param {App} app
 * @param {Attempt} attempt
 */
function confirm(app, attempt) {
  const attributes = { inputmode: 'numeric', maxlength: 12, dir: 'ltr', class: 'input input-code' };
  const code = field(t('link.checkCode'), attributes, t('linking.checkHint'));
  const cancel = () => app.navigation.closePanel();
  focusSoon(code.input);
  return form(
    { class: 'stack panel-form' },
    () => attempt.confirm(code.input.value),
    deviceCard(app),
    code.element,
    attempt.problem,
    h('button', { type: 'submit', class: 'primary' }, t('link.do')),
    h('button', { type: 'button', class: 'text-button', onclick: cancel }, t('cancel')),
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
 * @param {Attempt} attempt
 */
function failed(app, { again }) {
  return h(
    'div',
    { class: 'stack panel-form' },
    h('p', { class: 'problem', role: 'alert' }, () => linkSentence(app.store.linking.value.reason)),
    h('button', { type: 'button', class: 'primary', onclick: again }, t('tryAgain')),
  );
}

/**
 * @param {App} app
 * @param {Signal<Linking['state']>} state
 * @param {Signal<boolean>} begun
 */
function leaveWhenDone(app, state, begun) {
  effect(() => {
    if (state.value === 'done' && begun.peek()) queueMicrotask(() => app.navigation.closePanel());
  });
}
