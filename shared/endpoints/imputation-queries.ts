import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import type { UncertainEmergence } from './adverse-events.ts'
import type { Contributed } from './contribution.ts'
import type { EndpointDefinition } from './define.ts'
import { isOfKind } from './incidence.ts'
import { readDate, type KnownDate } from './known-date.ts'
import type { ImputationQuery } from './results.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** An endpoint with what the subject adds to it, for the subject is in its population. */
export interface CountedEndpoint {
  readonly endpoint: EndpointDefinition
  readonly contributed: Contributed
}

interface Finding {
  readonly decides: ImputationQuery['decides']
  readonly date: Pick<KnownDate, 'text' | 'day' | 'from'>
  readonly endpoint: string
}

/**
 * A query for each imputed date that decides an event, a censoring or an emergence, with the
 * endpoints that rest on it. @source protocol conventions, "Imputed dates"
 */
export function imputationQueries(
  facts: SubjectFacts,
  counted: readonly CountedEndpoint[],
  uncertain: readonly UncertainEmergence[],
): readonly ImputationQuery[] {
  const findings: Finding[] = []
  for (const { endpoint, contributed } of counted) {
    for (const { decides, date } of contributed.dates) {
      if (date.imputed) findings.push({ decides, date, endpoint: endpoint.id })
    }
    const therapy = therapyThatDecides(facts, endpoint)
    if (therapy !== null) {
      findings.push({ decides: 'censoring', date: therapy, endpoint: endpoint.id })
    }
    for (const { onset, event, date } of uncertain) {
      if (endpoint.kind !== 'incidence' || endpoint.onset !== onset) continue
      if (isOfKind(endpoint, event))
        findings.push({ decides: 'emergence', date, endpoint: endpoint.id })
    }
  }
  return toQueries(facts.trial.subjid, findings)
}

/**
 * Whether any of these columns of a file holds a date that is known in part. Where no file of a subject
 * does, no choice of a day decides anything, and there is no query: what was not recorded at all is
 * missing, and asked for as such.
 */
export function hasPartialDate(
  subject: TrialSubject,
  file: string,
  columns: readonly string[],
): boolean {
  return rowsOf(subject, file).some((row) =>
    columns.some((column) => {
      const date = readDate(row[column])
      return date !== null && date.precision !== 'day'
    }),
  )
}

/**
 * The imputed start of new therapy, if an assessment or the death lies so among its possible days
 * that another choice would decide otherwise.
 */
function therapyThatDecides(facts: SubjectFacts, endpoint: EndpointDefinition): KnownDate | null {
  const { newTherapy, death } = facts.timeline
  if (newTherapy?.imputed !== true || facts.conventions.newTherapy === 'ignore') return null
  if (endpoint.kind !== 'time-to-event' || endpoint.censorAt === 'last-known-alive') return null
  const depends = (day: Day): boolean => day > newTherapy.earliest && day <= newTherapy.latest
  if (death !== null && depends(death.day)) return newTherapy
  if (endpoint.criteria === null) return null
  const { points } = facts.response(endpoint.criteria)
  return points.some(({ date }) => depends(date)) ? newTherapy : null
}

function toQueries(subject: string, findings: readonly Finding[]): readonly ImputationQuery[] {
  if (findings.length === 0) return []
  const queries = new Map<string, ImputationQuery>()
  for (const { decides, date, endpoint } of findings) {
    const { file, row, column } = date.from
    const key = [decides, file, row, column].join('\n')
    const known = queries.get(key)
    if (known?.endpoints.includes(endpoint)) continue
    queries.set(key, {
      code: 'IMPUTED_DATE_DECIDES',
      subject,
      decides,
      endpoints: [...(known?.endpoints ?? []), endpoint],
      value: date.text,
      imputed: toIsoDate(date.day),
      from: date.from,
    })
  }
  return [...queries.values()]
}
