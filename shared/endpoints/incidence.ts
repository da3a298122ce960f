import { compareCodePoints } from '../kernel/code-points.ts'
import { proportion } from '../statistics/proportion.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import { contributed, type Contributed, type CountedEvent } from './contribution.ts'
import type { EndpointDefinition, IncidenceEndpoint } from './define.ts'
import { endpointKind, type RowContext, type RowMember } from './kind.ts'
import type { Grade, IncidenceSummary, TermRow } from './results.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** Adverse events: subjects and rows, by term and worst grade. */
export const incidenceKind = endpointKind('incidence', {
  accepts: (endpoint: EndpointDefinition): endpoint is IncidenceEndpoint =>
    endpoint.kind === 'incidence',
  contribute,
  summarise: (_, members, context) => summarise(members, context),
})

function contribute(endpoint: IncidenceEndpoint, facts: SubjectFacts): Contributed {
  const events: CountedEvent[] = []
  for (const event of facts.adverseEvents) {
    if (counts(endpoint, event)) events.push({ term: event.term, grade: event.grade })
  }
  const inputs = [{ name: 'adverse events', value: String(facts.adverseEvents.length) }]
  return contributed(
    { kind: 'events', events },
    { rule: `${endpoint.id}-count`, inputs, result: String(events.length) },
  )
}

function counts(endpoint: IncidenceEndpoint, event: AdverseEventRecord): boolean {
  const inTime = endpoint.onset === 'from-enrolment' ? event.fromEnrolment : event.treatmentEmergent
  return inTime && isOfKind(endpoint, event)
}

function isOfKind(endpoint: IncidenceEndpoint, event: AdverseEventRecord): boolean {
  const { seriousOnly, relatedOnly, minGrade, haematologic } = endpoint
  if (seriousOnly === true && !event.serious) return false
  if (relatedOnly === true && !event.related) return false
  if (minGrade !== undefined && (event.grade ?? 0) < minGrade) return false
  return haematologic === undefined || haematologic === event.haematologic
}

interface Tally {
  n: number
  events: number
  worst: Record<Grade, number>
}

function summarise(members: readonly RowMember[], { conventions }: RowContext): IncidenceSummary {
  const all = emptyTally()
  const terms = new Map<string, Tally>()
  for (const { value } of members) {
    if (value.kind === 'events' && value.events.length > 0) addSubject(value.events, all, terms)
  }
  const N = members.length
  const question = { level: conventions.confidenceLevel, method: conventions.proportionLimits }
  const { estimate, lower, upper } = proportion({ n: all.n, N, ...question })
  return { kind: 'incidence', ...all, N, estimate, lower, upper, terms: toRows(terms) }
}

function addSubject(events: readonly CountedEvent[], all: Tally, terms: Map<string, Tally>): void {
  const worstByTerm = new Map<string, Grade | null>()
  let worst: Grade | null = null
  for (const { term, grade } of events) {
    worst = worse(worst, grade)
    worstByTerm.set(term, worse(worstByTerm.get(term) ?? null, grade))
    tallyOf(terms, term).events += 1
  }
  all.events += events.length
  addWorst(all, worst)
  for (const [term, grade] of worstByTerm) addWorst(tallyOf(terms, term), grade)
}

function addWorst(tally: Tally, worst: Grade | null): void {
  tally.n += 1
  if (worst !== null) tally.worst[worst] += 1
}

function worse(one: Grade | null, other: Grade | null): Grade | null {
  if (one === null || other === null) return one ?? other
  return other > one ? other : one
}

function tallyOf(terms: Map<string, Tally>, term: string): Tally {
  const known = terms.get(term)
  if (known !== undefined) return known
  const tally = emptyTally()
  terms.set(term, tally)
  return tally
}

function emptyTally(): Tally {
  return { n: 0, events: 0, worst: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } }
}

function toRows(terms: ReadonlyMap<string, Tally>): readonly TermRow[] {
  return [...terms]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([term, tally]) => ({ term, ...tally }))
}
