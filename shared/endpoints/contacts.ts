import type { Day } from '../kernel/brand.ts'
import { toIsoDate, type PartialDate } from '../kernel/dates.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { imputeOnset } from './onset.ts'
import {
  dayOfEntry,
  readDate,
  readExisting,
  toKnownDate,
  type DateCell,
  type KnownDate,
  type Limits,
} from './known-date.ts'

interface ContactColumn {
  readonly file: string
  readonly column: string
  readonly counts?: (row: Row) => boolean
}

/** Dates that show a subject alive. @source trial-CSV layout, "Last known alive" */
const CONTACT_COLUMNS: readonly ContactColumn[] = [
  { file: 'subjects', column: 'ENRDAT' },
  { file: 'visits', column: 'SVSTDAT' },
  { file: 'exposure', column: 'EXSTDAT' },
  { file: 'exposure', column: 'EXENDAT' },
  { file: 'procedures', column: 'PRSTDAT' },
  { file: 'measurements', column: 'TRDAT' },
  { file: 'labs', column: 'LBDAT' },
  { file: 'antibodies', column: 'ISDAT' },
  { file: 'new-therapies', column: 'CMSTDAT' },
  { file: 'adverse-events', column: 'AESTDAT' },
  { file: 'survival', column: 'SSDAT', counts: (row) => row['SSORRES'] === 'ALIVE' },
]

/** The dates known alive up to the cut-off: the latest complete one, and every partial one. */
export interface Contacts {
  readonly lastComplete: KnownDate | null
  readonly partial: readonly { readonly cell: DateCell; readonly date: PartialDate }[]
}

const COMPLETE_LENGTH = 10

/** Finds the dates that show the subject alive on or before the cut-off. */
export function findContacts(subject: TrialSubject, cutoff: Day): Contacts {
  const first = scanContacts(subject, cutoff, false)
  // Text that looks like a complete date but is none is rare: only then is every text checked.
  const scan =
    first.latest === null || readDate(first.latestText) !== null
      ? first
      : scanContacts(subject, cutoff, true)
  const date = readDate(scan.latestText)
  if (scan.latest === null || date === null) return { lastComplete: null, partial: scan.partial }
  const cell = { file: scan.file, row: scan.latest, column: scan.column }
  return { lastComplete: toKnownDate(cell, date, date.earliest), partial: scan.partial }
}

/** The latest complete date so far with the cell it stands in, and the partial dates. */
interface Scan {
  readonly cutoff: Day
  readonly cutoffText: string
  readonly checked: boolean
  latestText: string
  latest: Row | null
  file: string
  column: string
  readonly partial: { readonly cell: DateCell; readonly date: PartialDate }[]
}

function scanContacts(subject: TrialSubject, cutoff: Day, checked: boolean): Scan {
  const scan: Scan = {
    cutoff,
    cutoffText: toIsoDate(cutoff),
    checked,
    latestText: '',
    latest: null,
    file: '',
    column: '',
    partial: [],
  }
  for (const column of CONTACT_COLUMNS) scanColumn(subject, column, scan)
  return scan
}

function scanColumn(
  subject: TrialSubject,
  { file, column, counts }: ContactColumn,
  scan: Scan,
): void {
  for (const row of rowsOf(subject, file)) {
    const text = row[column] ?? ''
    if (text === '' || counts?.(row) === false) continue
    if (text.length !== COMPLETE_LENGTH) keepPartial(text, { file, row, column }, scan)
    else if (isLatest(text, scan)) {
      scan.latestText = text
      scan.latest = row
      scan.file = file
      scan.column = column
    }
  }
}

/** Complete dates in ISO form order as text. */
function isLatest(text: string, { latestText, cutoffText, checked }: Scan): boolean {
  return text > latestText && text <= cutoffText && (!checked || readDate(text) !== null)
}

function keepPartial(text: string, cell: DateCell, scan: Scan): void {
  const date = readExisting(text, scan.cutoff)
  if (date !== null) scan.partial.push({ cell, date })
}

/**
 * The last date known alive. Partial dates are imputed as everywhere; those of adverse events as
 * their starts, with `floor` the day they are raised to.
 */
export function lastKnownAlive(
  contacts: Contacts,
  floor: Day | null,
  limits: Limits,
): KnownDate | null {
  let last = contacts.lastComplete
  for (const { cell, date } of contacts.partial) {
    const day =
      cell.file === 'adverse-events'
        ? imputeOnset({ date, end: readDate(cell.row['AEENDAT']), floor, limits })
        : dayOfEntry(date, limits)
    if (last === null || day > last.day) last = toKnownDate(cell, date, day)
  }
  return last
}
