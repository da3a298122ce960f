import { FACTS } from '../kernel/facts.ts'
import { curveLimits } from '../statistics/curve-limits.ts'
import { kaplanMeier } from '../statistics/kaplan-meier.ts'
import { landmark } from '../statistics/landmark.ts'
import { contributed } from './contribution.ts'
import type { EndpointDefinition, LandmarkEndpoint } from './define.ts'
import { endpointKind, type RowContext, type RowMember } from './kind.ts'
import type { LandmarkSummary } from './results.ts'
import { limitsOf, survivalTimes, type SurvivalTimes } from './survival-summary.ts'

/** State of a time-to-event endpoint at so many months: Kaplan-Meier, and the crude share beside it. */
export const landmarkKind = endpointKind('landmark', {
  accepts: (endpoint: EndpointDefinition): endpoint is LandmarkEndpoint =>
    endpoint.kind === 'landmark',
  contribute: (endpoint, facts) => {
    const value = facts.contribution(endpoint.of)
    const days = value.kind === 'time' ? String(value.days) : 'none'
    return contributed(value, () => [
      {
        fact: FACTS.endpoint(endpoint.id),
        rule: 'E-landmark',
        inputs: [
          { name: endpoint.of, value: days, unit: 'd', of: FACTS.endpoint(endpoint.of) },
          { name: 'months', value: String(endpoint.months), unit: 'month', constant: 'definition' },
        ],
        result: days,
        unit: 'd',
      },
    ])
  },
  summarise,
})

function summarise(
  endpoint: LandmarkEndpoint,
  members: readonly RowMember[],
  context: RowContext,
): LandmarkSummary {
  const times = survivalTimes(members)
  const at = endpoint.months * context.conventions.monthDays
  return {
    kind: 'landmark',
    months: endpoint.months,
    km: kaplanMeierAt(endpoint, times, { at, context }),
    crude: crudeAt(endpoint, times, at),
  }
}

function kaplanMeierAt(
  endpoint: LandmarkEndpoint,
  times: SurvivalTimes,
  { at, context }: { readonly at: number; readonly context: RowContext },
): LandmarkSummary['km'] {
  const curve = kaplanMeier(times)
  const { surv, lower, upper, atRisk } = landmark(curve, curveLimits(curve, limitsOf(context)), at)
  if (endpoint.report === 'survival') return { estimate: surv, lower, upper, atRisk }
  return { estimate: complement(surv), lower: complement(upper), upper: complement(lower), atRisk }
}

function complement(value: number | null): number | null {
  return value === null ? null : 1 - value
}

/** Over the whole population; a subject censored on or before the landmark is neither. */
function crudeAt(
  endpoint: LandmarkEndpoint,
  { time, event }: SurvivalTimes,
  at: number,
): LandmarkSummary['crude'] {
  const N = time.length
  let events = 0
  let censoredBefore = 0
  time.forEach((days, index) => {
    if (days > at) return
    if (event[index] === 1) events += 1
    else censoredBefore += 1
  })
  const n = endpoint.report === 'mortality' ? events : N - events - censoredBefore
  return { n, N, events, censoredBefore, estimate: N === 0 ? null : n / N }
}
