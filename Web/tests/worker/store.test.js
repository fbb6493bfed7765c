// @ts-check
import { MemoryStore } from '../../worker/store/memory.js';
import { Vault } from '../../worker/store/vault.js';
import { assert, assertEquals, assertRejects } from '../assert.js';
import { storeRules } from './store-rules.js';

for (const [name, rule] of Object.entries(storeRules)) {
  Deno.test(`in memory: ${name}`, () => rule(new MemoryStore()));
}

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

Deno.test('a vault that is opened again opens what it sealed', async () => {
  const { vault, record } = await Vault.create();
  const sealed = await vault.seal('state', bytes('key'), bytes('value'));
  const again = await Vault.open(record);
  assertEquals(await again.open('state', bytes('key'), sealed), bytes('value'));
});

Deno.test('a sealed value opens nowhere else', async () => {
  const { vault } = await Vault.create();
  const sealed = await vault.seal('state', bytes('key'), bytes('value'));
  await assertRejects(vault.open('state', bytes('kez'), sealed));
  await assertRejects(vault.open('messages', bytes('key'), sealed));
  const { vault: other } = await Vault.create();
  await assertRejects(other.open('state', bytes('key'), sealed));
});

Deno.test('nothing of a value shows, and no two seals are alike', async () => {
  const { vault } = await Vault.create();
  const first = await vault.seal('state', bytes('key'), bytes('value'));
  const second = await vault.seal('state', bytes('key'), bytes('value'));
  assert(first.join() !== second.join());
  assert(!new TextDecoder().decode(first).includes('value'));
});

Deno.test('no script can take a key out of the record', async () => {
  const { record } = await Vault.create();
  assertEquals(record.wrappingKey.extractable, false);
  assertEquals(record.wrappingKey.usages.toSorted(), ['unwrapKey', 'wrapKey']);
  await assertRejects(crypto.subtle.exportKey('raw', record.wrappingKey));
});
