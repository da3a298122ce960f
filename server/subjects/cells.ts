import type { FormState, MatrixCell } from '../../shared/api/routes/subjects.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import {
  inPrecedence,
  leastAdvanced,
  type CellOverlay,
  type CellState,
} from '../../shared/protocol/cell-signs.ts'
import type { PlannedVisit } from '../../shared/protocol/define.ts'
import { isReopened } from '../../shared/protocol/record-version.ts'
import {
  findPlannedVisit,
  formsAt,
  subjectSchedule,
  visitState,
  type VisitState,
} from '../../shared/protocol/schedule.ts'
import { verificationNeeded } from '../../shared/protocol/verification-settings.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { FormPlace, SubjectMarks } from './marks.ts'
import type { Filling, SubjectOverview, VisitOverview } from './overview.ts'

/**
 * The planned and the attended visits of a subject, with their windows. A visit that was begun under
 * an earlier version keeps that version's window and forms; only forms asked again come to it.
 */
export function scheduleOf(
  overview: SubjectOverview,
  pinned: PinnedDefinition,
  today: Day,
): readonly VisitState[] {
  const { anchor, until, visits } = overview
  const attended = new Map([...visits].map(([name, { date }]) => [name, date]))
  const input = { anchor, today, attended, until }
  const planned = subjectSchedule(pinned.definition.schedule, input)
  const kept = [...visits].flatMap(([name, { definitionVersion }]) =>
    keptVisit(name, definitionVersion, pinned),
  )
  if (kept.length === 0) return planned
  const names = new Set(kept.map(({ visit }) => visit))
  return [
    ...planned.filter(({ visit }) => !names.has(visit.visit)),
    ...kept.map((visit) => visitState(visit, input)),
  ].sort((a, b) => a.visit.day - b.visit.day)
}

/** The visit as the earlier version plans it under which it was begun; nothing for one that is not. */
function keptVisit(
  name: string,
  definitionVersion: number,
  pinned: PinnedDefinition,
): readonly PlannedVisit[] {
  const version = pinned.earlier.find(({ number }) => number === definitionVersion)
  const planned = version === undefined ? null : findPlannedVisit(version.definition.schedule, name)
  if (planned === null) return []
  const versions = [...pinned.earlier, pinned]
  const again = (findPlannedVisit(pinned.definition.schedule, name)?.forms ?? []).filter((form) =>
    isReopened(versions, { form, definitionVersion }),
  )
  return [{ ...planned, forms: [...new Set([...planned.forms, ...again])] }]
}

interface CellContext {
  readonly overview: SubjectOverview
  readonly pinned: PinnedDefinition
  readonly marks: SubjectMarks
}

/**
 * One cell for each visit of a subject: planned ones in time order, then the unscheduled ones. Nothing
 * is expected of a screen failure any more: only what was attended stays.
 */
export function cellsOf(
  of: CellContext & { readonly state: ListedSubject['state']; readonly today: Day },
): readonly MatrixCell[] {
  const { state, overview, pinned, today } = of
  const states = scheduleOf(overview, pinned, today).filter(
    (visit) => state !== 'screen-failure' || visit.attended,
  )
  const planned = new Set(states.map(({ visit }) => visit.visit))
  const unscheduled = [...overview.visits.keys()].filter((name) => !planned.has(name)).sort()
  return [
    ...states.map((visit) => plannedCell(visit, of)),
    ...unscheduled.map((name) => unscheduledCell(name, of)),
  ]
}

function plannedCell(state: VisitState, context: CellContext): MatrixCell {
  const visit = state.visit.visit
  const forms = formStates(visit, state.visit.forms, context)
  const isOverdue = state.state === 'overdue'
  return {
    visit,
    state:
      state.state === 'attended' ? stateOf(visit, forms, context) : isOverdue ? 'due' : state.state,
    overlays: overlaysOf(visit, context, [
      ...(isOverdue ? (['overdue'] as const) : []),
      ...(state.outOfWindow ? (['out-of-window'] as const) : []),
    ]),
    date: isoOrNull(state.date),
    targetDate: isoOrNull(state.target),
    forms,
  }
}

function unscheduledCell(visit: string, context: CellContext): MatrixCell {
  // What an unscheduled visit asks is up to the site: only what was begun counts.
  const offered = formsAt(context.pinned.definition.schedule, visit)
  const forms = formStates(visit, offered, context)
  return {
    visit,
    state: stateOf(
      visit,
      forms.filter(({ state }) => state !== 'empty'),
      context,
    ),
    overlays: overlaysOf(visit, context, []),
    date: isoOrNull(context.overview.visits.get(visit)?.date ?? null),
    targetDate: null,
    forms,
  }
}

function isoOrNull(day: Day | null): string | null {
  return day === null ? null : toIsoDate(day)
}

function overlaysOf(
  visit: string,
  { overview, marks }: CellContext,
  ofSchedule: readonly CellOverlay[],
): CellOverlay[] {
  const records = [...(overview.visits.get(visit)?.records.values() ?? [])].flat()
  const isBroken = records.length > 0 && marks.signatureBrokenAt({ visit, form: '', records })
  return inPrecedence([
    ...ofSchedule,
    ...(marks.queriesOfVisit(visit) > 0 ? (['query'] as const) : []),
    ...(isBroken ? (['signature-broken'] as const) : []),
    ...(marks.frozenAt({ visit, form: '', records }) ? (['frozen'] as const) : []),
  ])
}

function formStates(
  visit: string,
  keys: readonly string[],
  { overview, pinned, marks }: CellContext,
): MatrixCell['forms'] {
  const filled = overview.visits.get(visit)
  const shown = keys.filter((key) => pinned.forms.get(key)?.hidden !== true)
  const further = [...(filled?.forms.keys() ?? [])].filter((key) => !shown.includes(key))
  return [...shown, ...further].map((form) => {
    const filling = filled?.forms.get(form)
    const records = filled?.records.get(form) ?? []
    const plan = verificationNeeded(pinned.definition, { key: form }, marks.numberAtSite)
    const targets = plan.kind === 'targeted' ? filled?.targets : undefined
    const place = { visit, form, records, ...(targets === undefined ? {} : { targets }) }
    return {
      form,
      state: filling === undefined ? emptyState(filled) : formState(filling, place, marks),
      queries: marks.queriesAt({ visit, form }),
    }
  })
}

/** Nothing is expected of the forms of a visit that was not done. */
function emptyState(visit: VisitOverview | undefined): FormState {
  return (visit?.notDone ?? null) === null ? 'empty' : 'not-done'
}

/** A lock shows on whatever it holds; a form that is not filled is neither verified nor signed. */
function formState(filling: Filling, place: FormPlace, marks: SubjectMarks): FormState {
  const trust = marks.trustOf(place)
  if (trust === null) return filling
  return filling === 'partial' && trust !== 'locked' ? filling : trust
}

/**
 * A visit stands where the least advanced of the site's forms does; the investigator's come at
 * their own time. One that was begun is incomplete while a form is empty. One that was not done is
 * so as a whole, unless something was recorded at it all the same.
 */
function stateOf(
  visit: string,
  states: MatrixCell['forms'],
  { pinned, overview }: CellContext,
): CellState {
  const { forms } = pinned
  const own = states.filter(({ form }) => forms.get(form)?.owner !== 'investigator')
  const steps = own.map(({ state }) => (state === 'empty' ? 'partial' : state))
  const free = own.map(({ form }) => nothingToVerify(form, { visit, pinned, overview }))
  // A form without anything to verify holds no visit back; by itself it makes none verified either. Nor
  // does one that is signed or locked: what it shows says nothing of its verification.
  const isHeldBack = steps.some((state, at) => free[at] !== true && hidesVerification(state))
  const raises = free.includes(false) && !isHeldBack
  const counted = steps.map((state, at) =>
    raises && state === 'complete' && free[at] === true ? 'verified' : state,
  )
  return leastAdvanced(counted) ?? 'complete'
}

function hidesVerification(state: CellState): boolean {
  return state === 'signed' || state === 'locked'
}

/** The plan asks for nothing of the form, or for nothing of what is filled in at the visit. */
function nothingToVerify(
  form: string,
  { visit, pinned, overview }: Pick<CellContext, 'pinned' | 'overview'> & { visit: string },
): boolean {
  const plan = verificationNeeded(pinned.definition, { key: form })
  if (plan.kind !== 'targeted') return plan.kind === 'none'
  const filled = overview.visits.get(visit)
  const records = filled?.records.get(form) ?? []
  return records.every((id) => (filled?.targets.get(id) ?? []).length === 0)
}

/** Column heads over several subjects: every visit once, in the order it first stands in a row. */
export function columnHeads(rows: readonly (readonly MatrixCell[])[]): string[] {
  const planned = new Set<string>()
  const others = new Set<string>()
  const longestFirst = [...rows].sort((a, b) => b.length - a.length)
  for (const row of longestFirst) {
    for (const { visit, targetDate } of row) {
      if (visit.startsWith('UNS-')) others.add(visit)
      else if (targetDate !== null || !others.has(visit)) planned.add(visit)
    }
  }
  return [...planned, ...[...others].sort()]
}
