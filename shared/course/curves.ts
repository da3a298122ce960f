import { labResults, valueIn, type LabResult, type LimitSources } from '../checks/lab-results.ts'
import type {
  ResponseDerivation,
  SubjectDates,
  TimepointDerivation,
} from '../endpoints/derivation.ts'
import { parseDay } from '../kernel/dates.ts'
import { standardUnit, unitFactor } from '../laboratory/standard-value.ts'
import type {
  AssessmentPoint,
  KnownSpan,
  LaboratoryCurve,
  LaboratoryPoint,
  TumourCurve,
} from './define.ts'
import type { CourseRecord } from './records.ts'
import { spanOf } from './span-of.ts'

/** What a course shows of a derivation: its values, without their proofs. */
export interface CourseDerivation {
  readonly dates: Omit<SubjectDates, 'trace'>
  readonly timepoints: readonly Values<TimepointDerivation>[]
  readonly responses: readonly Values<ResponseDerivation>[]
}

type Values<T> = Omit<T, 'trace' | 'basis'>

/** Where tumours are measured first. */
const BASELINE = 'BASELINE'

/** The sums and responses of each criterion, as derived; scans of `records` date the baseline. */
export function tumourCurves(
  { timepoints, responses }: Pick<CourseDerivation, 'timepoints' | 'responses'>,
  records: readonly CourseRecord[],
): readonly TumourCurve[] {
  const when = baselineSpan(records)
  return responses.flatMap(({ row: { criteria }, baselineSum: baseline }) => {
    const own = timepoints.filter(({ row }) => row.criteria === criteria)
    const sums = own.flatMap(({ row }) => row.sum ?? [])
    const lowest = Math.min(...sums, baseline ?? Infinity)
    const first = own.find(({ row }) => row.sum === lowest)
    const points = own.flatMap((one) => toPoint(one, one === first) ?? [])
    if (points.length === 0) return []
    const last = own.at(-1)
    return [
      {
        criteria,
        baseline: baseline === null ? null : { when, sum: baseline },
        nadir: last?.nadir ?? null,
        points,
      },
    ]
  })
}

function toPoint(
  { row }: Pick<TimepointDerivation, 'row'>,
  isNadir: boolean,
): AssessmentPoint | null {
  const day = parseDay(row.date)
  if (day === null) return null
  const { visit, sum, percentFromBaseline, percentFromNadir, derived, newLesion } = row
  return {
    ...{ visit, day, sum, percentFromBaseline, percentFromNadir, derived, newLesion },
    recorded: row.investigator,
    isNadir,
  }
}

/** From the first to the last day on which the baseline was scanned, as far as is known. */
function baselineSpan(records: readonly CourseRecord[]): KnownSpan | null {
  const spans = records
    .filter(({ visit }) => visit === BASELINE)
    .flatMap(({ values }) => values.rows.flatMap((row) => spanOf(row['TRDAT']) ?? []))
  const [first] = spans
  if (first === undefined) return null
  return spans.reduce(
    (whole, { earliest, latest }) => ({
      earliest: earliest < whole.earliest ? earliest : whole.earliest,
      latest: latest > whole.latest ? latest : whole.latest,
    }),
    first,
  )
}

/** One curve for each test that has results, in the order asked for. */
export function laboratoryCurves(
  records: readonly CourseRecord[],
  tests: readonly string[],
  sources: LimitSources,
): readonly LaboratoryCurve[] {
  const results = [...new Set(records.map(({ form }) => form))]
    .flatMap((form) => labResults(records.map(toChecked), form, sources))
    .sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity))
  return tests.flatMap((test) => {
    const own = results.filter((result) => result.test === test && result.text !== '')
    return own.length === 0 ? [] : [laboratoryCurve(test, own)]
  })
}

function toChecked(record: CourseRecord): CourseRecord & { readonly rowKey: string } {
  return { ...record, rowKey: '' }
}

function laboratoryCurve(test: string, results: readonly LabResult[]): LaboratoryCurve {
  const unit = commonUnit(test, results)
  // A line goes from middle to middle of what dates may mean, and never back.
  const points = results
    .flatMap((result) => toLaboratoryPoint(result, unit) ?? [])
    .sort((a, b) => a.when.earliest + a.when.latest - b.when.earliest - b.when.latest)
  return { test, unit, points, left: results.length - points.length }
}

/** The unit the results were reported in where all agree, else the standard one. */
function commonUnit(test: string, results: readonly LabResult[]): string {
  const units = new Set(results.map(({ unit }) => unit))
  const [only = ''] = units
  return units.size === 1 ? only : (standardUnit(test) ?? only)
}

function toLaboratoryPoint(result: LabResult, unit: string): LaboratoryPoint | null {
  const { day, lastDay, low, high, text, test } = result
  const value = valueIn(result, unit)
  if (day === null || lastDay === null || value === null) return null
  const factor = result.unit === unit ? 1 : unitFactor(test, result.unit, unit)
  const limit = (of: number | null): number | null =>
    of === null || factor === null ? null : of * factor
  const { id, form, visit } = result.record
  return {
    record: id ?? '',
    form,
    visit,
    values: {},
    when: { earliest: day, latest: lastDay },
    text,
    value,
    low: limit(low),
    high: limit(high),
    reportedUnit: result.unit,
  }
}
