import type { Language } from '../kernel/bilingual.ts'

/**
 * Puts values into a text: `{{rows}}` the value itself, `{{rows, row|rows}}` the words that fit its
 * number. Of a value that is not given nothing is written.
 */
export function filled(
  language: Language,
  text: string,
  params: Readonly<Record<string, string | number>>,
): string {
  return text.replace(PLACE, (_, name: string, forms?: string) => {
    const value = params[name]
    if (value === undefined) return ''
    return forms === undefined ? String(value) : wordsFor(language, value, forms.trim())
  })
}

const PLACE = /\{\{\s*(\w+)\s*(?:,([^}]*))?\}\}/g

/** Of `row|rows` the words for so many: the first for one, else the second. What is no number counts as many. */
function wordsFor(language: Language, value: string | number, forms: string): string {
  const [one = '', other = one] = forms.split('|')
  return RULES[language].select(Number(value)) === 'one' ? one : other
}

const RULES: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  zh: new Intl.PluralRules('zh'),
}
