// @ts-check
/** Who is in a chat, and what may be done with them. */
import { avatar } from '../avatar.js';
import { h, keyed } from '../dom/element.js';
import { t } from '../i18n/index.js';
import { iconButton, rowButton } from '../parts/button.js';
import { openMenu } from '../parts/menu.js';
import { group } from '../parts/panel.js';

/** @import { App } from '../app.js' */
/** @import { ChatInfo, Participant } from '../types.d.ts' */
/** @import { MenuItem } from '../parts/menu.js' */

/**
 * @param {App} app
 * @param {ChatInfo | null} info
 */
export function people(app, info) {
  if (!info) return null;
  const others = info.participants.filter((it) => !it.own);
  if (info.kind !== 'group') {
    return h(
      'div',
      { class: 'panel-group' },
      ...others.map((it) => securityButton(app, it, t('securityCode'))),
    );
  }
  const list = h('ul', { class: 'contacts', role: 'list', 'aria-label': t('members') });
  keyed(list, () => info.participants, (it) => it.account, (it) => memberRow(app, info, it));
  return group(t('members'), list);
}

/**
 * @param {App} app
 * @param {Participant} participant
 * @param {string} name
 */
function securityButton(app, participant, name) {
  return rowButton('shield', name, () => openSecurityCode(app, participant));
}

/**
 * @param {App} app
 * @param {Participant} participant
 */
function openSecurityCode(app, participant) {
  app.navigation.pushPanel({ name: 'securityCode', account: participant.account });
}

/**
 * @param {App} app
 * @param {ChatInfo} info
 * @param {Participant} participant
 */
function memberRow(app, info, participant) {
  const name = participant.own ? t('you') : participant.name || participant.number || t('someone');
  const actions = memberActions(app, info, participant);
  const button = iconButton(
    'more',
    t('actionsFor', { name }),
    () => openMenu(button, name, actions, button),
    {
      'aria-haspopup': 'menu',
    },
  );
  return h(
    'li',
    { class: 'member' },
    avatar(participant.account, participant.name),
    h('span', { class: 'contact-name', dir: 'auto' }, name),
    h('span', { class: 'contact-number', dir: 'ltr' }, participant.number ?? ''),
    participant.role === 'admin' ? h('span', { class: 'badge' }, t('admin')) : null,
    actions.length > 0 ? button : null,
  );
}

/**
 * What may be done with a member, by one's own role.
 *
 * @param {App} app
 * @param {ChatInfo} info
 * @param {Participant} participant
 * @returns {MenuItem[]}
 */
function memberActions(app, info, { account, own, role, ...rest }) {
  if (own) return [];
  const { chat } = info;
  /** @type {MenuItem[]} */
  const items = [{
    icon: 'shield',
    name: t('securityCode'),
    run: () => openSecurityCode(app, { account, own, role, ...rest }),
  }];
  if (info.ownRole !== 'admin') return items;
  const isAdmin = role === 'admin';
  return [
    ...items,
    {
      icon: 'star',
      name: isAdmin ? t('dismissAdmin') : t('makeAdmin'),
      run: () => app.client.send({ type: isAdmin ? 'dismissAdmin' : 'makeAdmin', chat, account }),
    },
    {
      icon: 'close',
      name: t('removeMember'),
      run: () => app.client.send({ type: 'removeMember', chat, account }),
    },
  ];
}
