// @ts-check
/** The browser's provider of primitives, against the same published answers as the native one. */
import { assert, assertEquals } from '../assert.js';
import { load } from './module.js';

Deno.test('every check of the provider holds', async () => {
  const module = await load('vectors.wasm');
  const report = module.json(module.exports.tandem_conformance());
  assertEquals(report.failures, []);
  assert(report.passed > 50);
  console.log(`provider in wasm: ${report.passed} passed, 0 failed`);
});

Deno.test('what is no file of vectors is an error, not a success', async () => {
  const module = await load('vectors.wasm');
  for (const text of ['', '[', '{}', '[{"unknown": 1}]']) {
    const bytes = new TextEncoder().encode(text);
    const report = module.json(module.exports.tandem_vectors(...module.argument(bytes)));
    assert(report.error, `accepted ${text}`);
  }
});

for (const file of ['engine.wasm', 'vectors.wasm']) {
  Deno.test(`${file} asks the host for random bytes and for nothing else`, async () => {
    const code = await Deno.readFile(new URL(`../../../.wasm/${file}`, import.meta.url));
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(code));
    assert(imports.every(({ module, name }) => module === 'env' && name === 'random_bytes'));
  });
}
