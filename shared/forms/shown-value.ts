import type { Bilingual, Language } from '../kernel/bilingual.ts'
import { shownDate } from '../kernel/shown-date.ts'
import { inBothLanguages } from '../texts/speaker.ts'
import { reasonKey, type ItemDefinition, type RowValues } from './define.ts'
import { findCode } from './find-code.ts'
import { isMissingReason, REASON_TEXTS } from './reason-texts.ts'
import { splitCodes } from './split-codes.ts'

/** What stands where nothing is stored. */
const NOTHING = '–'

/** A stored value as people read it: codes by their labels, dates in the reader's way, reasons in brackets. */
export function shownValue(item: ItemDefinition, row: RowValues, language: Language): string {
  const value = row[item.key] ?? ''
  if (value === '') {
    const reason = row[reasonKey(item.key)] ?? ''
    return reason === '' ? NOTHING : `(${reasonWords(reason)[language]})`
  }
  if (item.kind === 'date') return shownDate(value, language)
  return item.kind === 'code' ? codeWords(item.codes, value)[language] : value
}

/** What the codes of a value mean; a code that the list does not have stands as it is. */
export function codeWords(
  codes: Extract<ItemDefinition, { kind: 'code' }>['codes'],
  value: string,
): Bilingual {
  const labels = splitCodes(value).map(
    (part) => findCode(codes, part)?.label ?? { en: part, zh: part },
  )
  return {
    en: labels.map(({ en }) => en).join('; '),
    zh: labels.map(({ zh }) => zh).join('; '),
  }
}

/** What a stored reason of an empty item is called. */
export function reasonWords(reason: string): Bilingual {
  return isMissingReason(reason)
    ? inBothLanguages(REASON_TEXTS[reason], reason)
    : { en: reason, zh: reason }
}
