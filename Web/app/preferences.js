// @ts-check
/**
 * Theme and language, kept in this browser only. A shared computer keeps them until the tab is closed;
 * logging out forgets them.
 */
import { signal } from './dom/signal.js';
import { bestLanguage, useLanguage } from './i18n/index.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */

/** @type {Theme[]} */
export const themes = ['system', 'light', 'dark'];

const names = { theme: 'tandem-theme', language: 'tandem-language' };

export function createPreferences() {
  let storage = localStorage;
  const theme = signal(themeFrom(read(names.theme)));
  showTheme(theme.peek());

  /**
   * @param {string} name
   * @param {string} value
   */
  function keep(name, value) {
    try {
      storage.setItem(name, value);
    } catch {
      // A full or forbidden storage costs only the memory of the choice.
    }
  }

  return {
    theme,
    language: read(names.language) ?? bestLanguage(navigator.languages),
    /** @param {string} value */
    chooseTheme(value) {
      theme.value = themeFrom(value);
      showTheme(theme.peek());
      keep(names.theme, theme.peek());
    },
    /** @param {string} code */
    chooseLanguage(code) {
      keep(names.language, code);
      return useLanguage(code);
    },
    /** @param {boolean} keepSignedIn */
    keepBeyondTab(keepSignedIn) {
      storage = keepSignedIn ? localStorage : sessionStorage;
    },
    forget() {
      for (const name of Object.values(names)) {
        localStorage.removeItem(name);
        sessionStorage.removeItem(name);
      }
    },
  };
}

/** @param {string} name */
function read(name) {
  return sessionStorage.getItem(name) ?? localStorage.getItem(name);
}

/**
 * @param {string | null} value
 * @returns {Theme}
 */
function themeFrom(value) {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** @param {Theme} theme */
function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
}
