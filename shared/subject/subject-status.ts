import { deriveTimeline, type Timeline } from '../endpoints/timeline.ts'
import type { Day, IsoDate } from '../kernel/brand.ts'
import { parsePartialDate, toIsoDate } from '../kernel/dates.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import { drugName } from '../protocol/drug-names.ts'
import { subjectState } from '../trial/subject-state.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { withdrawalOf } from './withdrawal.ts'

/** Where a subject stands in the study, as its records tell. */
export const SUBJECT_STATUSES = [
  'screening',
  'screen-failure',
  'enrolled',
  'on-treatment',
  'follow-up',
  'off-study',
  'withdrawn',
  'dead',
] as const
export type SubjectStatus = (typeof SUBJECT_STATUSES)[number]

export interface StatusSince {
  readonly status: SubjectStatus
  /** Since when, as far as known; null: not dated. */
  readonly since: IsoDate | null
}

interface Known {
  readonly subject: TrialSubject
  readonly timeline: Timeline
  readonly conventions: AnalysisConventions
}

/**
 * One way to find a status: null where it does not hold, else since when. The first that holds
 * is the status, so what ends the study stands before what ends the treatment.
 */
const FINDERS: readonly {
  readonly status: SubjectStatus
  readonly since: (known: Known) => { readonly day: Day | null } | null
}[] = [
  { status: 'dead', since: ({ timeline }) => timeline.death },
  { status: 'withdrawn', since: ({ subject }) => withdrawalOf(subject) },
  { status: 'off-study', since: ({ subject }) => endOf(subject, 'STUDY') },
  {
    status: 'screen-failure',
    since: ({ subject }) => (subjectState(subject) === 'screen-failure' ? { day: null } : null),
  },
  {
    status: 'follow-up',
    since: (known) => (known.timeline.enrolment === null ? null : treatmentEnd(known)),
  },
  {
    status: 'on-treatment',
    since: ({ timeline: { enrolment, firstDose } }) => (enrolment === null ? null : firstDose),
  },
  { status: 'enrolled', since: ({ timeline }) => timeline.enrolment },
]

/**
 * The status of a subject by everything recorded up to `until`: death before withdrawal of consent,
 * before end of study, before end of treatment. Screening where nothing else holds.
 */
export function subjectStatus(
  subject: TrialSubject,
  conventions: AnalysisConventions,
  until: Day,
  /** Where it is derived already: as of the same day. */
  timeline: Timeline = deriveTimeline(subject, conventions, until),
): StatusSince {
  const known = { subject, timeline, conventions }
  for (const { status, since } of FINDERS) {
    const found = since(known)
    if (found !== null) {
      return { status, since: found.day === null ? null : toIsoDate(found.day) }
    }
  }
  return { status: 'screening', since: null }
}

function endOf(subject: TrialSubject, category: string): { readonly day: Day | null } | null {
  const ends = rowsOf(subject, 'disposition').filter((row) => row['DSSCAT'] === category)
  return earliest(ends.map((row) => latestDay(row['DSSTDAT'])))
}

/** The end of all treatment: one row for all of it, or one for each drug that was given. */
function treatmentEnd({
  subject,
  timeline,
  conventions,
}: Known): { readonly day: Day | null } | null {
  const ends = rowsOf(subject, 'disposition').filter((row) => row['DSSCAT'] === 'TREATMENT')
  const drugs = new Set(timeline.doses.map(({ drug }) => drug))
  const isWhole = (row: Row): boolean => (row['DSTRT'] ?? '') === ''
  const ended = new Set(ends.map(({ DSTRT = '' }) => drugName(DSTRT, conventions)))
  const isOver =
    ends.some(isWhole) || (ends.length > 0 && [...drugs].every((drug) => ended.has(drug)))
  if (!isOver) return null
  const days = ends.map((row) => latestDay(row['DSSTDAT']))
  return { day: days.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null) }
}

function latestDay(text: string | undefined): Day | null {
  return parsePartialDate(text ?? '')?.latest ?? null
}

function earliest(days: readonly (Day | null)[]): { readonly day: Day | null } | null {
  if (days.length === 0) return null
  const known = days.filter((day) => day !== null).sort((a, b) => a - b)
  return { day: known[0] ?? null }
}
