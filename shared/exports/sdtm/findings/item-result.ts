import { derivations } from '../../../forms/derivations.ts'
import type { Code, ItemDefinition, RowValues } from '../../../forms/define.ts'
import { parseNumberText } from '../../../kernel/number-text.ts'
import type { Cell } from '../../datasets/define.ts'
import type { MappedValue } from '../define.ts'
import { codedResult, derivedNumber, notDone, numericResult } from './result.ts'
import { unitTerm, vitalInStandard } from './units.ts'

/** A result of one item: its values, whether it was computed, and whether a number cannot be read. */
export interface ItemResult {
  readonly values: Readonly<Record<string, Cell>>
  readonly isDerived: boolean
  readonly isUnreadable: boolean
}

interface Asked {
  readonly domain: string
  readonly test: string
  readonly value: MappedValue
  /** The row that the item stands in, for what is computed of it. */
  readonly row: RowValues
  /** Codes stand in --ORRES by their wording; --STRESC is the code. */
  readonly byWording?: boolean
}

/** What an item says of a test: done or not, as a number, a code or in words. */
export function itemResult(asked: Asked): ItemResult {
  const { domain, value } = asked
  const { item } = value.mapped
  if (value.text === '') {
    const values = notDone(domain, value.reason === '' ? null : value.reason)
    return { values, isDerived: false, isUnreadable: false }
  }
  if (isComputed(item, value.text, asked.row)) {
    return { values: computedValues(asked), isDerived: true, isUnreadable: false }
  }
  if (item.kind === 'number' || item.kind === 'integer') return numberResult(asked)
  const values =
    item.kind === 'code' && asked.byWording === true
      ? wordedResult(domain, item.codes, value.text)
      : codedResult(domain, value.text)
  return { values, isDerived: false, isUnreadable: false }
}

/** Whether a value is what its derivation gives; one that was sent while an input is missing is not. */
function isComputed(item: ItemDefinition, text: string, row: RowValues): boolean {
  if (item.derivation === undefined) return false
  const derivation = derivations.find(item.derivation)
  return derivation?.derive(row)?.value === text
}

function computedValues({ domain, test, value }: Asked): Readonly<Record<string, Cell>> {
  const { text, mapped } = value
  const number = parseNumberText(text)
  if (number === null || mapped.item.kind === 'code') {
    return { [`${domain}STRESC`]: text, [`${domain}STRESN`]: number?.value ?? null }
  }
  const unit = 'unit' in mapped.item ? mapped.item.unit : null
  return { ...derivedNumber(domain, number.value, unitTerm(unit, test)), [`${domain}STRESC`]: text }
}

function numberResult({ domain, test, value }: Asked): ItemResult {
  const { text, mapped } = value
  const unit = unitTerm('unit' in mapped.item ? mapped.item.unit : null, test)
  const values = numericResult({ domain, text, unit })
  const number = values[`${domain}STRESN`]
  if (typeof number !== 'number') {
    return { values, isDerived: false, isUnreadable: parseNumberText(text) === null }
  }
  const standard = vitalInStandard(test, number, unit)
  return {
    values: {
      ...values,
      [`${domain}STRESC`]: String(standard.value),
      [`${domain}STRESN`]: standard.value,
      [`${domain}STRESU`]: standard.unit,
    },
    isDerived: false,
    isUnreadable: false,
  }
}

/** The wording that was chosen, and its code: a score where it is a number. */
function wordedResult(
  domain: string,
  codes: readonly Code[],
  text: string,
): Readonly<Record<string, Cell>> {
  const chosen = codes.find(({ value }) => value === text)
  const number = parseNumberText(text)
  return {
    [`${domain}ORRES`]: chosen === undefined ? text : plainText(chosen.label.en),
    [`${domain}STRESC`]: text,
    [`${domain}STRESN`]: number?.comparator === null ? number.value : null,
  }
}

/** A wording of the forms in the letters that every transport can hold. */
function plainText(text: string): string {
  return text
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/[µμ]/g, 'u')
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
}
