import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { EligibilityCriterion } from './define.ts'
import type { VisitState } from './schedule.ts'

/** Kinds of deviations that the data suggest; as the deviations form codes them (DVDECOD). */
export type SuggestedKind = 'VISIT WINDOW' | 'ASSESSMENT MISSED' | 'ELIGIBILITY'

/** What looks like a deviation from the protocol. A person decides whether it is one. */
export interface DeviationSuggestion {
  /** Stays the same while the facts do: a decision about it is kept under this key. */
  readonly key: string
  readonly kind: SuggestedKind
  readonly date: string | null
  readonly visit: string | null
  /** Days outside the window; null where there is no date outside one. */
  readonly days: number | null
  readonly windowFrom: string | null
  readonly windowTo: string | null
  /** Keys of the criteria that were not met. */
  readonly criteria: readonly string[]
}

export interface DeviationFacts {
  readonly visits: readonly VisitState[]
  /** Names of visits that are recorded as not done. */
  readonly notDone: ReadonlySet<string>
  readonly enrolment: Day | null
  readonly eligibility: readonly EligibilityCriterion[]
  /** Answers (`Y`, `N`) by criterion. */
  readonly answers: ReadonlyMap<string, string>
}

/** One way to deviate: what the facts suggest by it. */
const SOURCES: readonly ((facts: DeviationFacts) => readonly DeviationSuggestion[])[] = [
  outsideWindows,
  missedVisits,
  criteriaNotMet,
]

/** What the data of a subject suggest as deviations. @source R3 3.9; DC-16 */
export function suggestDeviations(facts: DeviationFacts): readonly DeviationSuggestion[] {
  return SOURCES.flatMap((source) => source(facts))
}

function outsideWindows({ visits }: DeviationFacts): readonly DeviationSuggestion[] {
  return visits.flatMap((state): DeviationSuggestion[] => {
    const { visit, date, from, to, outOfWindow } = state
    if (!outOfWindow || date === null || from === null || to === null) return []
    return [
      {
        ...ofVisit(state),
        key: `VISIT WINDOW ${visit.visit} ${toIsoDate(date)}`,
        kind: 'VISIT WINDOW',
        date: toIsoDate(date),
        days: date < from ? date - from : date - to,
      },
    ]
  })
}

/** Not done, or the window is over and nobody has entered it. */
function missedVisits({ visits, notDone }: DeviationFacts): readonly DeviationSuggestion[] {
  return visits.flatMap((state): DeviationSuggestion[] => {
    const { visit, to } = state
    if (state.state !== 'overdue' && !notDone.has(visit.visit)) return []
    return [
      {
        ...ofVisit(state),
        key: `ASSESSMENT MISSED ${visit.visit}`,
        kind: 'ASSESSMENT MISSED',
        date: to === null ? null : toIsoDate(to),
        days: null,
      },
    ]
  })
}

function ofVisit({
  visit,
  from,
  to,
}: VisitState): Pick<DeviationSuggestion, 'visit' | 'windowFrom' | 'windowTo' | 'criteria'> {
  return {
    visit: visit.visit,
    windowFrom: from === null ? null : toIsoDate(from),
    windowTo: to === null ? null : toIsoDate(to),
    criteria: [],
  }
}

/** Enrolled although an inclusion criterion was not met, or an exclusion criterion was. */
function criteriaNotMet(facts: DeviationFacts): readonly DeviationSuggestion[] {
  const { enrolment, eligibility, answers } = facts
  if (enrolment === null) return []
  const criteria = eligibility
    .filter(({ key, kind }) => answers.get(key) === (kind === 'inclusion' ? 'N' : 'Y'))
    .map(({ key }) => key)
  if (criteria.length === 0) return []
  return [
    {
      key: `ELIGIBILITY ${criteria.join(' ')}`,
      kind: 'ELIGIBILITY',
      date: toIsoDate(enrolment),
      visit: null,
      days: null,
      windowFrom: null,
      windowTo: null,
      criteria,
    },
  ]
}

/** A recorded deviation, as far as it can answer a suggestion. */
interface RecordedDeviation {
  readonly date: string
  readonly term: string
  readonly kind: string
}

/** Whether a recorded deviation speaks of what is suggested: the same kind, and the day or the visit. */
export function isRecorded(
  { kind, date, visit }: DeviationSuggestion,
  recorded: readonly RecordedDeviation[],
): boolean {
  return recorded.some(
    (one) =>
      one.kind === kind &&
      ((date !== null && one.date === date) ||
        (visit !== null && one.term.split(/[^A-Za-z0-9-]+/).includes(visit))),
  )
}
