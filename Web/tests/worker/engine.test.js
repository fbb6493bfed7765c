// @ts-check
/** The engine's module itself, as the worker starts it. */
import { startEngine } from '../../worker/engine.js';
import { assertEquals, assertThrows } from '../assert.js';

/** @import { Configuration } from '../../worker/types.d.ts' */

const code = await Deno.readFile(new URL('../../../.wasm/engine.wasm', import.meta.url));
const module = new WebAssembly.Module(code);

/** @type {Configuration} */
const configuration = {
  kind: 'desktop',
  sharedComputer: false,
  audience: 'localhost:8480',
  browser: 'Firefox 140',
  system: 'Linux',
};

Deno.test('an engine that is started says where it stands when it is asked', () => {
  const engine = startEngine(module, configuration);
  engine.handle({ kind: 'started', rows: [] }, 1);
  const bytes = new TextEncoder().encode('{"type":"show"}');
  const told = engine.handle({ kind: 'intent', bytes }, 2).flatMap((action) =>
    action.kind === 'notify' ? [JSON.parse(new TextDecoder().decode(action.bytes))] : []
  );
  assertEquals(told.find(({ type }) => type === 'session')?.phase, 'fresh');
});

/** A module with `tandem_alloc`, `tandem_free` and `tandem_start`, all of which answer 0. */
const refusing = 'AGFzbQEAAAABEANgAX8Bf2ABfwBgAn9/AX8DBAMAAQIFAwEAAQc2BAZtZW1vcnkCAAx0YW5kZW1f' +
  'YWxsb2MAAAt0YW5kZW1fZnJlZQABDHRhbmRlbV9zdGFydAACCg4DBABBAAsCAAsEAEEACw==';

Deno.test('an engine of another version, which refuses its configuration, is none', () => {
  const module = new WebAssembly.Module(Uint8Array.fromBase64(refusing));
  assertThrows(() => startEngine(module, configuration), Error);
});
