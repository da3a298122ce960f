import type { IsoDate } from '../kernel/brand.ts'
import { parseDay, toIsoDate } from '../kernel/dates.ts'
import { rowsOf, type Row, type Trial } from '../trial/trial.ts'

/** The columns of the analysis files that hold dates. */
const DATE_COLUMNS: readonly (readonly [file: string, columns: readonly string[]])[] = [
  ['subjects', ['RFICDAT', 'ENRDAT']],
  ['visits', ['SVSTDAT']],
  ['exposure', ['EXSTDAT', 'EXENDAT']],
  ['procedures', ['PRSTDAT']],
  ['lesions', ['TUDAT']],
  ['measurements', ['TRDAT']],
  ['responses', ['RSDAT']],
  ['new-therapies', ['CMSTDAT']],
  ['labs', ['LBDAT']],
  ['adverse-events', ['AESTDAT', 'AEENDAT']],
  ['antibodies', ['ISDAT']],
  ['disposition', ['DSSTDAT']],
  ['survival', ['SSDAT']],
  ['deaths', ['DTHDAT']],
]

const COMPLETE_LENGTH = 10

/** The cut-off where none is asked for: the latest complete date recorded; null where there is none. */
export function defaultCutoff(trial: Trial): IsoDate | null {
  let latest = ''
  for (const subject of trial.subjects) {
    for (const [file, columns] of DATE_COLUMNS) {
      for (const row of rowsOf(subject, file)) latest = latestOf(row, columns, latest)
    }
  }
  const day = parseDay(latest)
  return day === null ? null : toIsoDate(day)
}

/** Complete dates order as text: only one that would be the latest is parsed. */
function latestOf(row: Row, columns: readonly string[], known: string): string {
  let latest = known
  for (const column of columns) {
    const text = row[column] ?? ''
    if (text.length !== COMPLETE_LENGTH || text <= latest) continue
    if (parseDay(text) !== null) latest = text
  }
  return latest
}
