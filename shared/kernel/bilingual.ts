export type Language = 'en' | 'zh'

export const LANGUAGES: readonly Language[] = ['en', 'zh']

/** A label that travels with a definition. Sentences of the product live in `shared/texts`. */
export interface Bilingual {
  readonly en: string
  readonly zh: string
}

/** Parts of one label beside each other, with the comma of the language. */
export function besideEachOther(parts: readonly string[], language: Language): string {
  return parts.join(language === 'zh' ? '，' : ', ')
}
