// @ts-check
import { createApp } from './app.js';
import { connect } from './port.js';
import { start } from './start.js';
import { workerURL } from './trusted.js';

const kind = document.documentElement.dataset.kind === 'phone' ? 'phone' : 'desktop';
const page = /** @type {HTMLElement} */ (document.getElementById('app'));

/** Without its worker the app can do nothing: the page then says so by itself. */
const failed = () => document.documentElement.classList.add('broken');

await start(createApp(kind, connect(kind, failed)), page);
navigator.serviceWorker?.register(workerURL('/sw.js')).catch(() => {
  // Without it the app works, only not offline.
});
