// @ts-check
/** Runs the rules of every store on IndexedDB, and looks at what is then really stored. */
import { storeRules } from '/tests/worker/store-rules.js';
import { IndexedStore } from '/worker/store/indexed.js';

const [rules, disk] = document.querySelectorAll('output');
const SECRET = 'the words that were typed';

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

async function runRules() {
  const failures = [];
  for (const [name, rule] of Object.entries(storeRules)) {
    const store = await IndexedStore.open('rules');
    try {
      await rule(store);
    } catch (error) {
      failures.push(`${name}: ${error}`);
    }
    await store.wipe();
  }
  return failures.length === 0 ? 'all hold' : failures.join('\n');
}

/** The first visit stores a row, the next ones read it; both look at the database beneath. */
async function useDisk() {
  const store = await IndexedStore.open('disk');
  const found = await store.all('state');
  if (found.length === 0) {
    await store.apply([{ kind: 'put', table: 'state', key: bytes('key'), value: bytes(SECRET) }]);
  }
  const isRead = found.length === 1 && new TextDecoder().decode(found[0].value) === SECRET;
  return [
    isRead ? 'read' : 'stored',
    (await dump()).includes(SECRET) ? 'legible' : 'illegible',
    await hasExtractableKey() ? 'key given away' : 'key kept',
  ].join(', ');
}

/** @param {string} name */
async function contents(name) {
  const database = await open();
  return await new Promise((resolve) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  });
}

function open() {
  return new Promise((resolve) => {
    const request = indexedDB.open('disk');
    request.onsuccess = () => resolve(request.result);
  });
}

async function dump() {
  return (await contents('state')).map((value) => new TextDecoder().decode(value)).join();
}

async function hasExtractableKey() {
  const [{ wrappingKey }] = await contents('keys');
  return wrappingKey.extractable;
}

rules.textContent = await runRules();
disk.textContent = await useDisk();
