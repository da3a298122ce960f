import { compareCodePoints } from '../kernel/code-points.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { readDate, readExisting, type Limits } from './known-date.ts'
import type { Timeline } from './timeline.ts'

/** The rows that ended treatment and study: as recorded, or what the death says. Null while they go on. */
export interface SubjectEnds {
  readonly treatment: Row | null
  readonly study: Row | null
}

/**
 * What ended treatment and study by the cut-off. A death ends both where no end is recorded, and the
 * end of the study ends the treatment. Treatment ends with a row for all of it, or once every study drug
 * given has a row of its own: the latest of these, of drugs that were stopped before drugs completed.
 * @source mapping, section 4: EOSSTT and EOTSTT ONGOING, COMPLETED or DISCONTINUED
 */
export function subjectEnds(subject: TrialSubject, timeline: Timeline): SubjectEnds {
  const rows = rowsOf(subject, 'disposition').filter((row) => isKnown(row, timeline.limits))
  const study = latest(rows.filter((row) => row['DSSCAT'] === 'STUDY')) ?? deathEnd(timeline)
  return { treatment: treatmentEnd(rows, timeline) ?? study, study }
}

/** A row without a date that can be read is kept: nothing says that it came later. */
function isKnown({ DSSTDAT }: Row, { cutoff }: Limits): boolean {
  return readDate(DSSTDAT) === null || readExisting(DSSTDAT, cutoff) !== null
}

function deathEnd({ death }: Timeline): Row | null {
  return death === null ? null : { DSDECOD: 'DEATH', DSSTDAT: toIsoDate(death.day) }
}

function treatmentEnd(rows: readonly Row[], { doses }: Timeline): Row | null {
  const ends = rows.filter((row) => row['DSSCAT'] === 'TREATMENT')
  const ofAll = latest(ends.filter((row) => (row['DSTRT'] ?? '') === ''))
  if (ofAll !== null) return ofAll
  const ended = new Set(ends.map((row) => row['DSTRT']))
  const given = doses.filter(({ studyDrug }) => studyDrug)
  if (given.length === 0 || !given.every(({ drug }) => ended.has(drug))) return null
  return latest(ends.filter((row) => row['DSDECOD'] !== 'COMPLETED')) ?? latest(ends)
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
