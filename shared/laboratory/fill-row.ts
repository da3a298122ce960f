import type { RowValues } from '../forms/define.ts'
import type { Sampled } from './normal-range.ts'
import { limitsOf, laboratoryOf, type RangedLaboratory } from './row-limits.ts'
import { unitsOfTest } from './test-units.ts'

/** A laboratory with what is remembered of it at a site. */
export interface UsedLaboratory extends RangedLaboratory {
  /** Remembered units by test. */
  readonly units: Readonly<Record<string, string>>
}

/** What is known where a row of results is typed. */
export interface FillContext {
  readonly laboratories: readonly UsedLaboratory[]
  /** Name of the laboratory whose report is typed; empty: not said. */
  readonly laboratory: string
  /** Date of the sample in the row above; empty: none. */
  readonly date: string
  readonly sampled: Sampled
}

const OF_UNIT = ['LBTESTCD', 'LBNAM']
const OF_LIMITS = ['LBTESTCD', 'LBNAM', 'LBORRESU', 'LBDAT']

/**
 * What a changed item of a row lets the others be filled with: date and laboratory of the report, the
 * unit the laboratory uses (or the only one), its limits at the sample's date. Only empty items are
 * filled, and those that hold what the former test was filled with; what a person typed stays.
 */
export function fillRow(
  before: RowValues,
  row: RowValues,
  changed: string,
  context: FillContext,
): RowValues {
  const isTest = changed === 'LBTESTCD' && unitsOfTest(row['LBTESTCD'] ?? '').length > 0
  const filled = isTest
    ? {
        ...row,
        LBDAT: textOr(row['LBDAT'], context.date),
        LBNAM: textOr(row['LBNAM'], context.laboratory),
      }
    : row
  const withUnit = OF_UNIT.includes(changed) ? fillUnit(before, filled, context) : filled
  const after = OF_LIMITS.includes(changed) ? fillLimits(before, withUnit, context) : withUnit
  return Object.fromEntries(
    Object.entries(after).filter(([key, text]) => text !== (row[key] ?? '')),
  )
}

function textOr(text: string | undefined, other: string): string {
  return text === undefined || text === '' ? other : text
}

function fillUnit(before: RowValues, row: RowValues, context: FillContext): RowValues {
  const held = row['LBORRESU'] ?? ''
  if (held !== '' && held !== usualUnit(before, context)) return row
  const unit = usualUnit(row, context)
  return unit === '' && held === '' ? row : { ...row, LBORRESU: unit }
}

/** The unit the row's laboratory was last recorded with, else the only one the test is met in. */
export function usualUnit(
  row: RowValues,
  { laboratories }: Pick<FillContext, 'laboratories'>,
): string {
  const test = row['LBTESTCD'] ?? ''
  const remembered = laboratoryOf(laboratories, row['LBNAM'])?.units[test] ?? ''
  if (remembered !== '') return remembered
  const [only, other] = unitsOfTest(test)
  return only !== undefined && other === undefined ? only : ''
}

/** Whether the unit of a row needs no thought: it is the one its laboratory uses, or the only one. */
export function isUnitSettled(row: RowValues, context: Pick<FillContext, 'laboratories'>): boolean {
  const unit = row['LBORRESU'] ?? ''
  return unit !== '' && unit === usualUnit(row, context)
}

function fillLimits(before: RowValues, row: RowValues, context: FillContext): RowValues {
  const former = rangeOf(before, context)
  const low = row['LBORNRLO'] ?? ''
  const high = row['LBORNRHI'] ?? ''
  const isTyped = (low !== '' || high !== '') && (low !== former.low || high !== former.high)
  if (isTyped) return row
  const range = rangeOf(row, context)
  if (range.low === low && range.high === high) return row
  return { ...row, LBORNRLO: range.low, LBORNRHI: range.high }
}

function rangeOf(
  row: RowValues,
  { laboratories, sampled }: FillContext,
): { low: string; high: string } {
  const bare = { ...row, LBORNRLO: '', LBORNRHI: '' }
  const { low, high } = limitsOf(bare, laboratories, sampled)
  return { low: low ?? '', high: high ?? '' }
}
