// @ts-check
import { moment } from '../dates.js';
import { h, keyed } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';
import { panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';

/** @import { App } from '../app.js' */
/** @import { Device } from '../types.d.ts' */

/**
 * Every device of the account. The phone decides about them; a computer only shows them.
 *
 * @param {App} app
 */
export function linkedDevicesPanel(app) {
  const isPhone = app.kind === 'phone';
  const problem = problemLine(app.client, ['listDevices', 'logOutDevice', 'logOutAll']);
  const linked = () => (app.store.devices.value ?? []).filter((device) => device.kind !== 'phone');
  const list = h('ul', { class: 'devices', role: 'list', 'aria-label': t('linkedDevices') });
  keyed(
    list,
    linked,
    (device) => device.id,
    (device, current) => deviceRow(app, device.id, current),
  );
  app.client.send({ type: 'listDevices' });
  return panel(
    app,
    t('linkedDevices'),
    isPhone ? linkButton(app) : h('p', { class: 'panel-note' }, t('devicesFromPhone')),
    problem.element,
    list,
    () => (app.store.devices.value && linked().length === 0
      ? h('p', { class: 'empty' }, t('noDevices'))
      : null),
    () => (isPhone && linked().length > 0 ? logOutAll(app) : null),
    h('p', { class: 'panel-note' }, icon('lock'), t('devicesNote')),
  );
}

/** @param {App} app */
function linkButton(app) {
  const open = () => app.navigation.pushPanel({ name: 'linkDevice' });
  return h(
    'div',
    { class: 'panel-form' },
    h(
      'button',
      { type: 'button', class: 'primary wide', onclick: open },
      icon('camera'),
      t('linkDevice'),
    ),
  );
}

/** @param {App} app */
function logOutAll(app) {
  return h(
    'div',
    { class: 'panel-form' },
    h(
      'button',
      {
        type: 'button',
        class: 'danger wide',
        onclick: () => app.client.send({ type: 'logOutAll' }),
      },
      t('logOutAll'),
    ),
  );
}

/**
 * @param {App} app
 * @param {string} id
 * @param {() => Device} device
 */
function deviceRow(app, id, device) {
  const logOut = () => app.client.send({ type: 'logOutDevice', device: id });
  return h(
    'li',
    { class: 'device', 'aria-label': () => `${nameOf(device())}, ${activity(device())}` },
    icon('desktop'),
    h('span', { class: 'device-name', dir: 'auto' }, () => nameOf(device())),
    h('span', { class: 'device-activity' }, () => activity(device())),
    app.kind === 'phone'
      ? h('button', { type: 'button', class: 'secondary small', onclick: logOut }, t('logOut'))
      : null,
  );
}

/** @param {Device} device */
function nameOf(device) {
  if (device.name) return device.name;
  if (device.browser && device.system) {
    return t('browserOnSystem', { browser: device.browser, system: device.system });
  }
  return device.browser || device.system || t('unnamedDevice');
}

/** @param {Device} device */
function activity(device) {
  if (device.current) return t('thisDevice');
  if (device.connected) return t('activeNow');
  return device.lastActive > 0
    ? t('lastActive', { moment: moment(device.lastActive) })
    : t('notSeenYet');
}
