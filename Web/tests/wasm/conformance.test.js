// @ts-check
/** The browser's provider of primitives, against the same published answers as the native one. */
import { assert, assertEquals } from '../assert.js';
import { load } from './module.js';

Deno.test('every check of the provider holds', async () => {
  const module = await load('vectors.wasm');
  const answer = module.answer(module.exports.tandem_conformance());
  const [passed, ...failures] = new TextDecoder().decode(answer).split('\n');
  assertEquals(failures, []);
  assert(Number(passed) > 50);
  console.log(`provider in wasm: ${passed} passed, ${failures.length} failed`);
});

for (const name of ['engine.wasm', 'vectors.wasm']) {
  Deno.test(`${name} asks the host for random bytes and for nothing else`, async () => {
    const code = await Deno.readFile(new URL(`../../../.wasm/${name}`, import.meta.url));
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(code));
    assert(imports.every(({ module, name }) => module === 'env' && name === 'random_bytes'));
  });
}
