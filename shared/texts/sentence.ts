import type { Language } from '../kernel/bilingual.ts'
import { en } from './en.ts'
import { filled } from './fill.ts'
import type { TextKey } from './keys.ts'
import { zh } from './zh.ts'

const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, zh }

/** The sentence of a key with its values filled in, for whatever is not drawn by the browser. */
export function sentence(
  language: Language,
  key: TextKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return filled(language, TEXTS[language][key], params)
}
