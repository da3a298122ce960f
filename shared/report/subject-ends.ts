import type { DosingPeriod } from '../endpoints/timeline.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import type { Row } from '../trial/trial.ts'

/** The latest row that ended treatment or the study; null where none did. */
export function endOf(rows: readonly Row[], category: 'TREATMENT' | 'STUDY'): Row | null {
  return latest(rows.filter((row) => row['DSSCAT'] === category))
}

/**
 * The row that ended study treatment: one for all of it, or once every drug given has ended by a row
 * of its own, the latest of these.
 */
export function treatmentEnd(rows: readonly Row[], doses: readonly DosingPeriod[]): Row | null {
  const ends = rows.filter((row) => row['DSSCAT'] === 'TREATMENT')
  const ofAll = latest(ends.filter((row) => (row['DSTRT'] ?? '') === ''))
  if (ofAll !== null) return ofAll
  const ended = new Set(ends.map((row) => row['DSTRT']))
  const everyDrug = doses.every(({ drug }) => ended.has(drug))
  return everyDrug ? latest(ends) : null
}

function latest(rows: readonly Row[]): Row | null {
  let found: Row | null = null
  for (const row of rows) {
    if (found === null || compareCodePoints(row['DSSTDAT'] ?? '', found['DSSTDAT'] ?? '') >= 0) {
      found = row
    }
  }
  return found
}
