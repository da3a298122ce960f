import { parsePartialDate } from '../kernel/dates.ts'
import type { Day } from '../kernel/brand.ts'
import { rowsOf, type TrialSubject } from './trial.ts'

export type SubjectState = 'screening' | 'enrolled' | 'screen-failure'

/**
 * Where a subject stands: enrolled with a date of enrolment; a screen failure with its reason or with
 * an end of study that says so; else in screening. Analyses ask only for the date of enrolment.
 */
export function subjectState(subject: TrialSubject): SubjectState {
  const values = rowsOf(subject, 'subjects')[0] ?? {}
  if ((values['ENRDAT'] ?? '') !== '') return 'enrolled'
  const failed = rowsOf(subject, 'disposition').some((row) => row['DSDECOD'] === 'SCREEN FAILURE')
  return failed || (values['SCRNFAIL'] ?? '') !== '' ? 'screen-failure' : 'screening'
}

/** The screening failed after a cut-off: an end of study says so, and every one that does is later. */
export function failsLater(subject: TrialSubject, cutoff: Day): boolean {
  const dates = rowsOf(subject, 'disposition')
    .filter((row) => row['DSDECOD'] === 'SCREEN FAILURE')
    .map((row) => parsePartialDate(row['DSSTDAT'] ?? ''))
  return dates.length > 0 && dates.every((date) => date !== null && date.earliest > cutoff)
}
