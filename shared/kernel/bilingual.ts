export type Language = 'en' | 'zh'

export const LANGUAGES: readonly Language[] = ['en', 'zh']

/** A label that travels with a definition. Sentences of the product live in `shared/texts`. */
export interface Bilingual {
  readonly en: string
  readonly zh: string
}
