// @ts-check
/**
 * Lets the app open without the server: a copy of every file that it needs then, taken at the first visit and renewed
 * by each later one. What people write is not here but in the worker's database; scanning a code needs the server.
 *
 * The server is asked first, so that a new version is never hidden by an old copy.
 */

/**
 * What this file uses of a service worker, which Deno's types for pages leave out.
 *
 * @typedef {Event & { waitUntil(promise: Promise<unknown>): void }} LifeEvent
 * @typedef {LifeEvent & { request: Request, respondWith(answer: Promise<Response>): void }} FetchEvent
 * @typedef {{
 *   addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void,
 *   addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void,
 *   skipWaiting(): Promise<void>,
 *   clients: { claim(): Promise<void> },
 * }} Scope
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));

const CACHE = 'tandem-app';
/** From here every other file is found: the pages, and what is not imported but loaded by its address. */
const ROOTS = ['/', '/phone', '/worker/worker.js', '/engine.wasm'];
/** Where the answer must come from the server. */
const LIVE = /^\/(v1\/|outbox|healthz|metrics)/;

/** How long the server may take before the copy is used, in milliseconds. */
const PATIENCE = 4_000;
/** How long the server is not asked again after it did not answer, in milliseconds. */
const PAUSE = 5_000;
let silentSince = -PAUSE;

worker.addEventListener('install', (event) => {
  event.waitUntil(copyApp());
  worker.skipWaiting();
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin || LIVE.test(pathname)) return;
  event.respondWith(answer(event));
});

/**
 * The server's file, or the copy of it.
 *
 * @param {FetchEvent} event
 */
async function answer(event) {
  const copy = await caches.match(event.request, { ignoreSearch: true });
  if (copy && performance.now() - silentSince < PAUSE) return copy;
  try {
    const fresh = await ask(event.request, copy !== undefined);
    event.waitUntil(keep(event.request, fresh.clone(), copy));
    return fresh;
  } catch (error) {
    silentSince = performance.now();
    if (copy) return copy;
    throw error;
  }
}

/**
 * @param {Request} request
 * @param {boolean} isImpatient Whether there is something else to show.
 */
async function ask(request, isImpatient) {
  if (!isImpatient) return await fetch(request);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the server is slow')), PATIENCE);
  });
  try {
    const response = /** @type {Response} */ (await Promise.race([fetch(request), late]));
    if (response.status >= 500) throw new Error('the server cannot answer');
    return response;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Request} request
 * @param {Response} fresh
 * @param {Response | undefined} copy
 */
async function keep(request, fresh, copy) {
  const cache = await caches.open(CACHE);
  if (fresh.status === 404) await cache.delete(request, { ignoreSearch: true });
  const isNew = fresh.headers.get('ETag') !== copy?.headers.get('ETag');
  if (fresh.ok && isNew) await cache.put(new URL(request.url).pathname, fresh);
}

/** Copies the roots, what they name, what that names, and so on. */
async function copyApp() {
  const cache = await caches.open(CACHE);
  const known = new Set(ROOTS);
  /** @param {string} path */
  async function copy(path) {
    const response = await fetch(path, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${path} is not there`);
    await cache.put(path, response.clone());
    const named = pathsIn(await textOf(response), new URL(path, location.origin));
    const unknown = named.filter((other) => !known.has(other));
    for (const other of unknown) known.add(other);
    await Promise.all(unknown.map(copy));
  }
  await Promise.all(ROOTS.map(copy));
}

/** @param {Response} response */
async function textOf(response) {
  const type = response.headers.get('Content-Type') ?? '';
  return /html|javascript|css/.test(type) ? await response.text() : '';
}

/**
 * The files that a page, a module or a style sheet names, as paths of this site; icons are for the browser to fetch.
 *
 * @param {string} text
 * @param {URL} base
 */
function pathsIn(text, base) {
  const names = text.matchAll(
    /(?:\b(?:src|href)=|\bfrom |\bimport ?\(?|\burl\()["']([^"'\s]+\.\w+)["']/g,
  );
  return [...new Set(Array.from(names, ([, name]) => new URL(name, base)))]
    .filter(({ origin, pathname }) => origin === base.origin && !/\.(ts|png)$/.test(pathname))
    .map(({ pathname }) => pathname);
}
