import type { ResponseOf } from '../../shared/api/define.ts'
import type { listWork } from '../../shared/api/routes/work.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import { isReviewForm } from '../entry/service.ts'
import { cellsOf, scheduleOf, signingState, type ReadSource } from '../subjects/service.ts'

export type WorkItem = ResponseOf<typeof listWork>['items'][number]

/** Where tumours are measured first: there is nothing to respond to yet. */
const BASELINE = 'BASELINE'

/** What is to be done for a subject, and what is so for those alone who sign at its site. */
export interface SubjectWork {
  readonly items: readonly WorkItem[]
  readonly toSign: readonly WorkItem[]
  readonly enrolment: Day | null
}

/** What is to be done for one subject; nothing for a screen failure but what was begun. */
export function workOf(place: ReadSource): SubjectWork {
  const { broken, toSign } = signatures(place)
  const items = [
    ...dueVisits(place),
    ...partialForms(place),
    ...reviewsToDo(place),
    ...pendingResults(place),
    ...openQueries(place),
    ...broken,
  ]
  return { items, toSign, enrolment: place.overview.enrolment }
}

/** The most urgent first: what stands on trust, then reviews and queries, visits, what is half filled. */
export const WORK_KINDS: readonly WorkItem['kind'][] = [
  'signature-broken',
  'review-reopened',
  'query-open',
  'visit-overdue',
  'review-missing',
  'visit-due',
  'signature-missing',
  'result-pending',
  'form-partial',
]

export function byUrgency(a: WorkItem, b: WorkItem): number {
  return (
    WORK_KINDS.indexOf(a.kind) - WORK_KINDS.indexOf(b.kind) ||
    compareText(a.date ?? '', b.date ?? '') ||
    compareText(a.subjid, b.subjid) ||
    compareText(a.visit ?? '', b.visit ?? '')
  )
}

/** By date, what has none last; the most urgent first of one day. @source E28 */
export function byDate(a: WorkItem, b: WorkItem): number {
  return compareText(a.date ?? '9999', b.date ?? '9999') || byUrgency(a, b)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function item({ subject }: ReadSource, of: Pick<WorkItem, 'kind'> & Partial<WorkItem>): WorkItem {
  return {
    subjid: subject.subjid,
    visit: null,
    form: null,
    criteria: null,
    date: null,
    windowFrom: null,
    windowTo: null,
    count: null,
    ...of,
  }
}

function dueVisits(place: ReadSource): readonly WorkItem[] {
  const { subject, overview, pinned, today } = place
  if (subject.state === 'screen-failure') return []
  return scheduleOf(overview, pinned, today).flatMap(({ state, visit, target, from, to }) => {
    if (state !== 'due' && state !== 'overdue') return []
    const dates = {
      date: isoOrNull(target),
      windowFrom: isoOrNull(from),
      windowTo: isoOrNull(to),
    }
    return [item(place, { kind: `visit-${state}`, visit: visit.visit, ...dates })]
  })
}

function partialForms(place: ReadSource): readonly WorkItem[] {
  const { overview } = place
  const atVisits = [...overview.visits].flatMap(([visit, { forms, date }]) =>
    [...forms]
      .filter(([, state]) => state === 'partial')
      .map(([form]) => item(place, { kind: 'form-partial', visit, form, date: isoOrNull(date) })),
  )
  const others = overview.partialForms.map((form) => item(place, { kind: 'form-partial', form }))
  return [...atVisits, ...others]
}

function reviewsToDo(place: ReadSource): readonly WorkItem[] {
  const { overview, pinned } = place
  const form = pinned.definition.forms.find(isReviewForm)?.key ?? null
  if (form === null) return []
  return [...overview.visits].flatMap(([visit, { reviews, assessed, date }]) => {
    if (visit === BASELINE) return []
    const at = { visit, form, date: isoOrNull(date) }
    return pinned.definition.criteria.flatMap(({ key: criteria }) => {
      if (reviews.get(criteria)?.reopened === true) {
        return [item(place, { kind: 'review-reopened', criteria, ...at })]
      }
      const isMissing = assessed && !reviews.has(criteria)
      return isMissing ? [item(place, { kind: 'review-missing', criteria, ...at })] : []
    })
  })
}

/** Results that were recorded as pending come back here. @source E20 */
function pendingResults(place: ReadSource): readonly WorkItem[] {
  return place.overview.pending.map(({ visit, form }) =>
    item(place, { kind: 'result-pending', visit, form, date: dateOf(place, visit) }),
  )
}

/** Open queries, in the order of the forms. */
function openQueries(place: ReadSource): readonly WorkItem[] {
  const order = [...place.pinned.forms.keys()]
  return [...place.marks.queriedPlaces]
    .sort((a, b) => order.indexOf(a.form ?? '') - order.indexOf(b.form ?? ''))
    .map(({ visit, form }) =>
      item(place, { kind: 'query-open', visit, form, date: dateOf(place, visit) }),
    )
}

/**
 * Signatures that a change has broken: of the subject as a whole, else by visit. To sign: one line
 * with the complete visits that nobody has signed, under the date of the first one.
 */
function signatures(place: ReadSource): Record<'broken' | 'toSign', readonly WorkItem[]> {
  const { subject, overview, pinned, marks, today } = place
  const cells = cellsOf({ state: subject.state, overview, pinned, marks, today })
  const { toSign, broken } = signingState(cells)
  const places = marks.subjectSignature === 'broken' ? [null] : broken
  const dates = toSign.flatMap((visit) => dateOf(place, visit) ?? []).sort()
  const missing = {
    kind: 'signature-missing',
    date: dates[0] ?? null,
    count: toSign.length,
  } as const
  return {
    broken: places.map((visit) =>
      item(place, { kind: 'signature-broken', visit, date: dateOf(place, visit) }),
    ),
    toSign: toSign.length > 0 ? [item(place, missing)] : [],
  }
}

function dateOf({ overview }: ReadSource, visit: string | null): string | null {
  return visit === null ? null : isoOrNull(overview.visits.get(visit)?.date ?? null)
}

function isoOrNull(day: Day | null): string | null {
  return day === null ? null : toIsoDate(day)
}
