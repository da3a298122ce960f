import type { EndpointDefinition } from '../endpoints/define.ts'
import type { EndpointRow, TimeToEventSubject } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { NO_VALUE } from './cells.ts'
import type { ReportCell, ReportInput, ReportPopulation } from './define.ts'
import { groupsOf } from './groups.ts'
import { populationLabel } from './report-populations.ts'

/** An endpoint with its rows of the analysis: the numbers of the endpoints page, and no others. */
export interface EndpointResult {
  readonly definition: EndpointDefinition
  readonly rows: readonly EndpointRow[]
}

/** The endpoints that are of one kind, in the order of the analysis. */
export function endpointsOf(
  { definition, analysis }: ReportInput,
  ...kinds: readonly EndpointDefinition['kind'][]
): readonly EndpointResult[] {
  const ids = [...new Set(analysis.endpoints.map(({ id }) => id))]
  return ids.flatMap((id) => {
    const endpoint = definition.endpoints.find((one) => one.id === id)
    if (endpoint === undefined || !kinds.includes(endpoint.kind)) return []
    return [{ definition: endpoint, rows: analysis.endpoints.filter((row) => row.id === id) }]
  })
}

/** A cell for each group from the endpoint's row of it. */
export function endpointCells<K extends EndpointRow['kind']>(
  input: ReportInput,
  { rows }: EndpointResult,
  kind: K,
  cellOf: (row: Extract<EndpointRow, { kind: K }>) => ReportCell,
): readonly ReportCell[] {
  return groupsOf(input).map(({ cohort }) => {
    const row = rows.find((one) => one.cohort === cohort)
    return row !== undefined && isOfKind(row, kind) ? cellOf(row) : NO_VALUE
  })
}

function isOfKind<K extends EndpointRow['kind']>(
  row: EndpointRow,
  kind: K,
): row is Extract<EndpointRow, { kind: K }> {
  return row.kind === kind
}

/** The subjects of an endpoint with their times, from its pooled row. */
export function subjectsOf({ rows }: EndpointResult): readonly TimeToEventSubject[] {
  const pooled = rows.find(({ cohort }) => cohort === null)
  return pooled?.kind === 'time-to-event' ? (pooled.subjects ?? []) : []
}

/** Name of an endpoint with the mark by which files and screens know it. */
export function endpointName({ label, id }: EndpointDefinition): Bilingual {
  return { en: marked(label.en, id), zh: marked(label.zh, id) }
}

/** Names that say their mark already need it no second time. */
function marked(name: string, id: string): string {
  return name.includes(`（${id}）`) || name.includes(`(${id})`) ? name : `${name} [${id}]`
}

/** The population of an endpoint, with how many of it are at risk on the pooled row. */
export function endpointPopulation({ definition, rows }: EndpointResult): ReportPopulation {
  const pooled = rows.find(({ cohort }) => cohort === null)
  const code = definition.population
  return { code, label: populationLabel(code), n: pooled === undefined ? 0 : sizeOf(pooled) }
}

function sizeOf(row: EndpointRow): number {
  return row.kind === 'landmark' ? row.crude.N : row.N
}

export const LIMITS_WORDS = (level: number): Bilingual => ({
  en: `${level * 100}% CI`,
  zh: `${level * 100}%置信区间`,
})
