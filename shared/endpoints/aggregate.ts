import { compareCodePoints } from '../kernel/code-points.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { EndpointDefinition, Population } from './define.ts'
import type {
  AnalysisFamilies,
  DeriveOptions,
  EndpointDerivation,
  SubjectDerivation,
} from './derivation.ts'
import type { RowMember } from './kind.ts'
import { doseLimitingToxicityOf } from './populations.ts'
import type { Analysis, EndpointRow, PopulationCounts } from './results.ts'

/**
 * The analysis from what was derived of each subject, in any order, all at the same cut-off and
 * from the same source. With one subject derived anew it is the analysis of the changed study.
 */
export function aggregate(
  derivations: readonly SubjectDerivation[],
  definition: ProtocolDefinition,
  { cutoff, source }: DeriveOptions,
  families: Pick<AnalysisFamilies, 'endpoints'>,
): Analysis {
  const enrolled = derivations
    .filter((derivation) => derivation.enrolled)
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
  enrolled: readonly SubjectDerivation[],
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
  enrolled: readonly SubjectDerivation[],
  definition: ProtocolDefinition,
  families: Pick<AnalysisFamilies, 'endpoints'>,
): EndpointRow[] {
  const present = new Set(enrolled.map(({ cohort }) => cohort))
  const cohorts = definition.cohorts.map(({ key }) => key).filter((key) => present.has(key))
  const { endpoints } = definition
  const extra = endpoints.filter((endpoint) => endpoint.extra === true)
  const registered = endpoints.filter((endpoint) => endpoint.extra !== true)
  return [...registered, ...extra].flatMap((endpoint) => {
    const members = membersOf(enrolled, endpoint, endpoints.indexOf(endpoint))
    const row = (cohort: string | null): EndpointRow => {
      const own = cohort === null ? members : members.filter((one) => one.cohort === cohort)
      const context = { conventions: definition.conventions, pooled: cohort === null, cohorts }
      const { id, criteria, population } = endpoint
      const summary = families.endpoints.get(endpoint.kind).summarise(endpoint, own, context)
      return { id, criteria, population, cohort, ...summary }
    }
    return [row(null), ...cohorts.map(row)]
  })
}

/** Subjects of the endpoint's population that are at risk of it, with what they add. */
function membersOf(
  enrolled: readonly SubjectDerivation[],
  endpoint: EndpointDefinition,
  index: number,
): readonly RowMember[] {
  const members: RowMember[] = []
  for (const { subject, cohort, endpoints } of enrolled) {
    const own = derivedAt(endpoints, endpoint.id, index)
    if (own === undefined || !own.inPopulation || own.value.kind === 'not-at-risk') continue
    members.push({ subject, cohort, value: own.value })
  }
  return members
}

function derivedAt(
  endpoints: readonly EndpointDerivation[],
  id: string,
  index: number,
): EndpointDerivation | undefined {
  const own = endpoints[index]
  return own?.id === id ? own : endpoints.find((endpoint) => endpoint.id === id)
}
