import type { Day } from '../kernel/brand.ts'
import { parsePartialDate } from '../kernel/dates.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { oncePer } from '../kernel/remembered.ts'
import { unitFactor } from '../laboratory/standard-value.ts'
import type { CheckRecord } from './define.ts'

/** One laboratory result of a subject, with where it stands. */
export interface LabResult {
  readonly record: CheckRecord
  readonly rowIndex: number
  readonly test: string
  /** First day the sample's date may mean; null: no date. */
  readonly day: Day | null
  readonly dateText: string
  readonly text: string
  readonly value: number | null
  readonly unit: string
  readonly low: number | null
  readonly high: number | null
}

/** The subject's numeric laboratory results by date; of one day in the order they were recorded. */
export function labResults(records: readonly CheckRecord[], form: string): readonly LabResult[] {
  const results = records
    .filter((record) => record.form === form)
    .flatMap((record) => record.values.rows.map((row, at) => toResult(record, row, at)))
  return results.sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity))
}

function toResult(
  record: CheckRecord,
  row: Readonly<Record<string, string>>,
  rowIndex: number,
): LabResult {
  const dateText = row['LBDAT'] ?? ''
  return {
    record,
    rowIndex,
    test: row['LBTESTCD'] ?? '',
    day: parsePartialDate(dateText)?.earliest ?? null,
    dateText,
    text: row['LBORRES'] ?? '',
    value: numberOf(row['LBORRES']),
    unit: row['LBORRESU'] ?? '',
    low: numberOf(row['LBORNRLO']),
    high: numberOf(row['LBORNRHI']),
  }
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : (parseNumberText(text)?.value ?? null)
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

/** The last earlier result of the same test with a number that can be compared. */
export function previousResult(results: readonly LabResult[], result: LabResult): LabResult | null {
  const { day } = result
  if (day === null) return null
  const before = ofTest(results, result.test).findLast(
    (one) => one.day !== null && one.day < day && valueIn(one, result.unit) !== null,
  )
  return before ?? null
}

/** The last result of the same test up to a day (the first dose): what later ones are held against. */
export function baselineResult(
  results: readonly LabResult[],
  test: string,
  until: Day | null,
): LabResult | null {
  const own = ofTest(results, test).filter((one) => one.day !== null && one.value !== null)
  const before = own.filter((one) => until !== null && one.day !== null && one.day <= until)
  return before.at(-1) ?? own.find((one) => one.record.visit === 'BASELINE') ?? null
}

/** A result as a multiple of the upper limit of normal it was reported with. */
export function timesUpperLimit({ value, high }: LabResult): number | null {
  return value === null || high === null || high <= 0 ? null : value / high
}
