import { chiSquareUpperTail } from './chi-square.ts'
import { eventTable, sum, type EventRow, type GroupedTimes } from './event-table.ts'
import { dot, generalisedInverse, product, zeros } from './generalised-inverse.ts'

interface LogRank {
  /** The groups in rising text order; `observed` and `expected` are parallel to them. */
  readonly levels: readonly string[]
  readonly observed: readonly number[]
  readonly expected: readonly number[]
  readonly df: number
  /** Null, like `p`, where nothing can be compared (df = 0). */
  readonly chisq: number | null
  readonly p: number | null
}

/**
 * Log-rank test of two or more groups, stratified if strata are given. Groups that are never at
 * risk at an event take no part. Throws where the arrays differ in length.
 * @source Mantel 1966, Peto and Peto 1972; R `survdiff`, rho = 0.
 */
export function logRank(input: GroupedTimes): LogRank {
  const { levels, rows } = eventTable(input)
  const observed = new Float64Array(levels.length)
  const expected = new Float64Array(levels.length)
  const variance = zeros(levels.length)
  for (const row of rows) addRow(row, { observed, expected, variance })
  const compared = [...levels.keys()].filter((group) => (expected[group] ?? 0) > 0).slice(1)
  const excess = Float64Array.from(compared, (g) => (observed[g] ?? 0) - (expected[g] ?? 0))
  const { inverse, rank } = generalisedInverse(
    compared.map((g) => Float64Array.from(compared, (h) => variance[g]?.[h] ?? 0)),
  )
  const chisq = rank === 0 ? null : dot(product(inverse, excess), excess)
  return {
    levels,
    observed: [...observed],
    expected: [...expected],
    df: rank,
    chisq,
    p: chisq === null ? null : chiSquareUpperTail(chisq, rank),
  }
}

interface Sums {
  readonly observed: Float64Array
  readonly expected: Float64Array
  readonly variance: readonly Float64Array[]
}

/** One event time: hypergeometric mean and variance of the events per group. */
function addRow({ atRisk, events }: EventRow, { observed, expected, variance }: Sums): void {
  const n = sum(atRisk)
  const d = sum(events)
  const factor = n > 1 ? (d * (n - d)) / (n - 1) : 0
  atRisk.forEach((atRiskHere, g) => {
    const share = atRiskHere / n
    observed[g] = (observed[g] ?? 0) + (events[g] ?? 0)
    expected[g] = (expected[g] ?? 0) + d * share
    const line = variance[g]
    if (line === undefined || factor === 0) return
    atRisk.forEach((atRiskThere, h) => {
      line[h] = (line[h] ?? 0) + factor * share * ((g === h ? 1 : 0) - atRiskThere / n)
    })
  })
}
