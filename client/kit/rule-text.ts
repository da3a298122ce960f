import { isTextKey, type Texts } from './texts.ts'

/** A rule in words after its number; only the number where the product has no sentence for it. */
export function ruleText(texts: Texts, rule: string): string {
  const key = `rule.${rule}`
  return isTextKey(key) ? `${texts.t(key)} (${rule})` : `${texts.t('trace.rule')} ${rule}`
}
