import { useTranslation } from 'react-i18next'
import type { Bilingual, Language } from '../../shared/kernel/bilingual.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { isTextKey, sentence } from '../../shared/texts/sentence.ts'
import { loadTexts } from './late-texts.ts'

export { isTextKey } from '../../shared/texts/sentence.ts'

export type TextParams = Readonly<Record<string, string | number>>

/** What a screen needs of the language: sentences by key, labels of definitions, and a switch. */
export interface Texts {
  readonly language: Language
  readonly t: (key: TextKey, params?: TextParams) => string
  /** The sentence of a key that came from outside; the key itself where the product has no sentence. */
  readonly tKnown: (key: string, params?: TextParams) => string
  readonly say: (label: Bilingual) => string
  readonly switchTo: (language: Language) => void
}

/** The texts in the language in force; a component using it is drawn again when that changes. */
export function useTexts(): Texts {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en'
  const t = (key: TextKey, params?: TextParams): string => sentence(language, key, params)
  return {
    language,
    t,
    tKnown: (key, params) => (isTextKey(key) ? t(key, params) : key),
    say: (label) => label[language],
    switchTo: (next) => {
      void loadTexts(next).then(() => i18n.changeLanguage(next))
    },
  }
}
