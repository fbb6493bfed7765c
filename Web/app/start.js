// @ts-check
import { h } from './dom/element.js';
import { computed, effect, untracked } from './dom/signal.js';
import { language, t, useLanguage } from './i18n/index.js';
import { announcer } from './parts/announcer.js';
import { toast } from './parts/toast.js';
import { troubleBanner } from './parts/trouble.js';
import { chooseScreen } from './screens/choose.js';
import { linkScreen } from './screens/link.js';
import { loadingScreen } from './screens/loading.js';
import { registrationScreen } from './screens/registration.js';
import { shell } from './screens/shell.js';

/** @import { App } from './app.js' */

/**
 * Draws the app into `page` and keeps it drawn.
 *
 * @param {App} app
 * @param {HTMLElement} page
 */
export async function start(app, page) {
  await useLanguage(app.preferences.language);
  addEventListener('popstate', (event) => app.navigation.restore(event.state));
  followSession(app);
  effect(() => {
    const code = language.value;
    untracked(() => page.replaceChildren(...views(app, code)));
  });
}

/**
 * All views; made anew for each language.
 *
 * @param {App} app
 * @param {string} _language
 */
function views(app, _language) {
  effect(() => {
    document.title = title(app);
  });
  const screen = h('div', { class: 'screen' }, () => screenOf(app));
  return [troubleBanner(app), screen, toast(app.client), announcer(app)];
}

/** @param {App} app */
function screenOf(app) {
  const make = screenFor(app);
  return untracked(() => make(app));
}

/**
 * Which screen to show: a computer links itself; on a small screen people choose first.
 *
 * @param {App} app
 */
function screenFor(app) {
  const phase = app.phase.value;
  if (phase === null) return loadingScreen;
  if (phase === 'ready') return shell;
  if (app.kind === 'phone') return registrationScreen;
  return app.narrow.peek() && !app.linkHere.value ? chooseScreen : linkScreen;
}

/** @param {App} app */
function followSession(app) {
  const device = computed(() => app.store.session.value?.device ?? '');
  effect(() => {
    const phase = app.phase.value;
    if (phase === 'ready') return app.navigation.belongTo(device.value);
    if (phase === 'loggedOut') app.preferences.forget();
    if (phase === null) return;
    app.navigation.belongToNobody();
    app.replies.value = new Map();
  });
  effect(() => app.preferences.keepBeyondTab(app.keepSignedIn.value));
}

/** @param {App} app */
function title(app) {
  const unread = app.store.chats.value.filter((chat) => chat.unread > 0).length;
  return unread > 0 ? `(${unread}) ${t('appName')}` : t('appName');
}
