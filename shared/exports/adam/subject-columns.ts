import type { Cell } from '../datasets/define.ts'
import { carry } from './carry.ts'
import { carriedFromSubject, type SaidVariables } from './variables-of.ts'

const CARRIED = [
  'STUDYID',
  'USUBJID',
  'SUBJID',
  'SITEID',
  'AGE',
  'SEX',
  'RACE',
  'ENRLFL',
  'SAFFL',
  'FASFL',
  'EFFFL',
  'TRT01P',
  'TRT01A',
  'TRTSDT',
  'TRTEDT',
] as const

/** What every basic data structure carries from ADSL. */
export const SUBJECT_COLUMNS: SaidVariables = {
  ...carriedFromSubject(CARRIED),
  TRTP: { origin: 'Predecessor', predecessor: 'ADSL.TRT01P' },
  TRTA: { origin: 'Predecessor', predecessor: 'ADSL.TRT01A' },
}

/** Their values for one subject. */
export function subjectColumns(subject: Readonly<Record<string, Cell>>): Record<string, Cell> {
  return {
    ...carry(subject, CARRIED),
    TRTP: subject['TRT01P'] ?? null,
    TRTA: subject['TRT01A'] ?? null,
  }
}
