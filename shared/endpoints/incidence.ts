import { compareCodePoints } from '../kernel/code-points.ts'
import { proportion } from '../statistics/proportion.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import { FACTS } from '../kernel/facts.ts'
import type { TraceInput } from '../kernel/trace.ts'
import { contributed, type Contributed, type CountedEvent, type Proof } from './contribution.ts'
import { countInputs } from './event-steps.ts'
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
  return contributed({ kind: 'events', events }, () => proofOf(endpoint, facts, events.length))
}

function proofOf(endpoint: IncidenceEndpoint, facts: SubjectFacts, counted: number): Proof {
  const { id } = endpoint
  const factOf = ({ row }: AdverseEventRecord): string => FACTS.endpoint(id, `event/${row}`)
  const verdict = (event: AdverseEventRecord): string =>
    counts(endpoint, event) ? 'counted' : 'not counted'
  const events = facts.adverseEvents.map((event): TraceInput => ({
    name: event.term,
    value: verdict(event),
    of: factOf(event),
  }))
  const none: TraceInput = { name: 'adverse events', value: 'none', absent: 'adverse-events' }
  return [
    {
      fact: FACTS.endpoint(id),
      rule: 'AE-count',
      inputs: events.length === 0 ? [none] : events,
      result: String(counted),
    },
    ...facts.adverseEvents.map((event) => ({
      fact: factOf(event),
      rule: 'AE-counts',
      inputs: countInputs(endpoint, { facts, event }),
      result: verdict(event),
    })),
  ]
}

function counts(endpoint: IncidenceEndpoint, event: AdverseEventRecord): boolean {
  const inTime = endpoint.onset === 'from-enrolment' ? event.fromEnrolment : event.treatmentEmergent
  return inTime && isOfKind(endpoint, event)
}

/** Whether an event is of the kind that the endpoint counts, whenever it began. */
export function isOfKind(endpoint: IncidenceEndpoint, event: AdverseEventRecord): boolean {
  const { seriousOnly, relatedOnly, minGrade, haematologic } = endpoint
  if (seriousOnly === true && !event.serious) return false
  if (relatedOnly === true && !event.related) return false
  if (minGrade !== undefined && (event.grade ?? 0) < minGrade) return false
  return haematologic === undefined || haematologic === event.haematologic
}

/** Counts of one term, or of all; `last` is the subject counted last, with its worst grade so far. */
interface Tally {
  n: number
  events: number
  readonly worst: Record<Grade, number>
  last: RowMember | null
  lastWorst: Grade | null
}

function summarise(members: readonly RowMember[], { conventions }: RowContext): IncidenceSummary {
  const all = emptyTally()
  const terms = new Map<string, Tally>()
  for (const member of members) {
    if (member.value.kind !== 'events') continue
    for (const event of member.value.events) {
      addEvent(all, member, event.grade)
      addEvent(tallyOf(terms, event.term), member, event.grade)
    }
  }
  const N = members.length
  const { n, events, worst } = all
  const question = { level: conventions.confidenceLevel, method: conventions.proportionLimits }
  const { estimate, lower, upper } = proportion({ n, N, ...question })
  return { kind: 'incidence', n, events, N, estimate, lower, upper, worst, terms: toRows(terms) }
}

/** Counts an event; its subject counts once, under the worst of its grades that were recorded. */
function addEvent(tally: Tally, member: RowMember, grade: Grade | null): void {
  tally.events += 1
  if (tally.last !== member) {
    tally.n += 1
    tally.last = member
    tally.lastWorst = null
  }
  const before = tally.lastWorst
  if (grade === null || (before !== null && before >= grade)) return
  if (before !== null) tally.worst[before] -= 1
  tally.worst[grade] += 1
  tally.lastWorst = grade
}

function tallyOf(terms: Map<string, Tally>, term: string): Tally {
  const known = terms.get(term)
  if (known !== undefined) return known
  const tally = emptyTally()
  terms.set(term, tally)
  return tally
}

function emptyTally(): Tally {
  return { n: 0, events: 0, worst: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }, last: null, lastWorst: null }
}

function toRows(terms: ReadonlyMap<string, Tally>): readonly TermRow[] {
  return [...terms]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([term, { n, events, worst }]) => ({ term, n, events, worst }))
}
