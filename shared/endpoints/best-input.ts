import { FACTS } from '../kernel/facts.ts'
import type { TraceInput } from '../kernel/trace.ts'
import type { DistributionEndpoint, ProportionEndpoint } from './define.ts'
import { requireCriteria } from './require-criteria.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** The best overall response that an endpoint reads, as an input of its step. */
export function bestInput(
  endpoint: ProportionEndpoint | DistributionEndpoint,
  facts: SubjectFacts,
): TraceInput {
  const criteria = requireCriteria(endpoint)
  const { bor, confirmedBor } = facts.response(criteria)
  return endpoint.confirmed
    ? { name: 'confirmedBor', value: confirmedBor, of: FACTS.of(criteria, 'confirmed/bor') }
    : { name: 'bor', value: bor, of: FACTS.of(criteria, 'plain/bor') }
}
