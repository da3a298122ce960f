import { coxEfron, type CoxCoefficient } from '../../shared/statistics/cox.ts'
import type { GroupedTimes } from '../../shared/statistics/event-table.ts'
import { logRank } from '../../shared/statistics/log-rank.ts'
import type { Comparison } from './case-result.ts'
import { compareValues } from './compare-values.ts'
import type { ExpectedCox, ExpectedLogRank } from './survival-file.ts'

const LOG_RANK_TOLERANCE = 1e-8
const COX_TOLERANCE = 1e-6

export function compareLogRank(
  input: GroupedTimes,
  levels: readonly string[],
  expected: ExpectedLogRank,
): Comparison {
  // Without a comparison (df 0) R gives a chi-square of 0, the product none.
  const { chisq, p, ...counts } = expected
  const wanted = expected.df === 0 ? counts : { chisq, p, ...counts }
  return compareValues(logRank(input), { ...wanted, levels }, LOG_RANK_TOLERANCE)
}

/** Where the file has no Cox result (`null`), at least one estimate must be called not finite. */
export function compareCox(
  input: GroupedTimes,
  levels: readonly string[],
  expected: ExpectedCox | null,
): Comparison {
  const fit = coxEfron(input)
  const terms = [fit.reference, ...fit.coefficients.map(({ level }) => level)]
  if (expected === null) {
    const finite = fit.coefficients.every(({ kind }) => kind === 'finite')
    return compareValues({ terms, finite }, { terms: levels, finite: false }, COX_TOLERANCE)
  }
  const { coefficients, ...whole } = expected
  const actual = {
    terms,
    loglik: [fit.loglik.null, fit.loglik.fitted],
    likelihoodRatio: fit.likelihoodRatio,
    score: fit.score,
    coefficients: Object.fromEntries(fit.coefficients.map((one) => [`g${one.level}`, row(one)])),
  }
  const wanted = {
    terms: levels,
    ...present(whole),
    coefficients: Object.fromEntries((coefficients ?? []).map(({ term, ...rest }) => [term, rest])),
  }
  return compareValues(actual, wanted, COX_TOLERANCE)
}

function row(coefficient: CoxCoefficient): object {
  if (coefficient.kind === 'finite') return coefficient
  return { coef: null, se: null, hr: null, lower: null, upper: null, p: null }
}

/** The members that the file has: absent or null where an estimate is infinite. */
function present(members: object): object {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  )
}
