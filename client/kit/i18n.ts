import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from '../../shared/kernel/bilingual.ts'
import { en } from '../../shared/texts/en.ts'
import { zh } from '../../shared/texts/zh.ts'

const REMEMBERED_UNDER = 'hepatrial.language'

/** The language shown at the start: the remembered one, else the browser's, else English. */
export function initialLanguage(remembered: string | null, browser: string): Language {
  const known = LANGUAGES.find((language) => language === remembered)
  if (known !== undefined) return known
  return browser.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Prepares the texts once, before the first render; keeps `<html lang>` in step with the language. */
export function startTexts(): void {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    localStorage.setItem(REMEMBERED_UNDER, language)
  })
  void i18next.use(initReactI18next).init({
    lng: initialLanguage(localStorage.getItem(REMEMBERED_UNDER), navigator.language),
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}
