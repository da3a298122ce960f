import { curveLimits, type LimitsType } from '../../shared/statistics/curve-limits.ts'
import { quantile } from '../../shared/statistics/curve-quantile.ts'
import { curveRows } from '../../shared/statistics/curve-rows.ts'
import { medianFollowUp } from '../../shared/statistics/follow-up.ts'
import { kaplanMeier, type KaplanMeierCurve } from '../../shared/statistics/kaplan-meier.ts'
import { landmark } from '../../shared/statistics/landmark.ts'
import type { CensoredTimes } from '../../shared/statistics/time-counts.ts'
import { runCase, type CaseResult, type Comparison } from './case-result.ts'
import { compareValues, joinComparisons } from './compare-values.ts'
import type { ExpectedCurve } from './survival-file.ts'

const TOLERANCE = 1e-8
const TYPES: readonly LimitsType[] = ['log-log', 'log', 'plain']
const SHARES = { q25: 0.25, median: 0.5, q75: 0.75 }

/** The cases of one curve: rows, limits, quantiles, landmarks and follow-up. */
export function curveCases(
  id: string,
  input: CensoredTimes,
  expected: ExpectedCurve,
): CaseResult[] {
  const curve = kaplanMeier(input)
  const cases = [
    runCase(`${id} rows`, () => compareRows(curve, expected)),
    runCase(`${id} limits`, () => compareLimits(curve, expected)),
    runCase(`${id} quantiles`, () => compareQuantiles(curve, expected)),
  ]
  if (expected.landmarks.length > 0) {
    cases.push(runCase(`${id} landmarks`, () => compareLandmarks(curve, expected)))
  }
  const { followUp } = expected
  if (followUp === null || followUp === undefined) return cases
  return [...cases, runCase(`${id} followUp`, () => compareFollowUp(input, followUp))]
}

function compareRows(curve: KaplanMeierCurve, { n, events, rows }: ExpectedCurve): Comparison {
  const actual = curveRows(curve, null)
  const columns = {
    time: actual.map((row) => row.time),
    nRisk: actual.map((row) => row.nRisk),
    nEvent: actual.map((row) => row.nEvent),
    nCensor: actual.map((row) => row.nCensor),
    surv: actual.map((row) => row.surv),
    stdErr: actual.map((row) => row.stdErr),
    cumhaz: actual.map((row) => row.cumhaz),
  }
  return compareValues(
    { n: curve.n, events: curve.events, rows: columns },
    { n, events, rows },
    TOLERANCE,
  )
}

function compareLimits(curve: KaplanMeierCurve, expected: ExpectedCurve): Comparison {
  const actual = byType((type) => {
    const rows = curveRows(curve, curveLimits(curve, { type, level: 0.95 }))
    return { lower: rows.map((row) => row.lower), upper: rows.map((row) => row.upper) }
  })
  return compareValues(actual, expected.limits, TOLERANCE)
}

function compareQuantiles(curve: KaplanMeierCurve, expected: ExpectedCurve): Comparison {
  const actual = byType((type) => {
    const limits = curveLimits(curve, { type, level: 0.95 })
    const at = Object.entries(SHARES).map(([name, p]) => [name, quantile(curve, limits, p)])
    return Object.fromEntries(at) as unknown
  })
  return compareValues(actual, expected.quantiles, TOLERANCE)
}

function compareLandmarks(curve: KaplanMeierCurve, expected: ExpectedCurve): Comparison {
  const parts = expected.landmarks.map((wanted) => {
    const { time, atRisk, surv } = landmark(curve, null, wanted.time)
    const limits = byType((type) => {
      const { lower, upper } = landmark(
        curve,
        curveLimits(curve, { type, level: 0.95 }),
        wanted.time,
      )
      return { lower, upper }
    })
    return compareValues({ time, atRisk, surv, ...limits }, wanted, TOLERANCE)
  })
  return joinComparisons(parts)
}

function compareFollowUp(
  input: CensoredTimes,
  expected: NonNullable<ExpectedCurve['followUp']>,
): Comparison {
  const { estimate, lower, upper } = medianFollowUp(input)
  return compareValues({ median: estimate, lower, upper }, expected, TOLERANCE)
}

function byType<T>(make: (type: LimitsType) => T): Record<string, T> {
  return Object.fromEntries(TYPES.map((type) => [type, make(type)]))
}
