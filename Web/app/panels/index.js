// @ts-check
import { chatInfoPanel } from './chat-info.js';
import { linkDevicePanel } from './link-device.js';
import { linkedDevicesPanel } from './linked-devices.js';
import { newChatPanel } from './new-chat.js';
import { newGroupPanel } from './new-group.js';
import { securityCodePanel } from './security-code.js';
import { settingsPanel } from './settings.js';
import { shortcutsPanel } from './shortcuts.js';

/** @import { App } from '../app.js' */
/** @import { Panel, PanelName } from '../navigation.js' */

/** @type {Record<PanelName, { side: 'start' | 'end', make: (app: App, panel: Panel) => HTMLElement }>} */
const panels = {
  newChat: { side: 'start', make: newChatPanel },
  newGroup: { side: 'start', make: newGroupPanel },
  settings: { side: 'end', make: settingsPanel },
  shortcuts: { side: 'end', make: shortcutsPanel },
  linkedDevices: { side: 'end', make: linkedDevicesPanel },
  linkDevice: { side: 'end', make: linkDevicePanel },
  chatInfo: { side: 'end', make: chatInfoPanel },
  securityCode: { side: 'end', make: securityCodePanel },
};

/**
 * Over the chat list (`start`) or in the drawer beside the conversation (`end`).
 *
 * @param {PanelName} name
 */
export function sideOf(name) {
  return panels[name]?.side ?? 'end';
}

/**
 * @param {App} app
 * @param {Panel} panel
 */
export function panelView(app, panel) {
  return panels[panel.name]?.make(app, panel) ?? null;
}
