import type { Language } from '../kernel/bilingual.ts'
import { TEXTS } from './both.ts'
import { filled } from './fill.ts'
import type { TextKey } from './keys.ts'

/** The sentence of a key with its values filled in, for whatever is not drawn by the browser. */
export function sentence(
  language: Language,
  key: TextKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return filled(language, TEXTS[language][key], params)
}

/** Whether the product has a sentence of that key. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(TEXTS.en, key)
}
