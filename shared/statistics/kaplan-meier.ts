import { countTimes, type CensoredTimes, type TimeCounts } from './time-counts.ts'

/** A Kaplan-Meier curve: parallel columns with one row per distinct time, in rising order. */
export interface KaplanMeierCurve extends TimeCounts {
  readonly n: number
  readonly events: number
  /** At risk just before the time; who is censored at a time is still at risk there. */
  readonly nRisk: Float64Array
  readonly surv: Float64Array
  /** Greenwood's standard error of `surv` itself; NaN (not defined) where `surv` is 0. */
  readonly stdErr: Float64Array
  /** Nelson-Aalen estimate of the cumulative hazard. */
  readonly cumhaz: Float64Array
}

/**
 * Product-limit estimate of the survival function. No times give a curve without rows. Throws
 * where the lengths differ or a time is not finite.
 * @source Kaplan and Meier 1958; Greenwood 1926; R `survfit`, type "kaplan-meier".
 */
export function kaplanMeier(input: CensoredTimes): KaplanMeierCurve {
  const counts = countTimes(input)
  const rows = counts.time.length
  const nRisk = new Float64Array(rows)
  const surv = new Float64Array(rows)
  const stdErr = new Float64Array(rows)
  const cumhaz = new Float64Array(rows)
  let atRisk = input.time.length
  let survival = 1
  let hazard = 0
  let logVariance = 0
  let events = 0
  for (let row = 0; row < rows; row++) {
    const deaths = counts.nEvent[row] ?? 0
    nRisk[row] = atRisk
    if (deaths > 0) {
      const survivors = atRisk - deaths
      events += deaths
      survival *= survivors / atRisk
      hazard += deaths / atRisk
      logVariance += deaths / (atRisk * survivors)
    }
    surv[row] = survival
    stdErr[row] = survival * Math.sqrt(logVariance)
    cumhaz[row] = hazard
    atRisk -= deaths + (counts.nCensor[row] ?? 0)
  }
  return { n: input.time.length, events, ...counts, nRisk, surv, stdErr, cumhaz }
}
