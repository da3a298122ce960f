import { FACTS } from '../kernel/facts.ts'
import type { TraceInput } from '../kernel/trace.ts'
import { proportion } from '../statistics/proportion.ts'
import { contributed, type Contributed, type Proof } from './contribution.ts'
import { bestInput } from './best-input.ts'
import type { EndpointDefinition, ProportionEndpoint } from './define.ts'
import { endpointKind, type RowContext, type RowMember } from './kind.ts'
import type { ProportionSummary } from './results.ts'
import { requireCriteria } from './require-criteria.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { durationOfResponse, type ResponseDuration } from './time-to-event.ts'

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
  const isBest = endpoint.responses.includes(best)
  const limit = endpoint.durationAboveMonths
  const lasting =
    !isBest || limit === undefined
      ? null
      : {
          months: limit,
          monthDays: facts.conventions.monthDays,
          duration: durationOfResponse(criteria, facts),
        }
  const hit = isBest && (lasting === null || isAbove(lasting))
  return contributed({ kind: 'counted', hit }, () => proofOf({ endpoint, facts, hit, lasting }))
}

/** How long a response lasted, and how long it had to. */
interface Lasting {
  readonly months: number
  readonly monthDays: number
  /** Null without a response. */
  readonly duration: ResponseDuration | null
}

function isAbove({ months, monthDays, duration }: Lasting): boolean {
  return duration !== null && duration.days > months * monthDays
}

interface CountProof {
  readonly endpoint: ProportionEndpoint
  readonly facts: SubjectFacts
  readonly hit: boolean
  readonly lasting: Lasting | null
}

function proofOf({ endpoint, facts, hit, lasting }: CountProof): Proof {
  const { id, responses } = endpoint
  const factOf = (part?: string): string =>
    FACTS.endpoint(id, part === undefined ? 'duration' : `duration/${part}`)
  const steps = lasting?.duration?.proof(factOf) ?? []
  return [
    {
      fact: FACTS.endpoint(id),
      rule: lasting === null ? 'E-5' : 'E-6',
      under: requireCriteria(endpoint),
      inputs: [
        bestInput(endpoint, facts),
        { name: 'responses', value: responses.join('; '), constant: 'definition' },
        ...(lasting === null ? [] : lastingInputs(lasting, { endpoint, facts })),
      ],
      result: hit ? 'counted' : 'not counted',
    },
    ...steps,
  ]
}

function lastingInputs(
  { months, monthDays, duration }: Lasting,
  { endpoint, facts }: Pick<CountProof, 'endpoint' | 'facts'>,
): readonly TraceInput[] {
  const criteria = requireCriteria(endpoint)
  const none = FACTS.of(criteria, `${facts.response(criteria).mode}/response`)
  return [
    duration === null
      ? { name: 'duration', value: 'none', of: none }
      : {
          name: 'duration',
          value: String(duration.days),
          unit: 'd',
          of: FACTS.endpoint(endpoint.id, 'duration'),
        },
    { name: 'aboveMonths', value: String(months), unit: 'month', constant: 'definition' },
    { name: 'monthDays', value: String(monthDays), unit: 'd', constant: 'definition' },
  ]
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
