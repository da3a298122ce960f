import type { ResponseOf } from '../../shared/api/define.ts'
import type { listSubjects } from '../../shared/api/routes/subjects.ts'
import { cellsOf } from './cells.ts'
import { createKnownBySource, type KnownBySource, type SubjectSource } from './known-by-source.ts'
import { toSubjectView } from './views.ts'

export type MatrixRow = ResponseOf<typeof listSubjects>['subjects'][number]

/** A row of the matrix, with the JSON that an answer holds of it. */
export interface WrittenRow {
  readonly row: MatrixRow
  /** UTF-8. */
  readonly json: Buffer
}

export type MatrixRows = KnownBySource<WrittenRow>

/** So many rows of a long study take about 40 MB. */
const REMEMBERED = 1_000

export function createMatrixRows(): MatrixRows {
  return createKnownBySource((source) => {
    const row = rowOf(source)
    return { row, json: Buffer.from(JSON.stringify(row)) }
  }, REMEMBERED)
}

function rowOf(source: SubjectSource): MatrixRow {
  const { subject, overview, marks, today } = source
  const cells = matrixCells(source).map((cell) =>
    // The schedule tells the forms of a visit that was not begun.
    overview.visits.has(cell.visit) ? cell : { ...cell, forms: [] },
  )
  return { ...toSubjectView(subject, overview, today), queries: marks.queries, cells }
}

/** The visits of a subject as the matrix shows them. */
export function matrixCells({ subject, ...of }: SubjectSource): ReturnType<typeof cellsOf> {
  return cellsOf({ state: subject.state, ...of })
}
