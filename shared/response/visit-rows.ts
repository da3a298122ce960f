import type { Day } from '../kernel/brand.ts'
import type { Row } from '../trial/trial.ts'
import type { ScanDay } from './scan-day.ts'
import { textOf } from './row-text.ts'

/** The measurement rows of one VISIT that exist at the cut-off. */
export interface VisitRows {
  readonly visit: string
  /** One row per lesion. */
  readonly byLesion: Map<string, Row>
  /** Scan dates on or before the cut-off, in the order of the rows. */
  readonly dates: Day[]
  /** At least one row bears a date, be it after the cut-off. */
  dated: boolean
}

/** Groups measurement rows by VISIT; a row dated after the cut-off does not exist. */
export function groupByVisit(
  rows: readonly Row[],
  readDay: (text: string) => ScanDay,
): ReadonlyMap<string, VisitRows> {
  const visits = new Map<string, VisitRows>()
  for (const row of rows) {
    const visit = visitOf(visits, textOf(row, 'VISIT'))
    const day = readDay(textOf(row, 'TRDAT'))
    if (day !== null) visit.dated = true
    if (day === 'after-cutoff') continue
    if (day !== null && visit.dates.at(-1) !== day) visit.dates.push(day)
    addRow(visit.byLesion, row)
  }
  return visits
}

function visitOf(visits: Map<string, VisitRows>, name: string): VisitRows {
  const known = visits.get(name)
  if (known !== undefined) return known
  const fresh: VisitRows = { visit: name, byLesion: new Map(), dates: [], dated: false }
  visits.set(name, fresh)
  return fresh
}

function addRow(byLesion: Map<string, Row>, row: Row): void {
  const lesion = textOf(row, 'TRLNKID')
  const before = byLesion.get(lesion)
  if (before === undefined || speaksOver(row, before)) byLesion.set(lesion, row)
}

// A lesion read twice at one assessment: an evaluable reading over one that was not, else the later.
function speaksOver(row: Row, before: Row): boolean {
  const notDone = isNotDone(row)
  if (notDone !== isNotDone(before)) return !notDone
  return textOf(row, 'TRDAT') > textOf(before, 'TRDAT')
}

export function isNotDone(row: Row): boolean {
  return row['TRSTAT'] === 'NOT DONE'
}
