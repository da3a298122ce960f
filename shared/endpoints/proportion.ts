import type { TraceInput } from '../kernel/trace.ts'
import { proportion } from '../statistics/proportion.ts'
import { contributed, type Contributed } from './contribution.ts'
import type { EndpointDefinition, ProportionEndpoint } from './define.ts'
import { endpointKind, type RowContext, type RowMember } from './kind.ts'
import type { ProportionSummary } from './results.ts'
import { requireCriteria } from './require-criteria.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { durationOfResponse } from './time-to-event.ts'

/**
 * Subjects whose best overall response is one of the endpoint's; where it says so, only those whose
 * response lasted longer than so many months.
 * @source response criteria, E-5; protocol 5, CBR
 */
export const proportionKind = endpointKind('proportion', {
  accepts: (endpoint: EndpointDefinition): endpoint is ProportionEndpoint =>
    endpoint.kind === 'proportion',
  contribute,
  summarise: (_, members, context) => summariseProportion(members, context),
})

function contribute(endpoint: ProportionEndpoint, facts: SubjectFacts): Contributed {
  const criteria = requireCriteria(endpoint)
  const response = facts.response(criteria)
  const best = endpoint.confirmed ? response.confirmedBor : response.bor
  const counted = endpoint.responses.includes(best)
  const limit = endpoint.durationAboveMonths
  const inputs: TraceInput[] = [{ name: endpoint.confirmed ? 'confirmed BOR' : 'BOR', value: best }]
  if (!counted || limit === undefined) return result(endpoint, counted, inputs)
  const days = durationOfResponse(criteria, facts)
  const limitDays = limit * facts.conventions.monthDays
  inputs.push({ name: 'duration of response, days', value: days === null ? 'none' : String(days) })
  inputs.push({ name: 'longer than, days', value: String(limitDays) })
  return result(endpoint, days !== null && days > limitDays, inputs)
}

function result(
  { id }: ProportionEndpoint,
  hit: boolean,
  inputs: readonly TraceInput[],
): Contributed {
  return contributed(
    { kind: 'counted', hit },
    { rule: `${id}-count`, inputs, result: hit ? 'counted' : 'not counted' },
  )
}

/** Share of hits among the members that are counted, with the protocol's limits. */
export function summariseProportion(
  members: readonly RowMember[],
  { conventions }: RowContext,
): ProportionSummary {
  let N = 0
  let n = 0
  for (const { value } of members) {
    if (value.kind !== 'counted') continue
    N += 1
    if (value.hit) n += 1
  }
  const question = { level: conventions.confidenceLevel, method: conventions.proportionLimits }
  return { kind: 'proportion', ...proportion({ n, N, ...question }) }
}
