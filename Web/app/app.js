// @ts-check
import { createClient } from './client.js';
import { computed, signal } from './dom/signal.js';
import { createNavigation } from './navigation.js';
import { createPreferences } from './preferences.js';
import { createStore } from './store.js';

/** @import { EnginePort, Kind, Session } from './types.d.ts' */

/** @typedef {ReturnType<typeof createApp>} App */

/**
 * What every view is given: the mirror of the engine's state, a way to send intents, and where this
 * tab is.
 *
 * @param {Kind} kind
 * @param {EnginePort} port
 */
export function createApp(kind, port) {
  const store = createStore();
  return {
    kind,
    store,
    phase: computed(() => screenPhase(store.session.value)),
    client: createClient(port, store),
    navigation: createNavigation(history),
    preferences: createPreferences(),
    narrow: following(matchMedia('(max-width: 699.98px)')),
    /** On a small screen: whether the person chose to link this browser rather than to use it as the phone. */
    linkHere: signal(false),
    /** Whether to keep this browser linked after it is closed. */
    keepSignedIn: signal(true),
    /** The message that the composer answers, by chat. */
    replies: signal(/** @type {Map<string, string>} */ (new Map())),
  };
}

/**
 * The phase that decides which screen is shown: before the account is there, all are the newcomer's.
 *
 * @param {Session | null} session
 */
function screenPhase(session) {
  if (!session || session.phase === 'ready' || session.phase === 'loggedOut') {
    return session?.phase ?? null;
  }
  return 'new';
}

/** @param {MediaQueryList} query */
function following(query) {
  const matches = signal(query.matches);
  query.addEventListener('change', () => (matches.value = query.matches));
  return matches;
}
