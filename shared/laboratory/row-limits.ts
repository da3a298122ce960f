import type { FormValues, RowValues } from '../forms/define.ts'
import {
  rangeFlag,
  rangeFor,
  type NormalRange,
  type RangeFlag,
  type Sampled,
} from './normal-range.ts'

/** A laboratory as rows of results name it, with the ranges it has. */
export interface RangedLaboratory {
  readonly code: string
  readonly name: string
  readonly ranges: readonly NormalRange[]
}

/** Limits a result is held against, in its own unit, and where they come from. */
export interface RowLimits {
  readonly low: string | null
  readonly high: string | null
  /** `row`: recorded with the result; `range`: the laboratory's range at the sample's date. */
  readonly from: 'row' | 'range' | 'none'
  readonly range: NormalRange | null
}

/** The laboratory that a row names by its name or code; null: none of these. */
export function laboratoryOf<L extends Pick<RangedLaboratory, 'code' | 'name'>>(
  laboratories: readonly L[],
  named: string | undefined,
): L | null {
  const wanted = plainLaboratory(named ?? '')
  if (wanted === '') return null
  return (
    laboratories.find(({ name }) => plainLaboratory(name) === wanted) ??
    laboratories.find(({ code }) => plainLaboratory(code) === wanted) ??
    null
  )
}

/** A laboratory's name or code as it is compared: width of signs, blanks and capitals aside. */
export function plainLaboratory(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/**
 * The limits of a result. What was recorded with it always holds; a range of the laboratory only
 * where nothing was, so that a later range never changes a result that carries its own.
 */
export function limitsOf(
  row: RowValues,
  laboratories: readonly RangedLaboratory[],
  sampled: Sampled,
): RowLimits {
  const { LBORNRLO: low = '', LBORNRHI: high = '' } = row
  if (hasLimits(row)) {
    return { low: emptyAsNull(low), high: emptyAsNull(high), from: 'row', range: null }
  }
  const laboratory = laboratoryOf(laboratories, row['LBNAM'])
  const question = {
    test: row['LBTESTCD'] ?? '',
    unit: row['LBORRESU'] ?? '',
    date: row['LBDAT'] ?? '',
    ...sampled,
  }
  const range = laboratory === null ? null : rangeFor(laboratory.ranges, question)
  if (range === null) return { low: null, high: null, from: 'none', range: null }
  return { low: range.low, high: range.high, from: 'range', range }
}

function hasLimits({ LBORNRLO: low = '', LBORNRHI: high = '' }: RowValues): boolean {
  return low !== '' || high !== ''
}

/** Whether some result has no limits of its own and names a laboratory, whose ranges then count. */
export function needsRanges(records: readonly { readonly values: FormValues }[]): boolean {
  return records.some(({ values }) =>
    values.rows.some((row) => (row['LBNAM'] ?? '') !== '' && !hasLimits(row)),
  )
}

function emptyAsNull(text: string): string | null {
  return text === '' ? null : text
}

/** The flag of a row against its limits; null: not decided. */
export function flagOf(row: RowValues, limits: Pick<RowLimits, 'low' | 'high'>): RangeFlag | null {
  return rangeFlag(row['LBORRES'] ?? '', limits)
}
