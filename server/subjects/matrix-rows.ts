import type { ResponseOf } from '../../shared/api/define.ts'
import type { listSubjects } from '../../shared/api/routes/subjects.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { cellsOf } from './cells.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { SubjectMarks } from './marks.ts'
import type { SubjectOverview } from './overview.ts'
import { toSubjectView } from './views.ts'

export type MatrixRow = ResponseOf<typeof listSubjects>['subjects'][number]

/** A row of the matrix, with the JSON that an answer holds of it. */
export interface WrittenRow {
  readonly row: MatrixRow
  /** UTF-8. */
  readonly json: Buffer
}

/** All that a row tells: the same again gives the same row. */
export interface RowSource {
  readonly subject: ListedSubject
  readonly overview: SubjectOverview
  readonly pinned: PinnedDefinition
  readonly marks: SubjectMarks
  readonly today: Day
}

/** Rows of the matrix, made again only where something they tell has changed. */
export interface MatrixRows {
  of(source: RowSource): WrittenRow
}

/** So many rows of a long study take about 40 MB. */
const REMEMBERED = 1_000

/** In memory; may be lost at any time. */
export function createMatrixRows(): MatrixRows {
  const known = new Map<string, { readonly source: RowSource; readonly written: WrittenRow }>()
  return {
    of(source) {
      const { id } = source.subject
      const entry = known.get(id)
      if (entry !== undefined && isSameSource(entry.source, source)) return entry.written
      const row = rowOf(source)
      const written = { row, json: Buffer.from(JSON.stringify(row)) }
      if (known.size >= REMEMBERED) known.clear()
      known.set(id, { source, written })
      return written
    },
  }
}

/** An overview is one object as long as the subject's revision and the definition are the same. */
function isSameSource(one: RowSource, other: RowSource): boolean {
  return (
    one.overview === other.overview &&
    one.pinned === other.pinned &&
    one.today === other.today &&
    one.marks.content === other.marks.content &&
    isSameSubject(one.subject, other.subject)
  )
}

function isSameSubject(one: ListedSubject, other: ListedSubject): boolean {
  const names = Object.keys(one) as (keyof ListedSubject)[]
  return names.every((name) => one[name] === other[name])
}

function rowOf({ subject, overview, pinned, marks, today }: RowSource): MatrixRow {
  const { state } = subject
  const cells = cellsOf({ state, overview, pinned, marks, today }).map((cell) =>
    // The schedule tells the forms of a visit that was not begun.
    overview.visits.has(cell.visit) ? cell : { ...cell, forms: [] },
  )
  return { ...toSubjectView(subject, overview, today), queries: marks.queries, cells }
}
