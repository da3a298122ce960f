import { reasonKey, type ItemDefinition, type RowValues } from '../../../shared/forms/define.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { formatDate, NOTHING } from '../format.ts'
import { findCode } from '../../../shared/forms/find-code.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
import { splitCodes } from './code-text.ts'
import { isMissingReason, REASON_TEXTS } from './reason-texts.ts'

/** A stored value as a table shows it: codes by their labels, dates in the reader's way, reasons in brackets. */
export function valueText(item: ItemDefinition, row: RowValues, language: Language): string {
  const value = row[item.key] ?? ''
  if (value === '') {
    const reason = row[reasonKey(item.key)] ?? ''
    return reason === '' ? NOTHING : `(${reasonText(reason, language)})`
  }
  if (item.kind === 'date') return formatDate(value, language)
  if (item.kind !== 'code') return value
  return splitCodes(value)
    .map((part) => findCode(item.codes, part)?.label[language] ?? part)
    .join('; ')
}

function reasonText(reason: string, language: Language): string {
  return isMissingReason(reason) ? sentence(language, REASON_TEXTS[reason]) : reason
}
