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

/** @type {Record<PanelName, (app: App, panel: Panel) => HTMLElement>} */
export const panels = {
  newChat: newChatPanel,
  newGroup: newGroupPanel,
  settings: settingsPanel,
  shortcuts: shortcutsPanel,
  linkedDevices: linkedDevicesPanel,
  linkDevice: linkDevicePanel,
  chatInfo: chatInfoPanel,
  securityCode: securityCodePanel,
};
