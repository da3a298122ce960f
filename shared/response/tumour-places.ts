import type { Day } from '../kernel/brand.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import type { ReadCell, ResponseCriterion, TargetLesion, TumourPlaces } from './define.ts'
import type { Review } from './review-rows.ts'
import type { ScanDay } from './scan-day.ts'
import { isNotDone, type VisitRows } from './visit-rows.ts'
import { textOf } from './row-text.ts'

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
  const cell = (file: string, row: Row | undefined, column: string): ReadCell =>
    cellOf(read.subject, { file, row, column })
  const judged = (visit: string, lesion: string): ReadCell => {
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
    measured: (visit, lesion, column) => cell('measurements', measured(visit, lesion), column),
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
): ReadCell {
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

function scanCell({ subject, readDay }: Read, visit: string, day: Day): ReadCell {
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
