import type { FormDefinition } from '../forms/define.ts'
import { itemOf, labelOfItem } from '../forms/label-of-item.ts'
import { codeWords } from '../forms/shown-value.ts'
import { shownDate } from '../kernel/shown-date.ts'
import type { TraceInput, TraceSource, TraceUnit } from '../kernel/trace.ts'
import { termWords } from '../safety/term-words.ts'
import { isTextKey } from '../texts/sentence.ts'
import type { Speaker } from '../texts/speaker.ts'

/** A word of the engine (`nadir`, `death`) or a term of CTCAE in the reader's language; all else as it is. */
export function wordText({ tKnown, say }: Speaker, word: string): string {
  const key = `word.${word}`
  return isTextKey(key) ? tKnown(key) : say(termWords(word))
}

const LABORATORY_RULE = /^CTCAE [\d.]+ \/ ([^/]+)/

/** A rule in words: those of the criteria with their number behind, what the product names for itself in words alone. */
export function ruleWords(texts: Speaker, rule: string): string {
  const { t, tKnown } = texts
  const term = LABORATORY_RULE.exec(rule)?.[1]
  if (term !== undefined) return t('rule.CTCAE', { term: texts.say(termWords(term)) })
  const key = `rule.${rule}`
  if (!isTextKey(key)) return `${t('trace.rule')} ${rule}`
  return /^[A-Z]-\d+$/.test(rule) ? `${tKnown(key)} (${rule})` : tKnown(key)
}

/** Numbers with one decimal, dates and words as they are read. */
export function valueWords(texts: Speaker, value: string, unit?: TraceUnit): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return shownDate(value, texts.language)
  if (unit === undefined || value === '' || Number.isNaN(Number(value))) {
    return gradeWords(texts, value) ?? wordText(texts, value)
  }
  const number = Number(value)
  const rounded = Math.sign(number) * (Math.round(Math.abs(number) * 10) / 10)
  const measure = unit === 'd' ? texts.t('trace.days') : unit === 'month' ? '' : unit
  return `${rounded} ${measure}`.trim()
}

/** `grade 3`, `grade 2 to 3`, as the rules of the laboratory answer. */
function gradeWords({ t }: Speaker, value: string): string | null {
  const [, low, high] = /^grade (\d)(?: to (\d))?$/.exec(value) ?? []
  if (low === undefined) return null
  return t('trace.grade', { grade: high === undefined ? low : `${low}–${high}` })
}

/** A name and a value, and such pairs one after the other, as each language sets them. */
export const PUNCTUATION = {
  en: { is: ': ', and: '; ' },
  zh: { is: '：', and: '；' },
} as const

/** What an input is called: the question of its form where it is named by its column, else its word. */
export function inputWords(
  texts: Speaker,
  { name, from, of }: TraceInput,
  forms: readonly FormDefinition[],
): string {
  const asItem = from?.column ?? of?.split('/').at(-1)
  if (asItem === name) {
    const form = from === undefined ? formWith(forms, name) : formOfFile(forms, from.file)
    if (itemOf(form, name) !== undefined) return texts.say(labelOfItem(form, name))
  }
  return gradeWords(texts, name) ?? lesionWords(texts, name) ?? wordText(texts, name)
}

/** `size NEW01`: what is told of a lesion, and which. */
function lesionWords(texts: Speaker, name: string): string | null {
  const [, word = '', lesion] = /^([a-zA-Z]+) (\S+)$/.exec(name) ?? []
  if (lesion === undefined || !isTextKey(`word.${word}`)) return null
  return isTextKey(`word.${name}`) ? null : `${lesion} ${wordText(texts, word)}`
}

/** The value of an input as its form words it: a code by its label, the code behind. */
export function inputValueWords(
  texts: Speaker,
  { value, unit, from }: TraceInput,
  forms: readonly FormDefinition[],
): string {
  const item = from === undefined ? undefined : itemOf(formOfFile(forms, from.file), from.column)
  if (value === '') return texts.t('trace.empty')
  if (item?.kind === 'date') return shownDate(value, texts.language)
  if (item?.kind === 'code') {
    const label = texts.say(codeWords(item.codes, value))
    return label === value ? value : `${label} (${value})`
  }
  return from === undefined ? valueWords(texts, value, unit) : enteredWords(texts, value, unit)
}

/** A term that was entered keeps its own words behind those of the reader's language. */
function enteredWords(texts: Speaker, value: string, unit: TraceUnit | undefined): string {
  const term = texts.say(termWords(value))
  return term === value ? valueWords(texts, value, unit) : `${term} (${value})`
}

/** Where a value was entered: its form and question in words, then file, row and column as codes. */
export function sourceWords(
  { say }: Speaker,
  { file, row, column }: TraceSource,
  forms: readonly FormDefinition[],
): { readonly place: string; readonly codes: string } {
  const form = formOfFile(forms, file)
  const codes = [file, row, column].filter((part) => part.trim() !== '').join(' · ')
  if (form === undefined) return { place: codes, codes: '' }
  const item = itemOf(form, column) === undefined ? '' : say(labelOfItem(form, column))
  return { place: [say(form.title), item].filter((part) => part !== '').join(' · '), codes }
}

function formOfFile(forms: readonly FormDefinition[], file: string): FormDefinition | undefined {
  return forms.find((form) => form.file === file || form.group?.file === file)
}

function formWith(forms: readonly FormDefinition[], item: string): FormDefinition | undefined {
  return forms.find((form) => itemOf(form, item) !== undefined)
}

/** What an input is that was entered nowhere. */
export function originWords({ t }: Speaker, { constant, absent }: TraceInput): string {
  if (absent !== undefined) return t('trace.absent')
  return constant === undefined ? '' : t(`trace.${constant}`)
}
