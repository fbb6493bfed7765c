// @ts-check
/** The smallest page that scans, under the product's content security policy. */
import { scan } from '/scan/camera.js';

const policy = globalThis.trustedTypes?.createPolicy('app', {
  createScriptURL: (/** @type {string} */ url) => url,
});
const workerURL = policy?.createScriptURL('/scan/worker.js') ?? '/scan/worker.js';
const video = /** @type {HTMLVideoElement} */ (document.querySelector('video'));
const [textOutput, problemOutput] = document.querySelectorAll('output');

const scanning = scan(video, {
  createWorker: () => new Worker(workerURL, { type: 'module' }),
  onText: (text) => textOutput.append(`${text}\n`),
  onProblem: (problem) => (problemOutput.textContent = problem),
});
document.querySelector('button')?.addEventListener('click', () => scanning.stop());
