import { readCell, type KnownDate } from '../../endpoints/known-date.ts'
import { rowsOf, type Row } from '../../trial/trial.ts'
import type { Cell } from '../datasets/define.ts'
import { limitsOf } from './assessments.ts'
import type { AdamContext } from './define.ts'
import { sasDayOf } from './sas-day.ts'

type Of = Omit<AdamContext, 'subjectValues'>

interface Ended {
  readonly row: Row
  readonly date: KnownDate
}

/** How study and treatment ended by the cut-off, and of what the subject died. */
export function dispositionColumns(of: Of): Record<string, Cell> {
  return {
    ...(of.derivation.enrolled ? endOfStudy(of) : {}),
    ...(of.derivation.populations.SAF ? endOfTreatment(of) : {}),
    DTHCAUS: causeOfDeath(of),
  }
}

/** A death ends the study of a subject whose end is not recorded. */
function endOfStudy(of: Of): Record<string, Cell> {
  const last = endsOf(of, 'STUDY').at(-1)
  if (last !== undefined) {
    const { row, date } = last
    return { ...status('EOSSTT', 'DCSREAS', row), EOSDT: sasDayOf(date.day) }
  }
  const { death } = of.derivation.dates
  return death === null ? { EOSSTT: 'ONGOING' } : { EOSSTT: 'DISCONTINUED', DCSREAS: 'DEATH' }
}

/** Ended where an end for all drugs is recorded, or every study drug has its last dose. */
function endOfTreatment(of: Of): Record<string, Cell> {
  const ends = endsOf(of, 'TREATMENT')
  const whole = ends.some(({ row }) => (row['DSTRT'] ?? '') === '')
  if (of.derivation.dates.lastDose === null && !whole) return { EOTSTT: 'ONGOING' }
  const stopped = ends.filter(({ row }) => row['DSDECOD'] !== 'COMPLETED').at(-1)
  const decides = stopped ?? ends.at(-1)
  if (decides === undefined) return {}
  return status('EOTSTT', 'DCTREAS', decides.row)
}

function status(
  name: 'EOSSTT' | 'EOTSTT',
  reason: 'DCSREAS' | 'DCTREAS',
  row: Row,
): Record<string, Cell> {
  const decoded = row['DSDECOD'] ?? ''
  return decoded === 'COMPLETED'
    ? { [name]: 'COMPLETED' }
    : { [name]: 'DISCONTINUED', [reason]: decoded }
}

/** Ends that exist at the cut-off, the latest last. */
function endsOf(of: Of, category: 'STUDY' | 'TREATMENT'): readonly Ended[] {
  const limits = limitsOf(of)
  const ends: Ended[] = []
  for (const row of rowsOf(of.subject, 'disposition')) {
    if (row['DSSCAT'] !== category) continue
    const date = readCell({ file: 'disposition', row, column: 'DSSTDAT' }, limits)
    if (date !== null) ends.push({ row, date })
  }
  return ends.sort((a, b) => a.date.day - b.date.day)
}

function causeOfDeath({ subject, derivation }: Of): Cell {
  if (derivation.dates.death === null) return null
  return rowsOf(subject, 'deaths')[0]?.['DTHCAUS'] ?? null
}
