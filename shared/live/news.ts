import { compareCodePoints } from '../kernel/code-points.ts'
import type { EndpointRow, SubjectRow } from '../endpoints/results.ts'
import type { ReportedEvent, ReportSubject } from '../report/report-subject.ts'

/** Something that a team wants to know of at once. Dates are ISO, partial ones as entered. */
export type NewsItem =
  | {
      readonly kind: 'enrolled' | 'progression' | 'death'
      readonly subject: string
      readonly date: string | null
      /** Of a progression: by which criterion. */
      readonly criteria: string | null
    }
  | {
      /** The best response is another one than before. */
      readonly kind: 'response'
      readonly subject: string
      readonly criteria: string
      readonly before: string | null
      readonly after: string
    }
  | {
      readonly kind: 'serious-event'
      readonly subject: string
      readonly term: string
      readonly grade: string
      readonly date: string | null
    }
  | {
      /** Was there before and no longer is: a correction. */
      readonly kind: 'withdrawn'
      readonly subject: string
      readonly what: 'enrolled' | 'progression' | 'death' | 'serious-event'
      readonly criteria: string | null
      readonly term: string | null
    }

/** An endpoint whose row is another one than before. */
export interface ChangedEndpoint {
  readonly before: EndpointRow | null
  readonly after: EndpointRow
}

/** A subject whose records changed: by how many entries of the trail, and when the last was. */
export interface ChangedSubject {
  readonly subject: string
  readonly changes: number
  /** Server time, ISO 8601 in UTC. */
  readonly last: string
}

export interface LiveNews {
  /** When the caller was here last; null: never before. */
  readonly since: string | null
  /** The definition was amended since: endpoints may differ for that alone. */
  readonly amended: boolean
  /** Subjects with any change of a record since. */
  readonly subjects: number
  /** Which they are, by subject number. */
  readonly changed: readonly ChangedSubject[]
  readonly items: readonly NewsItem[]
  readonly endpoints: readonly ChangedEndpoint[]
}

/**
 * What is new of one subject; `before` is null where it was not there. `confirming` are the criteria
 * under which the protocol asks for confirmation: a response not confirmed yet is no best response there.
 */
export function subjectNews(
  before: ReportSubject | null,
  after: ReportSubject | null,
  confirming: ReadonlySet<string>,
): readonly NewsItem[] {
  const subject = (after ?? before)?.addition.subject
  if (subject === undefined) return []
  return [
    ...enrolmentNews(subject, before, after),
    ...responseNews(subject, before, after, confirming),
    ...deathNews(subject, before, after),
    ...seriousNews(subject, before, after),
  ]
}

type Compare = (
  subject: string,
  before: ReportSubject | null,
  after: ReportSubject | null,
) => readonly NewsItem[]

const enrolmentNews: Compare = (subject, before, after) => {
  const was = before?.addition.enrolled === true
  const is = after?.addition.enrolled === true
  if (was === is) return []
  if (is) return [{ kind: 'enrolled', subject, date: after.dates.enrolment, criteria: null }]
  return [{ kind: 'withdrawn', subject, what: 'enrolled', criteria: null, term: null }]
}

function responseNews(
  subject: string,
  before: ReportSubject | null,
  after: ReportSubject | null,
  confirming: ReadonlySet<string>,
): readonly NewsItem[] {
  return (after?.addition.responses ?? []).flatMap(({ row }) => {
    const { criteria } = row
    const former = before?.addition.responses.find((one) => one.row.criteria === criteria)?.row
    const best = confirming.has(criteria) ? 'confirmedBor' : 'bor'
    return [...bestNews(subject, former, row, best), ...progressionNews(subject, former, row)]
  })
}

function bestNews(
  subject: string,
  former: SubjectRow | undefined,
  row: SubjectRow,
  best: 'bor' | 'confirmedBor',
): readonly NewsItem[] {
  const is = row[best]
  const isNew = former === undefined ? isResponse(is) : former[best] !== is
  if (!isNew) return []
  const { criteria } = row
  return [{ kind: 'response', subject, criteria, before: former?.[best] ?? null, after: is }]
}

function progressionNews(
  subject: string,
  former: SubjectRow | undefined,
  { criteria, progression }: SubjectRow,
): readonly NewsItem[] {
  const was = former?.progression ?? null
  if (progression === was) return []
  if (progression !== null) return [{ kind: 'progression', subject, date: progression, criteria }]
  return [{ kind: 'withdrawn', subject, what: 'progression', criteria, term: null }]
}

/** Of a subject that is new, what says nothing yet is no news. */
function isResponse(bor: string): boolean {
  return bor !== 'NE' && bor !== 'MISSING'
}

const deathNews: Compare = (subject, before, after) => {
  const was = before?.death ?? null
  const is = after?.death ?? null
  if ((was === null) === (is === null)) return []
  if (is === null)
    return [{ kind: 'withdrawn', subject, what: 'death', criteria: null, term: null }]
  return [{ kind: 'death', subject, date: after?.dates.death ?? null, criteria: null }]
}

const seriousNews: Compare = (subject, before, after) => {
  const was = seriousEvents(before)
  const is = seriousEvents(after)
  const added = withoutEach(is, was).map((event): NewsItem => {
    const { AESTDAT: start = '' } = event.row
    const grade = String(event.record.grade ?? '')
    const date = start === '' ? null : start
    return { kind: 'serious-event', subject, term: termOf(event), grade, date }
  })
  const gone = withoutEach(was, is).map((event): NewsItem => ({
    ...{ kind: 'withdrawn', subject, what: 'serious-event', criteria: null },
    term: termOf(event),
  }))
  return [...added, ...gone]
}

function seriousEvents(subject: ReportSubject | null): readonly ReportedEvent[] {
  return subject?.adverseEvents.filter(({ record }) => record.serious) ?? []
}

function termOf({ record }: ReportedEvent): string {
  return record.term
}

/** Events as they were named, one for one: an event that was coded or graded since is no new one. */
function withoutEach(
  events: readonly ReportedEvent[],
  others: readonly ReportedEvent[],
): readonly ReportedEvent[] {
  const left = others.map(({ record }) => record.verbatim)
  return events.filter(({ record }) => {
    const at = left.indexOf(record.verbatim)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** The rows that differ, in the order of the results; what names subjects alone is left out. */
export function changedEndpoints(
  before: readonly EndpointRow[],
  after: readonly EndpointRow[],
): readonly ChangedEndpoint[] {
  const known = new Map(before.map((row) => [rowKey(row), row]))
  return after.flatMap((row) => {
    const former = known.get(rowKey(row))
    if (former !== undefined && numbersOf(former) === numbersOf(row)) return []
    const [was, is] = [former, row].map((one) => (one === undefined ? null : withoutSubjects(one)))
    return is === null || is === undefined ? [] : [{ before: was ?? null, after: is }]
  })
}

function rowKey({ id, cohort }: EndpointRow): string {
  return `${id} ${cohort ?? ''}`
}

function numbersOf(row: EndpointRow): string {
  return JSON.stringify(withoutSubjects(row))
}

/** A row without the list of its subjects. */
export function withoutSubjects(row: EndpointRow): EndpointRow {
  if (row.kind !== 'time-to-event' || row.subjects === undefined) return row
  const copy: { -readonly [key in keyof typeof row]: (typeof row)[key] } = { ...row }
  delete copy.subjects
  return copy
}

const ORDER: readonly NewsItem['kind'][] = [
  'death',
  'progression',
  'serious-event',
  'response',
  'withdrawn',
  'enrolled',
]

/** The gravest first, then by subject. */
export function newsInOrder(items: readonly NewsItem[]): readonly NewsItem[] {
  return [...items].sort(
    (a, b) =>
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compareCodePoints(a.subject, b.subject),
  )
}
