import type { ResponseOf } from '../../shared/api/define.ts'
import type { listSubjects } from '../../shared/api/routes/subjects.ts'
import type { CellOverlay } from '../../shared/protocol/cell-signs.ts'
import { toldOf, type ToldOf } from '../http/told-of.ts'
import { cellsOf } from './cells.ts'
import { createKnownBySource, type KnownBySource, type ReadSource } from './known-by-source.ts'
import { toSubjectView } from './views.ts'

export type MatrixRow = ResponseOf<typeof listSubjects>['subjects'][number]

/** A row of the matrix, with the JSON that an answer holds of it. */
export interface WrittenRow {
  readonly row: MatrixRow
  /** UTF-8. */
  readonly json: Buffer
  /** What the log is told of it. */
  readonly told: ToldOf
}

export interface MatrixRows extends KnownBySource<WrittenRow> {
  /** The signs that stand at any visit of a subject, of far more subjects than there are rows. */
  readonly signs: KnownBySource<readonly CellOverlay[]>
}

/** So many rows of a long study take about 40 MB. */
const REMEMBERED = 1_000

/** As many as there are overviews. */
const SIGNS_REMEMBERED = 20_000

export function createMatrixRows(): MatrixRows {
  const rows = createKnownBySource((source) => {
    const row = rowOf(source)
    return { row, json: Buffer.from(JSON.stringify(row)), told: toldOf(row) }
  }, REMEMBERED)
  return { ...rows, signs: createKnownBySource(signsOf, SIGNS_REMEMBERED) }
}

function rowOf(source: ReadSource): MatrixRow {
  const { subject, overview, marks, today } = source
  const cells = matrixCells(source).map((cell) =>
    // The schedule tells the forms of a visit that was not begun.
    overview.visits.has(cell.visit) ? cell : { ...cell, forms: [] },
  )
  return { ...toSubjectView(subject, overview, today), queries: marks.queries, cells }
}

function signsOf(source: ReadSource): readonly CellOverlay[] {
  return [...new Set(matrixCells(source).flatMap(({ overlays }) => overlays))]
}

/** The visits of a subject as the matrix shows them. */
function matrixCells({ subject, ...of }: ReadSource): ReturnType<typeof cellsOf> {
  return cellsOf({ state: subject.state, ...of })
}
