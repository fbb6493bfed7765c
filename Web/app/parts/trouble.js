// @ts-check
import { h } from '../dom/element.js';
import { computed, effect, onCleanup, signal } from '../dom/signal.js';
import { t } from '../i18n/index.js';
import { icon } from '../icons.js';

/** @import { App } from '../app.js' */
/** @import { Trouble } from '../types.d.ts' */

/** What mends itself within this time is not worth a word. */
const patienceMilliseconds = 1000;

/**
 * Says above every screen why the engine does not run, or that nothing is kept.
 *
 * @param {App} app
 */
export function troubleBanner(app) {
  const trouble = signal(/** @type {Trouble | null} */ (null));
  effect(() => {
    const now = app.store.trouble.value;
    const timer = setTimeout(() => (trouble.value = now), now ? patienceMilliseconds : 0);
    onCleanup(() => clearTimeout(timer));
  });
  const words = computed(() => trouble.value ? sentenceOf(trouble.value) : '');
  return h(
    'p',
    { class: 'banner trouble', role: 'alert', hidden: () => words.value === '' },
    icon('info'),
    h('span', {}, () => words.value),
  );
}

/** @param {Trouble} trouble */
function sentenceOf(trouble) {
  switch (trouble) {
    case 'engineMissing':
      return t('trouble.engineMissing');
    case 'engineStopped':
      return t('trouble.engineStopped');
    case 'storageRefused':
      return t('trouble.storageRefused');
    case 'storageFull':
      return t('problem.storageFull');
    case 'notKept':
      return t('trouble.notKept');
  }
}
