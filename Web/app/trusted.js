// @ts-check
/** The only scripts that a page may start beside its own modules. */
const allowed = new Set(['/worker/worker.js', '/scan/worker.js', '/sw.js']);

/** @param {string} url */
function createScriptURL(url) {
  if (!allowed.has(url)) throw new TypeError(`No worker of ours: ${url}`);
  return url;
}

const policy = window.trustedTypes?.createPolicy('app', { createScriptURL }) ?? { createScriptURL };

/**
 * Marks the address of one of our workers as safe to run (Trusted Types).
 *
 * @param {string} url
 * @returns {string}
 */
export function workerURL(url) {
  return policy.createScriptURL(url);
}
