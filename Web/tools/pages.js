// @ts-check
/**
 * The app's two pages come of one: `index.html` is written by hand, but for its preloads, which are the modules that
 * it needs at once, so that the browser asks for all of them at the same time; `phone.html` is made of it.
 * `deno run --allow-read --allow-write tools/pages.js` brings both up to date.
 */

const root = new URL('../', import.meta.url);
const line = /^ *<link rel="modulepreload".*\n/gm;
/** How the phone's page differs: in what it is, and in what is installed from it. */
const differences = [
  ['data-kind="desktop"', 'data-kind="phone"'],
  ['href="/manifest.webmanifest"', 'href="/phone.webmanifest"'],
];

/**
 * The modules that `path` imports statically, with those that they import, in no order but the alphabet's.
 *
 * @param {string} path Such as "app/main.js".
 * @returns {Promise<string[]>}
 */
export async function modulesOf(path) {
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = [path];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...await importsOf(next));
  }
  found.delete(path);
  return [...found].sort();
}

/** @param {string} path */
async function importsOf(path) {
  const code = await Deno.readTextFile(new URL(path, root));
  const statements = code.matchAll(/^(?:import|export)\s(?:[^'"]*?\sfrom\s)?'(\.[^']+)';$/gm);
  return [...statements].map(([, name]) =>
    new URL(name, new URL(path, 'file:///')).pathname.slice(1)
  );
}

/**
 * A page with exactly these preloads, before its script.
 *
 * @param {string} page
 * @param {string[]} modules
 * @returns {string}
 */
export function withPreloads(page, modules) {
  const lines = modules.map((path) => `    <link rel="modulepreload" href="/${path}">\n`).join('');
  return page.replace(line, '').replace(/^ *<script type="module"/m, (script) => lines + script);
}

/**
 * The phone's page, made of the desktop's.
 *
 * @param {string} page
 * @returns {string}
 */
export function phonePage(page) {
  return differences.reduce((text, [from, to]) => text.replace(from, to), page);
}

if (import.meta.main) {
  const desktop = new URL('index.html', root);
  const page = await Deno.readTextFile(desktop);
  const complete = withPreloads(page, await modulesOf('app/main.js'));
  await Deno.writeTextFile(desktop, complete);
  await Deno.writeTextFile(new URL('phone.html', root), phonePage(complete));
}
