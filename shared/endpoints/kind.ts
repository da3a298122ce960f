import type { Member } from '../kernel/registry.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import type { Contributed, Contribution } from './contribution.ts'
import type { EndpointDefinition } from './define.ts'
import type { EndpointSummary } from './results.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** One subject of a row, with what it adds. */
export interface RowMember {
  readonly subject: string
  readonly cohort: string | null
  readonly value: Contribution
}

/** What a row is made under: the protocol's conventions, and whether it pools all cohorts. */
export interface RowContext {
  readonly conventions: AnalysisConventions
  readonly pooled: boolean
  /** Cohorts that have an enrolled subject, in the protocol's order. */
  readonly cohorts: readonly string[]
}

/** A kind of endpoint: what each subject adds, and how the additions become a row. */
export interface EndpointKind extends Member {
  /** What the subject adds, whatever its population: the population is applied to rows. */
  contribute(endpoint: EndpointDefinition, facts: SubjectFacts): Contributed
  /** The row of `members`, ordered by subject; who is not at risk is already left out. */
  summarise(
    endpoint: EndpointDefinition,
    members: readonly RowMember[],
    context: RowContext,
  ): EndpointSummary
}

interface KindRules<E extends EndpointDefinition> {
  readonly accepts: (endpoint: EndpointDefinition) => endpoint is E
  readonly contribute: (endpoint: E, facts: SubjectFacts) => Contributed
  readonly summarise: (
    endpoint: E,
    members: readonly RowMember[],
    context: RowContext,
  ) => EndpointSummary
}

/** A kind from its rules. The member throws when it is given an endpoint of another kind. */
export function endpointKind<E extends EndpointDefinition>(
  key: string,
  rules: KindRules<E>,
): EndpointKind {
  const own = (endpoint: EndpointDefinition): E => {
    if (rules.accepts(endpoint)) return endpoint
    throw new Error(`The kind "${key}" cannot read the endpoint ${endpoint.id} (${endpoint.kind}).`)
  }
  return {
    key,
    contribute: (endpoint, facts) => rules.contribute(own(endpoint), facts),
    summarise: (endpoint, members, context) => rules.summarise(own(endpoint), members, context),
  }
}
