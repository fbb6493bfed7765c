// @ts-check
/**
 * Which modules a page needs at once. `deno run --allow-read --allow-write tools/modules.js` writes them into
 * the pages as preloads, so that the browser asks for all of them at the same time.
 */

const root = new URL('../', import.meta.url);
const pages = ['index.html', 'phone.html'];
const line = /^ *<link rel="modulepreload".*\n/gm;

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

if (import.meta.main) {
  const modules = await modulesOf('app/main.js');
  for (const name of pages) {
    const file = new URL(name, root);
    await Deno.writeTextFile(file, withPreloads(await Deno.readTextFile(file), modules));
  }
}
