// @ts-check
import { language, languages, t, useLanguage } from '../../app/i18n/index.js';
import { linkSentence, sentence } from '../../app/problems.js';
import { assert, assertEquals } from '../assert.js';

const engine = new URL('../../../Core/Sources/TandemClient/', import.meta.url);

/**
 * The names that an enum of the engine gives its cases.
 *
 * @param {string} path
 * @param {string} type
 */
async function namesOf(path, type) {
  const code = await Deno.readTextFile(new URL(path, engine));
  const start = code.indexOf(`enum ${type} {`);
  const cases = code.slice(start, code.indexOf('\n\n', start)).matchAll(/^ +case (.+)$/gm);
  return [...cases].flatMap(([, names]) => names.split(', '));
}

const problems = await namesOf('Views/Problem.swift', 'ProblemCode');
const linkReasons = await namesOf('Linking/DesktopLink.swift', 'LinkReason');

/** Languages without a `document` to turn around. */
globalThis.document ??= /** @type {Document} */ (
  /** @type {unknown} */ ({ documentElement: {} })
);

for (const { code } of languages) {
  Deno.test(`each problem of the engine has a sentence of its own in "${code}"`, async () => {
    await useLanguage(code);
    assertEquals(language.value, code);
    assert(problems.length > 20 && problems.includes('clockWrong'), String(problems));
    const sentences = problems.map((problem) => sentence({ code: problem }));
    assertEquals(new Set([...sentences, t('problem.other')]).size, problems.length + 1);
    await useLanguage('en');
  });

  Deno.test(`each reason why a link failed is told in "${code}"`, async () => {
    await useLanguage(code);
    assert(linkReasons.length >= 7 && linkReasons.includes('cancelled'), String(linkReasons));
    for (const reason of linkReasons) {
      assert(linkSentence(reason) !== t('problem.linkFailed'), reason);
    }
    await useLanguage('en');
  });
}
