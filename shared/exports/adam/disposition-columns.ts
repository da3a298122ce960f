import { dayOfEntry, readExisting } from '../../endpoints/known-date.ts'
import { rowsOf, type Row } from '../../trial/trial.ts'
import type { Cell } from '../datasets/define.ts'
import { limitsOf } from './assessments.ts'
import type { AdamContext } from './define.ts'
import { sasDayOf } from './sas-day.ts'

type Of = Omit<AdamContext, 'subjectValues'>

/** How study and treatment ended by the cut-off, and of what the subject died. */
export function dispositionColumns(of: Of): Record<string, Cell> {
  const { enrolled, populations, ends } = of.derivation
  return {
    ...(enrolled ? { ...status('EOSSTT', 'DCSREAS', ends.study), EOSDT: endDay(of) } : {}),
    ...(populations.SAF ? status('EOTSTT', 'DCTREAS', ends.treatment) : {}),
    DTHCAUS: causeOfDeath(of),
  }
}

function status(
  name: 'EOSSTT' | 'EOTSTT',
  reason: 'DCSREAS' | 'DCTREAS',
  row: Row | null,
): Record<string, Cell> {
  if (row === null) return { [name]: 'ONGOING' }
  const decoded = row['DSDECOD'] ?? ''
  return decoded === 'COMPLETED'
    ? { [name]: 'COMPLETED' }
    : { [name]: 'DISCONTINUED', [reason]: decoded }
}

function endDay(of: Of): Cell {
  const limits = limitsOf(of)
  const date = readExisting(of.derivation.ends.study?.['DSSTDAT'], limits.cutoff)
  return date === null ? null : sasDayOf(dayOfEntry(date, limits))
}

/** Of the entry that the date of death was read from, else of the first one that exists at the cut-off. */
function causeOfDeath(of: Of): Cell {
  const { death, entries } = of.derivation.dates
  if (death === null) return null
  const rows = rowsOf(of.subject, 'deaths')
  const source = entries.death?.source ?? null
  const { cutoff } = limitsOf(of)
  const row =
    source?.file === 'deaths'
      ? rows[source.row]
      : rows.find(({ DTHDAT = '' }) => DTHDAT === '' || readExisting(DTHDAT, cutoff) !== null)
  return row?.['DTHCAUS'] ?? null
}
