// @ts-check
import { modulesOf, withPreloads } from '../../tools/modules.js';
import { assert, assertEquals } from '../assert.js';

const read = (/** @type {string} */ path) =>
  Deno.readTextFile(new URL(`../../${path}`, import.meta.url));

for (const name of ['index.html', 'phone.html']) {
  Deno.test(`${name} asks for exactly the modules that it needs at once`, async () => {
    const page = await read(name);
    assertEquals(page, withPreloads(page, await modulesOf('app/main.js')));
  });

  Deno.test(`${name} has no script and no style of its own`, async () => {
    const page = await read(name);
    assert(!/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/.test(page));
  });
}

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
