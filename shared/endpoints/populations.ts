import type { ProtocolDefinition } from '../protocol/define.ts'
import type { DoseLimitingToxicityEndpoint, EndpointDefinition, Population } from './define.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** The endpoint whose counted subjects are the responders (population RESP). */
export const RESPONSE_RATE = 'ORR'

/**
 * Whether the subject belongs to a population; EVAL is judged under `criteria`.
 * @source protocol conventions, "Populations"
 */
export function isInPopulation(
  population: Population,
  criteria: string | null,
  { definition, facts }: { readonly definition: ProtocolDefinition; readonly facts: SubjectFacts },
): boolean {
  switch (population) {
    case 'ENR':
      return facts.timeline.enrolment !== null
    case 'SAF':
      return facts.inSafety
    case 'EVAL':
      return facts.inSafety && isEvaluable(facts, criteria ?? leadingCriteria(definition))
    case 'DLT':
      return isCounted(facts, doseLimitingToxicityOf(definition))
    case 'RESP':
      return isResponder(definition, facts)
    default:
      return population satisfies never
  }
}

/** Criteria that leads: the protocol's first. Null where it judges no tumour response. */
export function leadingCriteria(definition: ProtocolDefinition): string | null {
  return definition.criteria[0]?.key ?? null
}

/** The endpoint that defines the population DLT, if the protocol has one. */
export function doseLimitingToxicityOf(
  definition: ProtocolDefinition,
): DoseLimitingToxicityEndpoint | undefined {
  return definition.endpoints.find((endpoint) => endpoint.kind === 'dose-limiting-toxicity')
}

function isEvaluable(facts: SubjectFacts, criteria: string | null): boolean {
  if (criteria === null) return false
  const { measuredTarget, lastEvaluable } = facts.response(criteria)
  return measuredTarget && lastEvaluable !== null
}

function isCounted(facts: SubjectFacts, endpoint: EndpointDefinition | undefined): boolean {
  return endpoint !== undefined && facts.contribution(endpoint.id).kind === 'counted'
}

/** Responders by the protocol's response rate, in the population of that rate. */
function isResponder(definition: ProtocolDefinition, facts: SubjectFacts): boolean {
  const rate = definition.endpoints.find((endpoint) => endpoint.id === RESPONSE_RATE)
  if (rate === undefined || rate.population === 'RESP') return false
  const value = facts.contribution(rate.id)
  if (value.kind !== 'counted' || !value.hit) return false
  return isInPopulation(rate.population, rate.criteria, { definition, facts })
}
