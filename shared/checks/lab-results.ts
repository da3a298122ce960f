import type { Day } from '../kernel/brand.ts'
import { parsePartialDate } from '../kernel/dates.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { Sampled } from '../laboratory/normal-range.ts'
import { limitsOf, type RangedLaboratory, type RowLimits } from '../laboratory/row-limits.ts'
import { unitFactor } from '../laboratory/standard-value.ts'
import { phaseOf, type TreatmentStart } from '../laboratory/treatment-start.ts'
import type { RowValues } from '../forms/define.ts'
import type { CheckRecord } from './define.ts'

/** One laboratory result of a subject, with where it stands. */
export interface LabResult {
  readonly record: CheckRecord
  readonly rowIndex: number
  readonly test: string
  /** First day the sample's date may mean; null: no date. */
  readonly day: Day | null
  /** Last day it may mean. */
  readonly lastDay: Day | null
  readonly dateText: string
  readonly text: string
  readonly value: number | null
  readonly unit: string
  /** Recorded with the result, or else those of its laboratory; their numbers below. */
  readonly limits: RowLimits
  readonly low: number | null
  readonly high: number | null
}

/** Where the limits of results without their own are found: the laboratories of the site, the subject. */
export interface LimitSources {
  readonly laboratories: readonly RangedLaboratory[]
  readonly sampled: Sampled
}

/** The subject's laboratory results by date; of one day in the order they were recorded. */
export function labResults(
  records: readonly CheckRecord[],
  form: string,
  sources: LimitSources,
): readonly LabResult[] {
  const results = records
    .filter((record) => record.form === form)
    .flatMap((record) => record.values.rows.map((row, at) => toResult(record, at, sources, row)))
  return results.sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity))
}

function toResult(
  record: CheckRecord,
  rowIndex: number,
  { laboratories, sampled }: LimitSources,
  row: RowValues,
): LabResult {
  const dateText = row['LBDAT'] ?? ''
  const date = parsePartialDate(dateText)
  const limits = limitsOf(row, laboratories, sampled)
  return {
    record,
    rowIndex,
    test: row['LBTESTCD'] ?? '',
    day: date?.earliest ?? null,
    lastDay: date?.latest ?? null,
    dateText,
    text: row['LBORRES'] ?? '',
    value: numberOf(row['LBORRES']),
    unit: row['LBORRESU'] ?? '',
    limits,
    low: numberOf(limits.low),
    high: numberOf(limits.high),
  }
}

function numberOf(text: string | null | undefined): number | null {
  return text === undefined || text === null ? null : (parseNumberText(text)?.value ?? null)
}

/** The value of a result in another unit of the same test; null where it cannot be compared. */
export function valueIn({ test, value, unit: from }: LabResult, unit: string): number | null {
  if (value === null || from === unit) return value
  const factor = unitFactor(test, from, unit)
  return factor === null ? null : value * factor
}

const byTest = oncePer((results: readonly LabResult[]) => {
  const lists = new Map<string, LabResult[]>()
  for (const result of results) {
    const list = lists.get(result.test) ?? []
    lists.set(result.test, list)
    list.push(result)
  }
  return lists
})

/** The results of one test, in the order of all. */
function ofTest(results: readonly LabResult[], test: string): readonly LabResult[] {
  return byTest(results).get(test) ?? []
}

const byRecord = oncePer((results: readonly LabResult[]) => {
  const lists = new Map<CheckRecord, Map<number, LabResult>>()
  for (const result of results) {
    const rows = lists.get(result.record) ?? new Map<number, LabResult>()
    lists.set(result.record, rows)
    rows.set(result.rowIndex, result)
  }
  return lists
})

/** The result in a row of a record; null where there is none. */
export function resultAt(
  results: readonly LabResult[],
  record: CheckRecord,
  rowIndex: number,
): LabResult | null {
  return byRecord(results).get(record)?.get(rowIndex) ?? null
}

/** The earlier results of the same test with a number that can be compared, the last one last. */
export function resultsBefore(
  results: readonly LabResult[],
  result: LabResult,
): readonly LabResult[] {
  const { day, unit } = result
  if (day === null) return []
  return ofTest(results, result.test).filter(
    (one) => one.day !== null && one.day < day && valueIn(one, unit) !== null,
  )
}

/** The last of them. */
export function previousResult(results: readonly LabResult[], result: LabResult): LabResult | null {
  return resultsBefore(results, result).at(-1) ?? null
}

/**
 * The last result of a test before the treatment: what later ones are held against. While no first dose
 * is known, that of the baseline visit.
 */
export function baselineResult(
  results: readonly LabResult[],
  test: string,
  treatment: TreatmentStart,
): LabResult | null {
  const own = ofTest(results, test).filter((one) => one.day !== null && one.value !== null)
  const before =
    treatment.firstDose === null
      ? own.filter(({ record }) => record.visit === 'BASELINE')
      : own.filter((one) => phaseOf(one, treatment) === 'before')
  return before.at(-1) ?? null
}
