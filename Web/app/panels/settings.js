// @ts-check
import { avatar } from '../avatar.js';
import { h } from '../dom/element.js';
import { signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { rowButton } from '../parts/button.js';
import { field, form } from '../parts/field.js';
import { languageChoice } from '../parts/language.js';
import { group, panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { themes } from '../preferences.js';
import { sentence } from '../problems.js';

/** @import { App } from '../app.js' */

/**
 * The account, the look, the devices, and the way out.
 *
 * @param {App} app
 */
export function settingsPanel(app) {
  const { navigation } = app;
  return panel(
    app,
    t('settings'),
    profile(app),
    group(
      t('appearance'),
      setting(t('theme'), themeChoice(app)),
      setting(t('language'), languageChoice(app)),
      rowButton(
        'keyboard',
        t('keyboardShortcuts'),
        () => navigation.pushPanel({ name: 'shortcuts' }),
      ),
    ),
    group(
      t('devices'),
      rowButton(
        'desktop',
        t('linkedDevices'),
        () => navigation.pushPanel({ name: 'linkedDevices' }),
      ),
      app.kind === 'phone'
        ? null
        : rowButton('leave', t('logOut'), () => app.client.send({ type: 'logOut' }), {
          class: 'row-button danger',
        }),
    ),
    h('p', { class: 'panel-note' }, app.kind === 'phone' ? t('phoneNote') : t('desktopNote')),
  );
}

/** @param {App} app */
function profile(app) {
  const account = () => app.store.session.value?.account;
  return h(
    'div',
    { class: 'profile' },
    () => avatar(account()?.id ?? '', account()?.name ?? ''),
    h('p', { class: 'profile-name', dir: 'auto' }, () => account()?.name ?? ''),
    h('p', { class: 'muted', dir: 'ltr' }, () => account()?.number ?? ''),
    app.kind === 'phone' ? rename(app) : null,
  );
}

/** @param {App} app */
function rename(app) {
  const open = signal(false);
  const problem = problemLine(app.client, ['setName']);
  const edit = () =>
    h(
      'button',
      { type: 'button', class: 'text-button', onclick: () => (open.value = true) },
      t('editName'),
    );
  return h(
    'div',
    { class: 'rename' },
    () => (open.value ? renameForm(app, open, problem) : edit()),
    problem.element,
  );
}

/**
 * @param {App} app
 * @param {import('../dom/signal.js').Signal<boolean>} open
 * @param {{ say: (sentence?: string) => void }} problem
 */
function renameForm(app, open, problem) {
  const value = app.store.session.peek()?.account?.name ?? '';
  const name = field(t('register.name'), {
    value,
    maxlength: 64,
    dir: 'auto',
    autocomplete: 'name',
  });
  return form(
    { class: 'stack' },
    () => {
      const typed = name.input.value.trim();
      if (typed === '') return problem.say(sentence({ code: 'nameMissing' }));
      problem.say();
      app.client.send({ type: 'setName', name: typed });
      open.value = false;
    },
    name.element,
    h('button', { type: 'submit', class: 'primary' }, t('save')),
  );
}

/**
 * @param {string} name
 * @param {HTMLElement} control
 */
function setting(name, control) {
  return h('div', { class: 'setting' }, h('span', { 'aria-hidden': 'true' }, name), control);
}

/** @param {App} app */
function themeChoice(app) {
  return h(
    'select',
    {
      class: 'select',
      'aria-label': t('theme'),
      onchange: (/** @type {Event} */ event) =>
        app.preferences.chooseTheme(/** @type {HTMLSelectElement} */ (event.target).value),
    },
    ...themes.map((theme) =>
      h(
        'option',
        { value: theme, selected: theme === app.preferences.theme.peek() },
        t(`theme.${theme}`),
      )
    ),
  );
}
