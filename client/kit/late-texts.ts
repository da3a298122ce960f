import type { Language } from '../../shared/kernel/bilingual.ts'
import type { TextKey } from '../../shared/texts/keys.ts'

type TextsOfLanguage = Readonly<Record<TextKey, string>>

const FETCH: Readonly<Record<Language, () => Promise<TextsOfLanguage>>> = {
  en: async () => (await import('../../shared/texts/en.ts')).en,
  zh: async () => (await import('../../shared/texts/zh.ts')).zh,
}

const known = new Map<Language, TextsOfLanguage>()

/**
 * Stands in the built client where `shared/texts/both.ts` stands elsewhere (see `vite.config.ts`): the
 * first screen waits for one language alone. A language that is not there yet is read in the other.
 */
export const TEXTS: Readonly<Record<Language, TextsOfLanguage>> = {
  get en() {
    return read('en')
  },
  get zh() {
    return read('zh')
  },
}

function read(language: Language): TextsOfLanguage {
  const texts = known.get(language) ?? known.values().next().value
  if (texts === undefined) throw new Error('No language was loaded before the first text.')
  return texts
}

/** Fetches the texts of a language, once. Rejects where the server does not answer. */
export async function loadTexts(language: Language): Promise<void> {
  if (!known.has(language)) known.set(language, await FETCH[language]())
}
