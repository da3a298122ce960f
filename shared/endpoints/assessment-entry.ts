import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { TimePoint } from '../response/define.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import { readCell, type KnownDate, type Limits } from './known-date.ts'

/**
 * The entry from which an assessment took its date: the first of its measurements on that day, or
 * the date of its visit where no measurement bears one.
 */
export function assessmentEntry(
  subject: TrialSubject,
  points: readonly Pick<TimePoint, 'visit' | 'date' | 'earliest'>[],
  at: { readonly day: Day; readonly limits: Limits },
): KnownDate {
  const { day, limits } = at
  for (const point of points) {
    if (point.date !== day && point.earliest !== day) continue
    const entry =
      entryIn(subject, { file: 'measurements', column: 'TRDAT', visit: point.visit }, at) ??
      entryIn(subject, { file: 'visits', column: 'SVSTDAT', visit: point.visit }, at)
    if (entry !== null) return entry
  }
  const text = toIsoDate(day)
  const from = { file: 'measurements', row: text, column: 'TRDAT' }
  const latest = day > limits.cutoff ? limits.cutoff : day
  return { day, imputed: false, text, earliest: day, latest, from, row: null }
}

function entryIn(
  subject: TrialSubject,
  from: { readonly file: string; readonly column: string; readonly visit: string },
  { day, limits }: { readonly day: Day; readonly limits: Limits },
): KnownDate | null {
  const { file, column, visit } = from
  for (const row of rowsOf(subject, file)) {
    if (row['VISIT'] !== visit) continue
    const entry = readCell({ file, row, column }, limits)
    if (entry?.day === day) return entry
  }
  return null
}
