import { isTextKey, type Texts } from './texts.ts'

/** A rule in words after its number; only the number where the product has no sentence for it. */
export function ruleText(texts: Texts, rule: string): string {
  const key = `rule.${rule}`
  return isTextKey(key) ? `${texts.t(key)} (${rule})` : `${texts.t('trace.rule')} ${rule}`
}

/** A word of the engine (`nadir`, `death`) in the reader's language; numbers, dates and codes as they are. */
export function wordText(texts: Texts, word: string): string {
  const key = `word.${word}`
  return isTextKey(key) ? texts.t(key) : word
}
