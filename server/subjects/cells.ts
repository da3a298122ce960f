import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { formsAt, subjectSchedule, type VisitState } from '../../shared/protocol/schedule.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { SubjectOverview, VisitOverview } from './overview.ts'

/** The planned and the attended visits of a subject, with their windows. */
export function scheduleOf(
  overview: SubjectOverview,
  { definition }: PinnedDefinition,
  today: Day,
): readonly VisitState[] {
  const { anchor, until, visits } = overview
  const attended = new Map([...visits].map(([name, { date }]) => [name, date]))
  return subjectSchedule(definition.schedule, { anchor, today, attended, until })
}

/**
 * One cell for each visit of a subject: planned ones in time order, then the unscheduled ones. Nothing
 * is expected of a screen failure any more: only what was attended stays.
 */
export function cellsOf(of: {
  readonly state: ListedSubject['state']
  readonly overview: SubjectOverview
  readonly pinned: PinnedDefinition
  readonly today: Day
}): readonly MatrixCell[] {
  const { state, overview, pinned, today } = of
  const states = scheduleOf(overview, pinned, today).filter(
    (visit) => state !== 'screen-failure' || visit.attended,
  )
  const planned = new Set(states.map(({ visit }) => visit.visit))
  const unscheduled = [...overview.visits.keys()].filter((name) => !planned.has(name)).sort()
  return [
    ...states.map((state) => plannedCell(state, overview, pinned)),
    ...unscheduled.map((name) => unscheduledCell(name, overview, pinned)),
  ]
}

function plannedCell(
  state: VisitState,
  { visits }: SubjectOverview,
  pinned: PinnedDefinition,
): MatrixCell {
  const name = state.visit.visit
  const filled = visits.get(name)
  const forms = formStates(state.visit.forms, filled, pinned)
  return {
    visit: name,
    state: state.state === 'attended' ? fillingOf(forms, pinned) : state.state,
    date: state.date === null ? null : toIsoDate(state.date),
    targetDate: state.target === null ? null : toIsoDate(state.target),
    outOfWindow: state.outOfWindow,
    forms,
  }
}

function unscheduledCell(
  name: string,
  { visits }: SubjectOverview,
  pinned: PinnedDefinition,
): MatrixCell {
  const filled = visits.get(name)
  // What an unscheduled visit asks is up to the site: only what was begun counts.
  const offered = formsAt(pinned.definition.schedule, name)
  const forms = formStates(offered, filled, pinned)
  const begun = forms.filter(({ state }) => state !== 'empty')
  const date = filled?.date ?? null
  return {
    visit: name,
    state: fillingOf(begun, pinned),
    date: date === null ? null : toIsoDate(date),
    targetDate: null,
    outOfWindow: false,
    forms,
  }
}

function formStates(
  keys: readonly string[],
  filled: VisitOverview | undefined,
  { forms }: PinnedDefinition,
): MatrixCell['forms'] {
  const shown = keys.filter((key) => forms.get(key)?.hidden !== true)
  const further = [...(filled?.forms.keys() ?? [])].filter((key) => !shown.includes(key))
  return [...shown, ...further].map((form) => ({
    form,
    state: filled?.forms.get(form) ?? 'empty',
  }))
}

/** A visit is complete when the site's forms are; the investigator's come at their own time. */
function fillingOf(
  states: MatrixCell['forms'],
  { forms }: PinnedDefinition,
): 'partial' | 'complete' {
  const isSites = (form: FormDefinition | undefined): boolean => form?.owner !== 'investigator'
  const own = states.filter(({ form }) => isSites(forms.get(form)))
  return own.every(({ state }) => state === 'complete') ? 'complete' : 'partial'
}

/** Column heads over several subjects: every visit once, in the order it first stands in a row. */
export function columnHeads(rows: readonly (readonly MatrixCell[])[]): string[] {
  const planned = new Set<string>()
  const others = new Set<string>()
  const longestFirst = [...rows].sort((a, b) => b.length - a.length)
  for (const { visit, targetDate } of longestFirst.flat()) {
    if (visit.startsWith('UNS-')) others.add(visit)
    else if (targetDate !== null || !others.has(visit)) planned.add(visit)
  }
  return [...planned, ...[...others].sort()]
}
