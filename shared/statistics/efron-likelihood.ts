import { sum, type EventRow } from './event-table.ts'
import { zeros } from './generalised-inverse.ts'

/** The partial likelihood of group effects and its derivatives at one point. */
export interface PartialLikelihood {
  readonly loglik: number
  readonly gradient: Float64Array
  /** Negative second derivatives. */
  readonly information: readonly Float64Array[]
}

/**
 * Log partial likelihood with Efron's handling of ties; `beta` holds the log hazard of each group.
 * @source Efron, J Am Stat Assoc 1977; R `coxph`, ties "efron".
 */
export function efronLikelihood(rows: readonly EventRow[], beta: Float64Array): PartialLikelihood {
  const hazard = beta.map((value) => Math.exp(value))
  const gradient = new Float64Array(beta.length)
  const information = zeros(beta.length)
  let loglik = 0
  for (const { atRisk, events } of rows) {
    const deaths = sum(events)
    events.forEach((count, group) => {
      loglik += count * (beta[group] ?? 0)
      gradient[group] = (gradient[group] ?? 0) + count
    })
    for (let tied = 0; tied < deaths; tied++) {
      // Of the tied deaths, the share `tied / deaths` has already left the risk set.
      const weight = hazard.map(
        (value, group) => value * ((atRisk[group] ?? 0) - (tied / deaths) * (events[group] ?? 0)),
      )
      const total = sum(weight)
      loglik -= Math.log(total)
      subtractMoments(
        weight.map((value) => value / total),
        gradient,
        information,
      )
    }
  }
  return { loglik, gradient, information }
}

function subtractMoments(
  share: Float64Array,
  gradient: Float64Array,
  information: readonly Float64Array[],
): void {
  share.forEach((here, g) => {
    gradient[g] = (gradient[g] ?? 0) - here
    const line = information[g] ?? new Float64Array()
    share.forEach((there, h) => {
      line[h] = (line[h] ?? 0) + here * ((g === h ? 1 : 0) - there)
    })
  })
}
