// @ts-check
/**
 * Runs the MLS working group's vectors inside WebAssembly; the last line says what came of it.
 *
 *     deno run --allow-read --allow-env Web/tests/wasm/vectors.js [FILE…]
 *
 * Without files it takes this repository's own, and those of the folder TANDEM_VECTORS or ../shared/vectors/mls. It
 * exits with 1 if an entry failed or a file is no file of vectors.
 */
import { load } from './module.js';

const FOLDER = Deno.env.get('TANDEM_VECTORS') ??
  new URL('../../../../shared/vectors/mls', import.meta.url).pathname;

/** This repository's own answers, for a clone without the working group's. */
const OWN = new URL('../../../Core/Tests/KnownAnswers', import.meta.url).pathname;

/** What issue and CI name; `passive-client-random` runs too when it is there. */
const EXPECTED = [
  'tree-math',
  'crypto-basics',
  'secret-tree',
  'key-schedule',
  'psk_secret',
  'transcript-hashes',
  'message-protection',
  'welcome',
  'tree-operations',
  'tree-validation',
  'treekem',
  'messages',
  'deserialization',
  'passive-client-welcome',
  'passive-client-handling-commit',
];

const total = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} path */
async function run(path) {
  const bytes = await Deno.readFile(path);
  const module = await load('vectors.wasm');
  const started = performance.now();
  const report = module.json(module.exports.tandem_vectors(...module.argument(bytes)));
  if (report.error) {
    console.log(`${path}: ${report.error}`);
    total.failed++;
    return;
  }
  total.passed += report.passed;
  total.failed += report.failures.length;
  const time = Math.round(performance.now() - started);
  console.log(`${path}: ${report.passed} passed, ${report.failures.length} failed (${time} ms)`);
  for (const { index, reason } of report.failures) console.log(`  entry ${index}: ${reason}`);
  for (const { suite, count } of report.skipped) {
    total.skipped += count;
    console.log(`  skipped: ${count} of suite ${suite}, which is not implemented`);
  }
}

/** @param {string} path */
async function exists(path) {
  return await Deno.stat(path).then(() => true, () => false);
}

if (Deno.args.length > 0) {
  for (const path of Deno.args) await run(path);
} else {
  for (const name of ['crypto-basics', 'key-schedule', 'psk_secret', 'secret-tree']) {
    await run(`${OWN}/${name}.json`);
  }
  await runOfficial();
}

/** Runs the working group's files, or says how to get them. */
async function runOfficial() {
  if (!await exists(FOLDER)) {
    total.skipped += EXPECTED.length;
    console.log(`skipped: there are no vectors in ${FOLDER}. To run them:`);
    console.log('  git clone https://github.com/mlswg/mls-implementations');
    console.log('  TANDEM_VECTORS=$PWD/mls-implementations/test-vectors script/test-wasm');
    return;
  }
  for (const name of [...EXPECTED, 'passive-client-random']) {
    const path = `${FOLDER}/${name}.json`;
    if (await exists(path)) await run(path);
    else if (EXPECTED.includes(name)) {
      console.log(`skipped: ${path} is not there`);
      total.skipped++;
    }
  }
}

console.log(
  `vectors in wasm: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
);
Deno.exit(total.failed > 0 ? 1 : 0);
