import type { Day } from '../kernel/brand.ts'
import type { Schedule } from '../protocol/define.ts'
import { plannedVisits } from '../protocol/schedule.ts'

/** What tells samples before the study treatment from those on it. */
export interface TreatmentStart {
  /** Days that the first dose of the study drug may mean; null: none yet. */
  readonly firstDose: { readonly earliest: Day; readonly latest: Day } | null
  /** Visits planned no later than the first dose: their samples of that day were taken before it. */
  readonly before: ReadonlySet<string>
}

export function treatmentStart(
  schedule: Schedule,
  firstDose: TreatmentStart['firstDose'],
): TreatmentStart {
  const before = plannedVisits(schedule).filter(({ day }) => day <= 0)
  return { firstDose, before: new Set(before.map(({ visit }) => visit)) }
}

/** Days a sample may be of, and the visit it is recorded at. */
export interface Sample {
  readonly day: Day | null
  readonly lastDay: Day | null
  readonly record: { readonly visit: string | null }
}

/**
 * Whether a sample was taken before the treatment or on it; null where its date or the first dose
 * leaves that open. On the day of the first dose, without times, a sample counts as before it in a
 * form of a visit planned no later, else as on treatment.
 * @source reference on submission data: EPOCH on the day of first dose; BASE, last value before it
 */
export function phaseOf(
  { day, lastDay, record }: Sample,
  { firstDose, before }: TreatmentStart,
): 'before' | 'on' | null {
  if (firstDose === null || day === null || lastDay === null) return null
  if (lastDay < firstDose.earliest) return 'before'
  if (day > firstDose.latest) return 'on'
  if (record.visit !== null && before.has(record.visit)) return 'before'
  return day >= firstDose.latest ? 'on' : null
}
