import { parsePartialDate } from '../../kernel/dates.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import type { Cell } from '../datasets/define.ts'
import type { DomainRow, MappedValue, Supplemental } from './define.ts'
import { evaluatorOf, qualifierOrigin } from './qualifier-source.ts'
import { isNumeric } from './variables-of.ts'
import { submissionValue } from './terms.ts'

interface RowValues {
  readonly values: Readonly<Record<string, Cell>>
  /** Texts that their variable cannot hold: no number, no date. */
  readonly supplementals: readonly Supplemental[]
}

/**
 * Values of the row's own variables, in the terms of the standard. What a numeric or date variable
 * cannot hold becomes a supplemental qualifier as entered: never lost, never changed.
 */
export function rowValues({ domain, part, values }: DomainRow): RowValues {
  const made: Record<string, Cell> = {}
  const supplementals: Supplemental[] = []
  for (const [variable, value] of values) {
    const cell = cellOf(domain, variable, value.text)
    if (cell !== null) made[variable] = cell
    else if (value.text !== '') supplementals.push(textQualifier(value, part.layout.form))
    if (value.reason !== '') supplementals.push(reasonQualifier(value, part.layout.form))
  }
  return { values: made, supplementals }
}

/** The value that a variable gets of a text; null where it cannot hold it. */
export function cellOf(domain: string, variable: string, text: string): Cell {
  if (text === '') return null
  if (isNumeric(domain, variable)) {
    const number = parseNumberText(text)
    return number?.comparator === null ? number.value : null
  }
  if (variable.endsWith('DTC')) return parsePartialDate(text) === null ? null : text
  return submissionValue(variable, text)
}

/** A text that its variable cannot hold. */
export function textQualifier(
  { mapped, text }: MappedValue,
  form: DomainRow['part']['layout']['form'],
): Supplemental {
  return {
    ...mapped.textName,
    value: text,
    origin: qualifierOrigin(mapped.item),
    evaluator: evaluatorOf(mapped, form),
    test: null,
    column: mapped.item.key,
  }
}

/** Why an item is empty, where its domain has no --REASND for it. */
export function reasonQualifier(
  { mapped, reason }: MappedValue,
  form: DomainRow['part']['layout']['form'],
): Supplemental {
  return {
    ...mapped.reasonName,
    value: reason,
    origin: 'CRF',
    evaluator: evaluatorOf(mapped, form),
    test: null,
    column: `${mapped.item.key}_REASND`,
  }
}
