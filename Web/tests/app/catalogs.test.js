// @ts-check
import { en } from '../../app/i18n/en.js';
import { bestLanguage, languages, t } from '../../app/i18n/index.js';
import { assert, assertEquals } from '../assert.js';

/** @import { Catalog, Entry } from '../../app/i18n/index.js' */

/** @param {Entry} entry */
const forms = (entry) => typeof entry === 'string' ? [entry] : Object.values(entry);

/** @param {string} text */
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

for (const { code } of languages.filter((it) => it.code !== 'en')) {
  Deno.test(`the catalog "${code}" says everything, with the same places for names`, async () => {
    /** @type {{ default: Catalog }} */
    const { default: catalog } = await import(`../../app/i18n/${code}.js`);
    assertEquals(Object.keys(catalog).sort(), Object.keys(en).sort());
    for (const key of /** @type {(keyof Catalog)[]} */ (Object.keys(en))) {
      const expected = places(forms(en[key])[forms(en[key]).length - 1]);
      assertEquals({ key, places: places(forms(catalog[key]).at(-1) ?? '') }, {
        key,
        places: expected,
      });
      assert(forms(catalog[key]).every((text) => text.trim() !== ''), key);
    }
  });

  Deno.test(`the catalog "${code}" has every plural that its language tells apart`, async () => {
    /** @type {{ default: Catalog }} */
    const { default: catalog } = await import(`../../app/i18n/${code}.js`);
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const [key, entry] of Object.entries(catalog)) {
      if (typeof entry === 'string') continue;
      const missing = pluralCategories.filter((it) =>
        it !== 'zero' && (it !== 'many' || code === 'ar') && !(it in entry)
      );
      assertEquals({ key, missing }, { key, missing: [] });
    }
  });
}

Deno.test('a sentence takes its values and its plural form', () => {
  assertEquals(t('unreadCount', { count: 1 }), '1 unread message');
  assertEquals(t('unreadCount', { count: 3 }), '3 unread messages');
  assertEquals(t('notice.added', { sender: 'Ann', name: '{sender}' }), 'Ann added {sender}');
});

Deno.test('the first known language of the browser is taken', () => {
  assertEquals(bestLanguage(['nl-NL', 'pt-BR', 'en']), 'pt');
  assertEquals(bestLanguage(['tlh']), 'en');
});
