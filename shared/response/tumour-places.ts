import type { Day } from '../kernel/brand.ts'
import type { TraceInput } from '../kernel/trace.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import type { MarkerFinding, ResponseCriterion, TargetLesion } from './define.ts'
import type { Review } from './review-rows.ts'
import type { ScanDay } from './scan-day.ts'
import { isNotDone, type VisitRows } from './visit-rows.ts'
import { textOf } from './row-text.ts'

/** A cell as an input of a step, still without its name; without a row, the file that has none. */
type Cell = Omit<TraceInput, 'name'>

/** Where the values stand that an assessment was judged by. Asked only while a proof is made. */
export interface TumourPlaces {
  /** What says how large a target is: its diameter, or why it has none. */
  target(visit: string, target: TargetLesion): Cell
  nonTarget(visit: string, lesion: string): Cell
  newLesion(visit: string, lesion: string): Cell
  /** A column of the lesion itself: what it is. */
  lesion(lesion: string, column: string): Cell
  review(visit: string): Cell
  /** The entry that gave a scan its day: a measurement's, or the visit's. */
  scan(visit: string, day: Day): Cell
  marker(marker: MarkerFinding | null): { readonly value: Cell; readonly limit: Cell }
  raised(row: Row): Cell
}

interface Read {
  readonly subject: TrialSubject
  readonly visits: ReadonlyMap<string, VisitRows>
  readonly reviews: ReadonlyMap<string, Review>
  readonly columns: ResponseCriterion['columns']
  readonly readDay: (text: string) => ScanDay
}

/** The places of what `readTumourRows` read, from the very rows that it chose. */
export function tumourPlaces(read: Read): TumourPlaces {
  const measured = (visit: string, lesion: string): Row | undefined =>
    read.visits.get(visit)?.byLesion.get(lesion)
  const cell = (file: string, row: Row | undefined, column: string): Cell =>
    cellOf(read.subject, { file, row, column })
  const judged = (visit: string, lesion: string): Cell => {
    const row = measured(visit, lesion)
    return cell('measurements', row, judgedColumn(row, read.columns))
  }
  return {
    target: (visit, target) => {
      const row = measured(visit, target.id)
      return cell('measurements', row, sizeColumn(row, target))
    },
    nonTarget: judged,
    newLesion: judged,
    lesion: (lesion, column) => {
      const row = rowsOf(read.subject, 'lesions').find((one) => one['TULNKID'] === lesion)
      return cell('lesions', row, column)
    },
    review: (visit) => cell('responses', read.reviews.get(visit)?.row, 'OVRLRESP'),
    scan: (visit, day) => scanCell(read, visit, day),
    marker: (marker) => ({
      value: cell('labs', marker?.row, 'LBORRES'),
      limit: cell('labs', marker?.limitRow, 'LBORNRHI'),
    }),
    raised: (row) => cell('labs', row, 'LBORRES'),
  }
}

function cellOf(
  subject: TrialSubject,
  {
    file,
    row,
    column,
  }: { readonly file: string; readonly row: Row | undefined; readonly column: string },
): Cell {
  if (row === undefined) return { value: 'none', absent: file }
  return { value: textOf(row, column), from: placeOfCell(subject, { file, row, column }) }
}

/** The column that decided the size of a target (T-1, T-2): in the order in which they are read. */
function sizeColumn(row: Row | undefined, { id, column = 'LDIAM' }: TargetLesion): string {
  if (row === undefined) return column
  if (isNotDone(row)) return 'TRSTAT'
  const text = textOf(row, column)
  if (text !== '' && Number(text) !== 0) return column
  const partner = textOf(row, 'TRMERGE')
  if (partner !== '' && partner !== id) return 'TRMERGE'
  return text === '' && textOf(row, 'TRSPLIT') !== '' ? 'TRSPLIT' : column
}

function judgedColumn(row: Row | undefined, { state }: ResponseCriterion['columns']): string {
  if (row === undefined) return state
  if (isNotDone(row)) return 'TRSTAT'
  return textOf(row, state) === '' ? 'TUMSTATE' : state
}

function scanCell({ subject, readDay }: Read, visit: string, day: Day): Cell {
  for (const [file, column] of [
    ['measurements', 'TRDAT'],
    ['visits', 'SVSTDAT'],
  ] as const) {
    const row = rowsOf(subject, file).find(
      (one) => textOf(one, 'VISIT') === visit && readDay(textOf(one, column)) === day,
    )
    if (row !== undefined) return cellOf(subject, { file, row, column })
  }
  return { value: 'none', absent: 'measurements' }
}
