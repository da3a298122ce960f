import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from '../../shared/kernel/bilingual.ts'
import { loadTexts } from './late-texts.ts'

const REMEMBERED_UNDER = 'hepatrial.language'

/** The language shown at the start: the remembered one, else the browser's, else English. */
export function initialLanguage(remembered: string | null, browser: string): Language {
  const known = LANGUAGES.find((language) => language === remembered)
  if (known !== undefined) return known
  return browser.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Fetches the texts of the first language, before the first render. */
export async function startTexts(): Promise<void> {
  await loadTexts(initialLanguage(localStorage.getItem(REMEMBERED_UNDER), navigator.language))
  startLanguage()
}

/** Knows the language from now on, and keeps `<html lang>` in step with it. */
export function startLanguage(): void {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    localStorage.setItem(REMEMBERED_UNDER, language)
  })
  void i18next.use(initReactI18next).init({
    lng: initialLanguage(localStorage.getItem(REMEMBERED_UNDER), navigator.language),
    fallbackLng: 'en',
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}
