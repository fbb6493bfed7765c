// @ts-check
import { signal } from '../dom/signal.js';
import { en } from './en.js';

/**
 * @typedef {keyof typeof en} Key
 * @typedef {string | { [category in Intl.LDMLPluralRule]?: string } & { other: string }} Entry
 * @typedef {{ [key in Key]: Entry }} Catalog
 */

/** The languages offered, each by its own name; a catalog is loaded when it is chosen. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'es', name: 'Español' },
  { code: 'fr', name: 'Français' },
  { code: 'pt', name: 'Português' },
  { code: 'ar', name: 'العربية' },
  { code: 'he', name: 'עברית' },
  { code: 'hi', name: 'हिन्दी' },
  { code: 'ja', name: '日本語' },
  { code: 'zh', name: '中文' },
];

const rightToLeft = new Set(['ar', 'he']);

/** @type {Catalog} */
let catalog = en;
let plurals = new Intl.PluralRules('en');

/** The code of the language shown; views are made anew when it changes. */
export const language = signal('en');

/**
 * The first language of the browser that has a catalog.
 *
 * @param {readonly string[]} preferred
 * @returns {string}
 */
export function bestLanguage(preferred) {
  const codes = languages.map(({ code }) => code);
  const primary = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  return primary.find((code) => codes.includes(code)) ?? 'en';
}

/**
 * Shows the app in another language.
 *
 * @param {string} code
 */
export async function useLanguage(code) {
  const wanted = languages.some((it) => it.code === code) ? code : 'en';
  const loaded = await load(wanted);
  const known = loaded ? wanted : 'en';
  catalog = loaded ?? en;
  plurals = new Intl.PluralRules(known);
  document.documentElement.lang = known;
  document.documentElement.dir = rightToLeft.has(known) ? 'rtl' : 'ltr';
  language.value = known;
}

/**
 * A catalog, or nothing when it cannot be had: English is always there.
 *
 * @param {string} code
 * @returns {Promise<Catalog | null>}
 */
async function load(code) {
  if (code === 'en') return en;
  try {
    return (await import(`./${code}.js`)).default;
  } catch {
    return null;
  }
}

/**
 * The sentence of `key`, with `{name}` replaced from `values`; `count` chooses its plural form.
 *
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  return fill(form(catalog[key], values.count), values);
}

/** @returns {string} The locale for dates and numbers: the browser's own variant where it fits. */
export function locale() {
  const code = language.peek();
  return navigator.languages?.find((tag) => tag.toLowerCase().split('-')[0] === code) ?? code;
}

/**
 * @param {Entry} entry
 * @param {string | number | undefined} count
 */
function form(entry, count) {
  if (typeof entry === 'string') return entry;
  return entry[plurals.select(Number(count ?? 0))] ?? entry.other;
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => isolated(values[name] ?? ''));
}

/**
 * In right-to-left sentences a name keeps its own direction.
 *
 * @param {string | number} value
 */
function isolated(value) {
  if (typeof value === 'number') return new Intl.NumberFormat(locale()).format(value);
  return rightToLeft.has(language.peek()) ? `\u2068${value}\u2069` : value;
}
