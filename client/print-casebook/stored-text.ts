import type { BookValue } from '../../shared/casebook/record.ts'
import { reasonKey, type ItemDefinition } from '../../shared/forms/define.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { NOTHING } from '../kit/format.ts'
import { valueText } from '../kit/form/value-text.ts'

interface Stored {
  readonly key: string
  readonly item: ItemDefinition | null
  readonly value: string
  readonly reason: string
}

/**
 * A stored value on paper: as the screen shows it, with its unit, and a code beside its label, so that
 * the copy can be compared with the database field by field. @source EX-01
 */
export function storedText({ key, item, value, reason }: Stored, language: Language): string {
  if (item === null) return value === '' ? NOTHING : value
  const text = valueText(item, { [key]: value, [reasonKey(key)]: reason }, language)
  if (value === '') return text
  if (item.kind === 'code') return text === value ? text : `${text} [${value}]`
  return 'unit' in item ? `${text} ${item.unit}` : text
}

/** The value of a cell: the unit stands in the head of its column. */
export function cellText(value: BookValue, language: Language): string {
  const { item } = value
  if (item === null || !('unit' in item)) return storedText(value, language)
  return valueText(
    item,
    { [value.key]: value.value, [reasonKey(value.key)]: value.reason },
    language,
  )
}
