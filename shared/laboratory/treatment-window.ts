import type { LabResult } from '../checks/lab-results.ts'
import { isWithinEmergence } from '../endpoints/adverse-events.ts'
import type { SubjectDerivation } from '../endpoints/derivation.ts'
import { dayOfEntry, readExisting, type Limits } from '../endpoints/known-date.ts'
import type { Day, IsoDate } from '../kernel/brand.ts'
import { parseDay, parsePartialDate, type PartialDate } from '../kernel/dates.ts'
import type { AnalysisConventions, ProtocolDefinition } from '../protocol/define.ts'
import { phaseOf, treatmentStart, type TreatmentStart } from './treatment-start.ts'

/** When a subject's samples count as on treatment: the one rule behind grades, shifts, peaks and curves. */
export interface TreatmentWindow {
  readonly start: TreatmentStart
  /** Null: dosing goes on, or has not begun. */
  readonly lastDose: Day | null
  readonly conventions: Pick<AnalysisConventions, 'emergenceDaysAfterLastDose'>
}

/** Where a sample stands in time. */
interface SampleTime {
  /** Null: no date, or one after the cut-off. */
  readonly date: PartialDate | null
  /** Imputed where the date is known in part. */
  readonly day: Day | null
  readonly phase: 'before' | 'on' | null
  readonly onTreatment: boolean
}

export function treatmentWindow(
  { dates }: Pick<SubjectDerivation, 'dates'>,
  { schedule, conventions }: Pick<ProtocolDefinition, 'schedule' | 'conventions'>,
): TreatmentWindow {
  return {
    start: treatmentStart(schedule, firstDoseOf(dates)),
    lastDose: dayOf(dates.lastDose),
    conventions,
  }
}

/**
 * On treatment: after the first dose of study drug, up to the protocol's number of days after the last one
 * in which events are treatment-emergent, without end while dosing lasts.
 */
export function sampleTime(
  result: LabResult,
  { start, lastDose, conventions }: TreatmentWindow,
  limits: Limits,
): SampleTime {
  const date = readExisting(result.dateText, limits.cutoff)
  const day = date === null ? null : dayOfEntry(date, limits)
  const phase = phaseOf(result, start)
  const onTreatment =
    phase === 'on' && day !== null && isWithinEmergence(day, lastDose, conventions)
  return { date, day, phase, onTreatment }
}

/** The days that the first dose may mean, as it was entered. */
function firstDoseOf({ entries }: SubjectDerivation['dates']): TreatmentStart['firstDose'] {
  const entry = entries.firstDose
  const date = entry === null ? null : parsePartialDate(entry.text)
  return date === null ? null : { earliest: date.earliest, latest: date.latest }
}

function dayOf(date: IsoDate | null): Day | null {
  return date === null ? null : parseDay(date)
}
