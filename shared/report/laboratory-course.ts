import { valueIn, type LabResult } from '../checks/lab-results.ts'
import type { Timeline } from '../endpoints/timeline.ts'
import type { GradedResult } from '../laboratory/graded-results.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import type { LiverPeaks } from '../safety/liver-safety.ts'

/** Tests whose course a report draws, and the limit that their results are multiples of. */
export const TREND_TESTS = [
  { test: 'ALT', limit: 'upper' },
  { test: 'AST', limit: 'upper' },
  { test: 'TBIL', limit: 'upper' },
  { test: 'ALB', limit: 'lower' },
  { test: 'PLT', limit: 'lower' },
] as const
type TrendTest = (typeof TREND_TESTS)[number]

/** A result as a multiple of its own limit. */
export interface MultiplePoint {
  /** Place on an axis: the first dose at 1, the day before it, which is study day -1, at 0. */
  readonly day: number
  readonly multiple: number
  /** Null outside a planned visit. */
  readonly visit: string | null
}

/** What a report needs of one subject's laboratory results besides their grades. */
export interface LaboratoryCourse {
  /** On treatment, as multiples of the upper limits recorded with the results, else those of their laboratories; null: ALT and AST, or bilirubin, have none. */
  readonly overLimit: LiverPeaks | null
  /** The same as multiples of the baseline. */
  readonly overBaseline: LiverPeaks | null
  /** By code of `TREND_TESTS`; a test without a result that has its limit is left out. */
  readonly trends: Readonly<Partial<Record<TrendTest['test'], readonly MultiplePoint[]>>>
}

/** Peaks on treatment and courses of a subject's results; on treatment as the shifts of grades have it. */
export function laboratoryCourse(
  results: readonly GradedResult[],
  firstDose: Timeline['firstDose'],
): LaboratoryCourse {
  const trends: Partial<Record<TrendTest['test'], readonly MultiplePoint[]>> = {}
  for (const of of TREND_TESTS) {
    const points = courseOf(of, results, firstDose)
    if (points.length > 0) trends[of.test] = points
  }
  return {
    overLimit: peaksBy(results, overLimit),
    overBaseline: peaksBy(results, (result) => overBaseline(result, results)),
    trends,
  }
}

const LIVER_PARTS: ReadonlyMap<string, keyof LiverPeaks> = new Map([
  ['ALT', 'transaminase'],
  ['AST', 'transaminase'],
  ['TBIL', 'bilirubin'],
])

function peaksBy(
  results: readonly GradedResult[],
  multipleOf: (result: LabResult) => number | null,
): LiverPeaks | null {
  let transaminase = 0
  let bilirubin = 0
  for (const { result, onTreatment } of results) {
    const part = LIVER_PARTS.get(codeOf(result))
    if (part === undefined || !onTreatment) continue
    const multiple = multipleOf(result) ?? 0
    if (part === 'bilirubin') bilirubin = Math.max(bilirubin, multiple)
    else transaminase = Math.max(transaminase, multiple)
  }
  return transaminase > 0 && bilirubin > 0 ? { transaminase, bilirubin } : null
}

function codeOf({ test }: LabResult): string {
  return findLaboratoryTest(test)?.code ?? test
}

function overLimit({ value, high }: LabResult): number | null {
  return value === null || high === null || high <= 0 ? null : value / high
}

function overBaseline(result: LabResult, results: readonly GradedResult[]): number | null {
  const baseline = results.find((each) => each.isBaseline && each.result.test === result.test)
  const before = baseline === undefined ? null : valueIn(baseline.result, result.unit)
  return result.value === null || before === null || before <= 0 ? null : result.value / before
}

function courseOf(
  { test, limit }: TrendTest,
  results: readonly GradedResult[],
  firstDose: Timeline['firstDose'],
): readonly MultiplePoint[] {
  if (firstDose === null) return []
  return results.flatMap(({ result, day }): readonly MultiplePoint[] => {
    const { value, record } = result
    const bound = limit === 'upper' ? result.high : result.low
    if (codeOf(result) !== test || day === null) return []
    if (value === null || value <= 0 || bound === null || bound <= 0) return []
    return [{ day: day - firstDose.day + 1, multiple: value / bound, visit: record.visit }]
  })
}
