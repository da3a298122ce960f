import type { Bilingual, Language } from '../kernel/bilingual.ts'
import type { TextKey } from './keys.ts'
import { isTextKey, sentence } from './sentence.ts'

type Params = Readonly<Record<string, string | number>>

/** What a page or a file needs of one language. */
export interface Speaker {
  readonly language: Language
  readonly t: (key: TextKey, params?: Params) => string
  /** The sentence of a key that came from outside; the key itself where the product has no sentence. */
  readonly tKnown: (key: string, params?: Params) => string
  readonly say: (label: Bilingual) => string
}

/** The texts of one language, for files that are written without a screen. */
export function speaker(language: Language): Speaker {
  const t = (key: TextKey, params?: Params): string => sentence(language, key, params)
  return {
    language,
    t,
    tKnown: (key, params) => (isTextKey(key) ? t(key, params) : key),
    say: (label) => label[language],
  }
}

/** The sentence of a key in both languages; the text given where the product has no such key. */
export function inBothLanguages(key: string, otherwise: string): Bilingual {
  if (!isTextKey(key)) return { en: otherwise, zh: otherwise }
  return { en: sentence('en', key), zh: sentence('zh', key) }
}
