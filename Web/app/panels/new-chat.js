// @ts-check
import { h } from '../dom/element.js';
import { computed, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { rowButton } from '../parts/button.js';
import { field, focusSoon, form } from '../parts/field.js';
import { panel } from '../parts/panel.js';
import { problemLine } from '../parts/problem.js';
import { looksLikeNumber, plainNumber } from '../phone-number.js';
import { sentence } from '../problems.js';
import { contactList, matching } from './contacts.js';

/** @import { App } from '../app.js' */

/**
 * Starts a chat with a known contact or with a number.
 *
 * @param {App} app
 */
export function newChatPanel(app) {
  const query = signal('');
  const found = computed(() => matching(app.store.contacts.value, query.value));
  const problem = problemLine(app.client, ['startChat']);
  const entry = field(t('numberOrName'), {
    dir: 'auto',
    oninput: () => (query.value = entry.input.value),
  });
  focusSoon(entry.input);

  /** @param {string} number */
  function start(number) {
    problem.say();
    app.client.ask({ type: 'startChat', number }, (answer) => {
      if (answer.type === 'opened') app.navigation.openChat(answer.chat);
      return answer.type === 'opened';
    });
  }

  function submit() {
    const text = entry.input.value;
    const contact = found.peek()[0];
    if (looksLikeNumber(text)) start(plainNumber(text));
    else if (contact && found.peek().length === 1) start(contact.number);
    else problem.say(found.peek().length > 1 ? t('severalMatch') : sentence({ code: 'notFound' }));
  }

  const openGroup = () => app.navigation.openPanel({ name: 'newGroup' });
  return panel(
    app,
    t('newChat'),
    form(
      { class: 'stack panel-form' },
      submit,
      entry.element,
      problem.element,
      h(
        'button',
        { type: 'submit', class: 'primary', disabled: () => query.value.trim() === '' },
        t('startChat'),
      ),
    ),
    rowButton('group', t('newGroup'), openGroup),
    rowButton(
      'note',
      t('messageYourself'),
      () => start(app.store.session.peek()?.account?.number ?? ''),
    ),
    contactList(app, () => found.value, (contact) => start(contact.number)),
  );
}
