// @ts-check
import { h } from '../dom/element.js';
import { computed, effect, onCleanup, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { brand } from '../parts/brand.js';
import { farewell } from '../parts/farewell.js';
import { plainNumber } from '../phone-number.js';
import { field, focusSoon, form, sixDigits } from '../parts/field.js';
import { inFlight } from '../parts/in-flight.js';
import { problemLine } from '../parts/problem.js';
import { whenOnline } from '../parts/when-online.js';

/** @import { App } from '../app.js' */
/** @import { Signal } from '../dom/signal.js' */

/**
 * The phone's first run: number, code, name.
 *
 * @param {App} app
 */
export function registrationScreen(app) {
  const editing = signal(false);
  const step = computed(() => editing.value ? 'number' : app.store.registration.value.step);
  effect(() => {
    if (app.store.registration.value) editing.value = false;
  });
  return h(
    'main',
    { class: 'registration' },
    brand(app),
    () => farewell(app.store.logOutReason.value),
    h('div', { class: 'card registration-card' }, () => stepView(app, step.value, editing)),
    h('p', { class: 'link-foot' }, icon('lock'), t('encrypted')),
  );
}

/**
 * @param {App} app
 * @param {'number' | 'code' | 'name'} step
 * @param {Signal<boolean>} editing Whether the person went back to the number.
 */
function stepView(app, step, editing) {
  switch (step) {
    case 'number':
      return numberStep(app);
    case 'code':
      return codeStep(app, editing);
    case 'name':
      return nameStep(app);
  }
}

/** @param {App} app */
function numberStep(app) {
  const known = app.store.registration.peek().number ?? '';
  const number = field(t('register.number'), {
    type: 'tel',
    autocomplete: 'tel',
    value: known,
    placeholder: '+491701234567',
    dir: 'ltr',
  }, t('register.numberHint'));
  focusSoon(number.input);
  const flight = inFlight();
  const problem = problemLine(app.client, ['requestCode'], flight.ends);
  const online = whenOnline(app);
  return form(
    { class: 'stack' },
    () => {
      if (flight.begins()) return;
      problem.say();
      const typed = plainNumber(number.input.value);
      online.run(() => app.client.send({ type: 'requestCode', number: typed }));
    },
    h('h1', {}, t('register.numberTitle')),
    h('p', { class: 'muted' }, t('register.numberLead')),
    number.element,
    problem.element,
    online.element,
    next(),
  );
}

/**
 * @param {App} app
 * @param {Signal<boolean>} editing
 */
function codeStep(app, editing) {
  const code = field(t('register.code'), {
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 12,
    dir: 'ltr',
    class: 'input input-code',
  });
  focusSoon(code.input);
  const flight = inFlight();
  const problem = problemLine(app.client, ['verifyCode', 'requestCode'], flight.ends);
  const online = whenOnline(app);
  const number = app.store.registration.peek().number ?? '';
  return form(
    { class: 'stack' },
    () => {
      const typed = sixDigits(code.input.value);
      if (!typed) return problem.say(t('sixDigits'));
      if (flight.begins()) return;
      problem.say();
      online.run(() => app.client.send({ type: 'verifyCode', code: typed }));
    },
    h('h1', {}, t('register.codeTitle')),
    h('p', { class: 'muted' }, t('register.codeLead', { number })),
    code.element,
    problem.element,
    online.element,
    next(),
    h('div', { class: 'split' }, anotherCode(app, number), changeNumber(editing)),
  );
}

/**
 * A new code, once the server allows one.
 *
 * @param {App} app
 * @param {string} number
 */
function anotherCode(app, number) {
  const now = signal(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  const seconds = computed(() =>
    Math.ceil(((app.store.registration.value.retryAt ?? 0) - now.value) / 1000)
  );
  return h(
    'button',
    {
      type: 'button',
      class: 'text-button',
      disabled: () => seconds.value > 0,
      onclick: () => app.client.send({ type: 'requestCode', number }),
    },
    () => (seconds.value > 0
      ? t('register.againIn', { count: seconds.value })
      : t('register.again')),
  );
}

/** @param {Signal<boolean>} editing */
function changeNumber(editing) {
  const change = () => (editing.value = true);
  return h(
    'button',
    { type: 'button', class: 'text-button', onclick: change },
    t('register.change'),
  );
}

/** @param {App} app */
function nameStep(app) {
  const name = field(
    t('register.name'),
    { autocomplete: 'name', maxlength: 64, dir: 'auto' },
    t('register.nameHint'),
  );
  focusSoon(name.input);
  const flight = inFlight();
  const problem = problemLine(app.client, ['setName'], flight.ends);
  return form(
    { class: 'stack' },
    () => {
      if (flight.begins()) return;
      problem.say();
      app.client.send({ type: 'setName', name: name.input.value.trim() });
    },
    h('h1', {}, t('register.nameTitle')),
    name.element,
    problem.element,
    h('button', { type: 'submit', class: 'primary' }, t('done')),
  );
}

function next() {
  return h('button', { type: 'submit', class: 'primary' }, t('next'));
}
