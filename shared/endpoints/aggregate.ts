import { compareCodePoints } from '../kernel/code-points.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { EndpointDefinition, Population } from './define.ts'
import type { AnalysisFamilies, DeriveOptions, SubjectAddition } from './derivation.ts'
import type { RowMember } from './kind.ts'
import { doseLimitingToxicityOf } from './populations.ts'
import type { Analysis, EndpointRow, PopulationCounts } from './results.ts'

/**
 * The analysis from what was derived of each subject, in any order, all at the same cut-off and
 * from the same source. With one subject derived anew it is the analysis of the changed study.
 */
export function aggregate(
  additions: readonly SubjectAddition[],
  definition: ProtocolDefinition,
  { cutoff, source }: DeriveOptions,
  families: Pick<AnalysisFamilies, 'endpoints'>,
): Analysis {
  const enrolled = additions
    .filter((addition) => addition.enrolled)
    .sort((a, b) => compareCodePoints(a.subject, b.subject))
  return {
    protocol: definition.key,
    cutoff,
    source,
    populations: countPopulations(enrolled, definition),
    timepoints: enrolled.flatMap(({ timepoints }) => timepoints.map(({ row }) => row)),
    subjects: enrolled.flatMap(({ responses }) => responses.map(({ row }) => row)),
    endpoints: endpointRows(enrolled, definition, families),
    queries: enrolled.flatMap(({ queries }) => queries),
  }
}

function countPopulations(
  enrolled: readonly SubjectAddition[],
  definition: ProtocolDefinition,
): PopulationCounts {
  const count = (population: Population): number =>
    enrolled.filter(({ populations }) => populations[population]).length
  const always = { ENR: count('ENR'), SAF: count('SAF'), EVAL: count('EVAL') }
  return doseLimitingToxicityOf(definition) === undefined
    ? always
    : { ...always, DLT: count('DLT') }
}

function endpointRows(
  enrolled: readonly SubjectAddition[],
  definition: ProtocolDefinition,
  families: Pick<AnalysisFamilies, 'endpoints'>,
): EndpointRow[] {
  const present = new Set(enrolled.map(({ cohort }) => cohort))
  const cohorts = definition.cohorts.map(({ key }) => key).filter((key) => present.has(key))
  const members = membersByEndpoint(enrolled)
  const { conventions } = definition
  return inOrder(definition.endpoints).flatMap((endpoint) => {
    const { id, criteria, population } = endpoint
    const all = members.get(id) ?? []
    return [null, ...cohorts].map((cohort) => {
      const own = cohort === null ? all : all.filter((one) => one.cohort === cohort)
      const context = { conventions, pooled: cohort === null, cohorts }
      const summary = families.endpoints.get(endpoint.kind).summarise(endpoint, own, context)
      return { id, criteria, population, cohort, ...summary }
    })
  })
}

/** The registered endpoints, then those shown beside them. */
function inOrder(endpoints: readonly EndpointDefinition[]): readonly EndpointDefinition[] {
  return [
    ...endpoints.filter((endpoint) => endpoint.extra !== true),
    ...endpoints.filter((endpoint) => endpoint.extra === true),
  ]
}

/** Per endpoint the subjects of its population that are at risk of it, with what they add. */
function membersByEndpoint(
  enrolled: readonly SubjectAddition[],
): ReadonlyMap<string, readonly RowMember[]> {
  const members = new Map<string, RowMember[]>()
  for (const { subject, cohort, endpoints } of enrolled) {
    for (const { id, inPopulation, value } of endpoints) {
      if (!inPopulation || value.kind === 'not-at-risk') continue
      const member = { subject, cohort, value }
      const known = members.get(id)
      if (known === undefined) members.set(id, [member])
      else known.push(member)
    }
  }
  return members
}
