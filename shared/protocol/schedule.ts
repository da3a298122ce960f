import type { Day } from '../kernel/brand.ts'
import { addDays, parseDay, toIsoDate } from '../kernel/dates.ts'
import type { PlannedVisit, Schedule } from './define.ts'

type RepeatingLine = Schedule['repeating'][number]

/** Where a visit of one subject stands. `null` dates: the anchor is not known yet. */
export interface VisitState {
  readonly visit: PlannedVisit
  readonly target: Day | null
  readonly from: Day | null
  readonly to: Day | null
  readonly attended: boolean
  readonly date: Day | null
  readonly state: 'not-due' | 'due' | 'overdue' | 'attended'
  /** Attended on a day before or after the window. */
  readonly outOfWindow: boolean
}

/** What decides a subject's schedule. */
export interface ScheduleInput {
  /** First dose or enrolment, as the schedule counts; `null` before it. */
  readonly anchor: Day | null
  readonly today: Day
  /** Names of the visits that have a record, with their date if it is known. */
  readonly attended: ReadonlyMap<string, Day | null>
  /** Last day on which visits are expected (end of treatment or of study); `null` = still on. */
  readonly until: Day | null
}

/**
 * The planned visits in time order. Visits of the same name that several lines of the schedule
 * produce are one: their forms are joined, and the narrower window holds. Repeating visits run to
 * their `planned` number, or to `untilDay` if that is later.
 */
export function plannedVisits(schedule: Schedule, untilDay = 0): readonly PlannedVisit[] {
  const byName = new Map<string, PlannedVisit>()
  for (const visit of [...schedule.single, ...repeatingVisits(schedule, untilDay)]) {
    const known = byName.get(visit.visit)
    byName.set(visit.visit, known === undefined ? visit : joined(known, visit))
  }
  return [...byName.values()].sort((a, b) => a.day - b.day)
}

function repeatingVisits(schedule: Schedule, untilDay: number): readonly PlannedVisit[] {
  return schedule.repeating.flatMap((line) => {
    const first = firstTurn(line)
    const count = Math.max(line.planned, Math.floor(untilDay / line.everyDays) + 1 - first)
    return Array.from({ length: count }, (_, at) => repeat(line, first + at))
  })
}

/** Weeks are counted from the first one after the anchor; the first cycle starts on the anchor. */
function firstTurn(line: RepeatingLine): 0 | 1 {
  return line.numbering === 'weeks' ? 1 : 0
}

function repeat(line: RepeatingLine, turn: number): PlannedVisit {
  const day = turn * line.everyDays
  const number = line.numbering === 'weeks' ? day / 7 : turn + 1
  const named = (text: string): string => text.replaceAll('{n}', String(number))
  return {
    visit: `${line.prefix}${number}`,
    title: { en: named(line.title.en), zh: named(line.title.zh) },
    day,
    before: line.before,
    after: line.after,
    forms: line.forms,
  }
}

function joined(a: PlannedVisit, b: PlannedVisit): PlannedVisit {
  return {
    ...a,
    before: Math.min(a.before, b.before),
    after: Math.min(a.after, b.after),
    forms: [...new Set([...a.forms, ...b.forms])],
  }
}

/** The planned visit of that name, however late it lies; `null` for a name the schedule never gives. */
export function findPlannedVisit(schedule: Schedule, name: string): PlannedVisit | null {
  const single = schedule.single.filter((visit) => visit.visit === name)
  const repeated = schedule.repeating.flatMap((line) => {
    const turn = turnOf(line, name)
    return turn === null ? [] : [repeat(line, turn)]
  })
  const [first, ...others] = [...single, ...repeated]
  return first === undefined ? null : others.reduce(joined, first)
}

/** Which repetition of a line bears the name; `null` if none does. */
function turnOf(line: RepeatingLine, name: string): number | null {
  const digits = name.startsWith(line.prefix) ? name.slice(line.prefix.length) : ''
  if (!/^[1-9]\d{0,3}$/.test(digits)) return null
  const number = Number(digits)
  const turn = line.numbering === 'weeks' ? (number * 7) / line.everyDays : number - 1
  return Number.isInteger(turn) ? turn : null
}

/** Keys of the forms filled at a visit: those of the plan, or those of an unscheduled visit. */
export function formsAt(schedule: Schedule, name: string): readonly string[] {
  return findPlannedVisit(schedule, name)?.forms ?? schedule.unscheduledForms
}

/** Name of an unscheduled visit of that day. */
export function unscheduledName(day: Day): string {
  return `UNS-${toIsoDate(day)}`
}

/** Whether a visit is named as an unscheduled one of a day that the calendar has. */
export function isUnscheduledName(visit: string): boolean {
  const day = parseDay(visit.replace(/^UNS-/, ''))
  return day !== null && visit === unscheduledName(day)
}

/**
 * A subject's planned visits with their dates and states: all that are planned, those attended
 * beyond the plan, and the next one while visits are expected. Visits whose window opens after
 * `until` are left out unless they were attended.
 */
export function subjectSchedule(schedule: Schedule, input: ScheduleInput): readonly VisitState[] {
  return plannedVisits(schedule, reachOf(schedule, input))
    .map((visit) => visitState(visit, input))
    .filter((state) => state.attended || isExpected(state, input.until))
}

/** The earliest visit that is not attended yet and lies after the last one attended. */
export function nextVisit(states: readonly VisitState[]): VisitState | null {
  const last = Math.max(-1, ...states.map((state, at) => (state.attended ? at : -1)))
  return states.slice(last + 1).find((state) => !state.attended) ?? null
}

/** Study days to plan for: one repetition beyond today and beyond the last visit attended. */
function reachOf(schedule: Schedule, { anchor, today, attended, until }: ScheduleInput): number {
  const longest = Math.max(0, ...schedule.repeating.map((line) => line.everyDays))
  const end = until !== null && until < today ? until : today
  const byDate = anchor === null ? 0 : end - anchor + longest
  const names = [...attended.keys()].map((name) => findPlannedVisit(schedule, name)?.day ?? 0)
  return Math.max(byDate, ...names)
}

/** Where one visit of a subject stands, by the visit's own window. */
export function visitState(visit: PlannedVisit, input: Omit<ScheduleInput, 'until'>): VisitState {
  const { anchor, today, attended } = input
  const target = anchor === null ? null : addDays(anchor, visit.day)
  const from = target === null ? null : addDays(target, -visit.before)
  const to = target === null ? null : addDays(target, visit.after)
  const date = attended.get(visit.visit) ?? null
  const isAttended = attended.has(visit.visit)
  return {
    visit,
    target,
    from,
    to,
    attended: isAttended,
    date,
    state: isAttended ? 'attended' : dueState(visit, { from, to, today }),
    outOfWindow: isOutside(date, from, to),
  }
}

/** Before the anchor is known only what precedes it (screening, baseline) is due. */
function dueState(
  visit: PlannedVisit,
  { from, to, today }: { from: Day | null; to: Day | null; today: Day },
): VisitState['state'] {
  if (from === null || to === null) return visit.day <= 0 ? 'due' : 'not-due'
  if (today < from) return 'not-due'
  return today > to ? 'overdue' : 'due'
}

function isOutside(date: Day | null, from: Day | null, to: Day | null): boolean {
  return date !== null && from !== null && to !== null && (date < from || date > to)
}

function isExpected({ from }: VisitState, until: Day | null): boolean {
  return until === null || from === null || from <= until
}
