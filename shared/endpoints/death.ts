import type { Day } from '../kernel/brand.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import {
  earlier,
  middleOf,
  readExisting,
  toKnownDate,
  type DateCell,
  type KnownDate,
} from './known-date.ts'

/**
 * Date of death: the death form's; where it has none, that of a contact with the answer DEAD.
 * A partial one is the middle of what it may mean, but not before the last complete date known
 * alive as far as its month or year allows, and never after the cut-off.
 * @source trial-CSV layout, "Date of death", "Partial dates in the analysis"
 */
export function deathDate(
  subject: TrialSubject,
  lastCompleteAlive: Day | null,
  cutoff: Day,
): KnownDate | null {
  let death: KnownDate | null = null
  for (const row of rowsOf(subject, 'deaths')) {
    const cell = { file: 'deaths', row, column: 'DTHDAT' }
    death = earlier(death, readDeath(cell, lastCompleteAlive, cutoff))
  }
  if (death !== null) return death
  for (const row of rowsOf(subject, 'survival')) {
    if (row['SSORRES'] !== 'DEAD') continue
    const cell = { file: 'survival', row, column: 'SSDAT' }
    death = earlier(death, readDeath(cell, lastCompleteAlive, cutoff))
  }
  return death
}

function readDeath(cell: DateCell, lastCompleteAlive: Day | null, cutoff: Day): KnownDate | null {
  const date = readExisting(cell.row[cell.column], cutoff)
  if (date === null) return null
  if (date.precision === 'day') return toKnownDate(cell, date, date.earliest)
  const alive = lastCompleteAlive ?? date.earliest
  const raised = Math.min(Math.max(middleOf(date), alive), date.latest)
  return toKnownDate(cell, date, Math.min(raised, cutoff) as Day)
}
