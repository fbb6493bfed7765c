// @ts-check
import { modulesOf, phonePage, withPreloads } from '../../tools/pages.js';
import { assert } from '../assert.js';

const read = (/** @type {string} */ path) =>
  Deno.readTextFile(new URL(`../../${path}`, import.meta.url));

Deno.test('the page asks for exactly the modules that it needs at once', async () => {
  const page = await read('index.html');
  assert(page === withPreloads(page, await modulesOf('app/main.js')), 'run tools/pages.js');
});

Deno.test('the phone has the same page, as a phone', async () => {
  const page = await read('phone.html');
  assert(page === phonePage(await read('index.html')), 'run tools/pages.js');
  assert(page.includes('data-kind="phone"') && page.includes('"/phone.webmanifest"'));
});

Deno.test('the page has no script and no style of its own', async () => {
  const page = await read('index.html');
  assert(!/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/.test(page));
});

Deno.test('what is opened seldom is not loaded at once', async () => {
  const modules = await modulesOf('app/main.js');
  assert(modules.includes('app/screens/shell.js'));
  assert(
    !modules.some((path) => /emoji\.js|scan\/|i18n\/(?!en|index)/.test(path)),
    String(modules),
  );
});

Deno.test('the app never makes markup from text', async () => {
  for (const path of await modulesOf('app/main.js')) {
    const code = await read(path);
    assert(
      !/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/.test(code),
      path,
    );
  }
});
