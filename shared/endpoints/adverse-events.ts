import type { Day, IsoDate } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { analysedGrade, eventAtCutoff } from './event-at-cutoff.ts'
import { dayOfEntry, readDate, readExisting, type KnownDate } from './known-date.ts'
import { holdBackOnset, imputeMissingOnset, imputeOnset } from './onset.ts'
import { GRADES, type Grade } from './results.ts'
import { rowLabel } from './row-label.ts'
import { adverseEventFloor, type Timeline } from './timeline.ts'

/** An adverse event that exists at the cut-off, with what the analysis makes of it. */
export interface AdverseEventRecord {
  /** Its row in the subject's file, counted from 0: where everything else about the event stands. */
  readonly row: number
  /** AEDECOD; the verbatim term where the event is not coded. */
  readonly term: string
  readonly verbatim: string
  readonly soc: string
  /** Null where no grade 1-5 was recorded; before the death of a fatal event 4. */
  readonly grade: Grade | null
  readonly serious: boolean
  readonly related: boolean
  readonly doseLimiting: boolean
  readonly haematologic: boolean
  /** Null where no start was recorded and there is nothing to raise it to. */
  readonly onset: IsoDate | null
  readonly onsetDay: Day | null
  readonly onsetImputed: boolean
  /**
   * Where an end was recorded that exists at the cut-off; a partial one is imputed as every date, but
   * never before the onset.
   */
  readonly endDay: Day | null
  readonly treatmentEmergent: boolean
  readonly fromEnrolment: boolean
}

/** An event whose emergence depends on a day that was imputed. */
export interface UncertainEmergence {
  readonly onset: 'treatment-emergent' | 'from-enrolment'
  readonly event: AdverseEventRecord
  readonly date: Pick<KnownDate, 'text' | 'day' | 'from'>
}

export interface AdverseEvents {
  readonly records: readonly AdverseEventRecord[]
  readonly uncertain: readonly UncertainEmergence[]
}

/** The part of the timeline that adverse events are read against. */
interface Window {
  readonly conventions: AnalysisConventions
  readonly timeline: Timeline
}

/**
 * Adverse events that exist at the cut-off. Treatment-emergent: onset from the first dose to the
 * protocol's number of days after the last dose, without end while dosing is ongoing.
 * @source protocol conventions, "Treatment-emergent AE", "Related", "Haematologic"
 */
export function readAdverseEvents(subject: TrialSubject, window: Window): AdverseEvents {
  const records: AdverseEventRecord[] = []
  const uncertain: UncertainEmergence[] = []
  const floor = adverseEventFloor(window.conventions, window.timeline)?.day ?? null
  for (const [at, row] of rowsOf(subject, 'adverse-events').entries()) {
    const onset = readOnset(row, floor, window.timeline)
    if (onset === 'after-cutoff') continue
    const { cutoff, death } = window.timeline.limits
    const known = eventAtCutoff(row, subject, { cutoff, dead: death !== null })
    const grade = analysedGrade(row, known)
    const record = toRecord({ row: known, grade, at }, onset, window)
    records.push(record)
    if (onset.imputed) uncertain.push(...uncertainty(row, { onset, record }, window))
  }
  return { records, uncertain }
}

interface Onset {
  readonly day: Day | null
  readonly imputed: boolean
  /** First and last day it may have been, as far as the entry says. */
  readonly earliest: Day | null
  readonly latest: Day
}

function readOnset(row: Row, floor: Day | null, { limits }: Timeline): Onset | 'after-cutoff' {
  const date = readDate(row['AESTDAT'])
  if (date?.precision === 'day') {
    const day = date.earliest
    return day > limits.cutoff
      ? 'after-cutoff'
      : { day, imputed: false, earliest: day, latest: day }
  }
  const end = readDate(row['AEENDAT'])
  const last = holdBackOnset(date?.latest ?? limits.cutoff, end, limits)
  if (date === null) {
    const day = imputeMissingOnset({ end, floor, limits })
    return { day, imputed: true, earliest: null, latest: last }
  }
  if (date.earliest > limits.cutoff) return 'after-cutoff'
  const day = imputeOnset({ date, end, floor, limits })
  return { day, imputed: true, earliest: date.earliest, latest: last }
}

function toRecord(
  { row, grade: recorded, at }: { readonly row: Row; readonly grade: string; readonly at: number },
  onset: Onset,
  window: Window,
): AdverseEventRecord {
  const { conventions } = window
  const verbatim = row['AETERM'] ?? ''
  const coded = row['AEDECOD'] ?? ''
  const soc = row['AEBODSYS'] ?? ''
  const relation = row['AEREL'] ?? ''
  return {
    row: at,
    term: coded === '' ? verbatim : coded,
    verbatim,
    soc,
    grade: GRADES.find((grade) => String(grade) === recorded) ?? null,
    serious: row['AESER'] === 'Y',
    related: conventions.relatedValues.includes(relation),
    doseLimiting: row['AEDLT'] === 'Y',
    haematologic:
      conventions.haematologic.soc.includes(soc) || conventions.haematologic.terms.includes(coded),
    onset: onsetText(row, onset),
    onsetDay: onset.day,
    onsetImputed: onset.imputed,
    endDay: endOf(row, onset.day, window.timeline),
    treatmentEmergent: isEmergent(onset.day, window),
    fromEnrolment: isFromEnrolment(onset.day, window),
  }
}

function endOf(row: Row, onset: Day | null, { limits }: Timeline): Day | null {
  const date = readExisting(row['AEENDAT'], limits.cutoff)
  if (date === null) return null
  const day = dayOfEntry(date, limits)
  return date.precision !== 'day' && onset !== null && day < onset ? onset : day
}

function onsetText(row: Row, { day, imputed }: Onset): IsoDate | null {
  if (day === null) return null
  // A complete start is its own text: most are, and printing a date anew is dear.
  return imputed ? toIsoDate(day) : (row['AESTDAT'] as IsoDate)
}

function isEmergent(day: Day | null, { conventions, timeline }: Window): boolean {
  const { firstDose, lastDose } = timeline
  if (day === null || firstDose === null || day < firstDose.day) return false
  return isWithinEmergence(day, lastDose?.day ?? null, conventions)
}

/** Not later than the protocol's number of days after the last dose; without end while dosing lasts. */
export function isWithinEmergence(
  day: Day,
  lastDose: Day | null,
  { emergenceDaysAfterLastDose }: Pick<AnalysisConventions, 'emergenceDaysAfterLastDose'>,
): boolean {
  return lastDose === null || day - lastDose <= emergenceDaysAfterLastDose
}

function isFromEnrolment(day: Day | null, { timeline: { enrolment } }: Window): boolean {
  return day !== null && enrolment !== null && day >= enrolment.day
}

type Rule = (day: Day | null, window: Window) => boolean
const RULES: readonly (readonly [UncertainEmergence['onset'], Rule])[] = [
  ['treatment-emergent', isEmergent],
  ['from-enrolment', isFromEnrolment],
]

function uncertainty(
  row: Row,
  { onset, record }: { readonly onset: Onset; readonly record: AdverseEventRecord },
  window: Window,
): readonly UncertainEmergence[] {
  const { day, earliest, latest } = onset
  if (day === null) return []
  const from = { file: 'adverse-events', row: rowLabel('adverse-events', row), column: 'AESTDAT' }
  const date = { text: row['AESTDAT'] ?? '', day, from }
  return RULES.filter(([, holds]) => {
    const imputed = holds(day, window)
    return holds(earliest, window) !== imputed || holds(latest, window) !== imputed
  }).map(([name]) => ({ onset: name, event: record, date }))
}
