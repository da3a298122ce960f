import type { Bilingual } from '../kernel/bilingual.ts'
import type { IsoDate } from '../kernel/brand.ts'
import { parseDay, parsePartialDate } from '../kernel/dates.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import type { DoseLimitingToxicityEndpoint } from './define.ts'
import type { SubjectAddition, SubjectDates, SubjectDerivation } from './derivation.ts'
import type { EndpointRow } from './results.ts'

/** What the course of a dose exploration needs of a subject. */
export interface EscalationSubject {
  readonly addition: SubjectAddition
  readonly dates: Pick<SubjectDates, 'enrolment' | 'death' | 'lastKnownAlive'>
  readonly doseLimitingWindow: SubjectDerivation['doseLimitingWindow']
  /** The study has ended for the subject, or the treatment before every drug was given. */
  readonly hasLeft: boolean
}

/**
 * What a subject's window came to: `running` while it can still be completed, so that nothing is
 * decided yet; `not-evaluable` once it cannot.
 */
export type WindowState = 'none' | 'toxicity' | 'running' | 'not-evaluable'

export interface SubjectWindow {
  readonly subject: string
  readonly cohort: string
  readonly enrolled: IsoDate | null
  readonly state: WindowState
  /** Null where not every drug was given. */
  readonly window: { readonly first: IsoDate; readonly last: IsoDate } | null
  /**
   * Days of a running window after the cut-off, its last day included; 0: they have passed, and nothing
   * shows yet that the subject was followed through them. Null: it has not begun, or does not run.
   */
  readonly daysLeft: number | null
}

/** A dose level: who was treated, and the rate of the analysis among those who are evaluable. */
export interface DoseLevel {
  readonly key: string
  readonly label: Bilingual
  readonly enrolled: number
  readonly treated: number
  readonly evaluable: number
  readonly toxicities: number
  /** Shares 0 to 1; null while nobody is evaluable. */
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

export interface DoseEscalation {
  readonly endpoint: DoseLimitingToxicityEndpoint
  /** The lowest first. */
  readonly levels: readonly DoseLevel[]
  /** In order of entry. */
  readonly subjects: readonly SubjectWindow[]
}

/**
 * Whether a subject will never be followed through the window: the study has ended for it, or the
 * treatment before every drug was given. Rows without a date that can be read count.
 */
export function hasLeftWindow(
  subject: TrialSubject,
  { cutoff, window }: { readonly cutoff: IsoDate; readonly window: SubjectWindow['window'] },
): boolean {
  const last = parseDay(cutoff) ?? 0
  return rowsOf(subject, 'disposition').some(({ DSSCAT, DSSTDAT = '' }) => {
    const date = parsePartialDate(DSSTDAT)
    if (date !== null && date.earliest > last) return false
    return DSSCAT === 'STUDY' || (DSSCAT === 'TREATMENT' && window === null)
  })
}

interface EscalationWish {
  readonly definition: ProtocolDefinition
  readonly cutoff: IsoDate
  /** Rows of the analysis of the same subjects. */
  readonly rows: readonly EndpointRow[]
}

/**
 * The dose levels of a protocol that looks for a dose, with everybody enrolled on them; null for other
 * protocols. Rates and limits are the rows of the analysis.
 */
export function doseEscalation(
  subjects: readonly EscalationSubject[],
  { definition, cutoff, rows }: EscalationWish,
): DoseEscalation | null {
  const endpoint = definition.endpoints.find((one) => one.kind === 'dose-limiting-toxicity')
  const cohorts = definition.cohorts.filter(({ doseFinding }) => doseFinding)
  if (endpoint === undefined || cohorts.length === 0) return null
  const keys = new Set(cohorts.map(({ key }) => key))
  const members = subjects.filter(
    ({ addition }) => addition.enrolled && keys.has(addition.cohort ?? ''),
  )
  const levels = cohorts.map(({ key, label }): DoseLevel => {
    const own = members.filter(({ addition }) => addition.cohort === key)
    const row = rows.find(({ id, cohort }) => id === endpoint.id && cohort === key)
    const rate = row?.kind === 'proportion' ? row : NOBODY
    return {
      ...{ key, label, enrolled: own.length },
      treated: own.filter(({ addition }) => addition.populations.SAF).length,
      ...{ evaluable: rate.N, toxicities: rate.n },
      ...{ estimate: rate.estimate, lower: rate.lower, upper: rate.upper },
    }
  })
  const windows = members.map((one) => windowOfSubject(one, endpoint, cutoff))
  return { endpoint, levels, subjects: [...windows].sort(byEntry) }
}

const NOBODY = { n: 0, N: 0, estimate: null, lower: null, upper: null } as const

function byEntry(a: SubjectWindow, b: SubjectWindow): number {
  const [first, second] = [a.enrolled ?? '9999', b.enrolled ?? '9999']
  if (first !== second) return first < second ? -1 : 1
  return a.subject < b.subject ? -1 : 1
}

function windowOfSubject(
  subject: EscalationSubject,
  { id }: DoseLimitingToxicityEndpoint,
  cutoff: IsoDate,
): SubjectWindow {
  const { addition, dates, doseLimitingWindow: window } = subject
  const own = addition.endpoints.find((one) => one.id === id)
  const counted = own?.inPopulation === true && own.value.kind === 'counted' ? own.value : null
  const about = {
    ...{ subject: addition.subject, cohort: addition.cohort ?? '' },
    ...{ enrolled: dates.enrolment, window },
  }
  if (counted !== null) {
    return { ...about, state: counted.hit ? 'toxicity' : 'none', daysLeft: null }
  }
  const left = daysLeft(subject, cutoff)
  return left === 'over'
    ? { ...about, state: 'not-evaluable', daysLeft: null }
    : { ...about, state: 'running', daysLeft: left }
}

/** Null: the window has not begun. */
function daysLeft(
  { dates, doseLimitingWindow: window, hasLeft }: EscalationSubject,
  cutoff: IsoDate,
): number | null | 'over' {
  if (hasLeft || dates.death !== null) return 'over'
  if (window === null) return null
  const isFollowed = dates.lastKnownAlive !== null && dates.lastKnownAlive >= window.last
  if (isFollowed) return 'over'
  return Math.max(0, (parseDay(window.last) ?? 0) - (parseDay(cutoff) ?? 0))
}
