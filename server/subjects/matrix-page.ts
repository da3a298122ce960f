import type { ResponseOf } from '../../shared/api/define.ts'
import type { listSubjects } from '../../shared/api/routes/subjects.ts'
import type { CellOverlay } from '../../shared/protocol/cell-signs.ts'
import { cellsOf } from './cells.ts'
import {
  countSubjects,
  findSubjects,
  type ListedSubject,
  type PageWish,
  type SubjectFilter,
  type Within,
} from './find-subjects.ts'
import { loadMarks } from './marks.ts'
import { today, type SubjectServices } from './subject-services.ts'
import { toSubjectView } from './views.ts'

type Row = ResponseOf<typeof listSubjects>['subjects'][number]

interface MatrixPage {
  readonly rows: readonly Row[]
  readonly next: string | null
  /** How many subjects fit the filters. */
  readonly filtered: number
}

interface MatrixWish {
  readonly filter: SubjectFilter
  readonly page: PageWish
}

/** One page of the subject x visit matrix, by SUBJID. */
export async function matrixPage(
  services: SubjectServices,
  within: Within,
  { filter, page }: MatrixWish,
): Promise<MatrixPage> {
  const { subjects, next } = await findSubjects(services.store, within, { filter, page })
  const filtered = await countSubjects(services.store, within, filter)
  return { rows: await rowsOf(services, within.studyId, subjects), next, filtered }
}

/** The same of subjects that have a sign at one of their visits: told by their cells alone. */
export async function matrixPageWithSign(
  services: SubjectServices,
  within: Within,
  { filter, page, sign }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  const limit = await countSubjects(services.store, within, filter)
  const { subjects } = await findSubjects(services.store, within, { filter, page: { limit } })
  const rows = await rowsOf(services, within.studyId, subjects)
  const fitting = rows.filter((row) => hasSign(row, sign))
  const { cursor } = page
  const beyond = cursor === undefined ? fitting : fitting.filter(({ subjid }) => subjid > cursor)
  const shown = beyond.slice(0, page.limit)
  const next = beyond.length > page.limit ? (shown.at(-1)?.subjid ?? null) : null
  return { rows: shown, next, filtered: fitting.length }
}

/** A query on a form outside visits marks the subject, and no visit. */
function hasSign({ cells, queries }: Row, sign: CellOverlay): boolean {
  if (sign === 'query') return queries > 0
  return cells.some(({ overlays }) => overlays.includes(sign))
}

async function rowsOf(
  { store, definitions, overviews }: SubjectServices,
  studyId: string,
  subjects: readonly ListedSubject[],
): Promise<readonly Row[]> {
  const pinnedAt = await definitions.bySite(studyId)
  const known = await overviews.of(subjects, pinnedAt)
  const marksOf = await loadMarks(store, studyId, subjects)
  const day = today(store)
  return subjects.flatMap((subject) => {
    const overview = known.get(subject.id)
    if (overview === undefined) return []
    const { state, siteId } = subject
    const pinned = pinnedAt(siteId)
    const marks = marksOf(subject.id)
    const cells = cellsOf({ state, overview, pinned, marks, today: day }).map((cell) =>
      // The schedule tells the forms of a visit that was not begun.
      overview.visits.has(cell.visit) ? cell : { ...cell, forms: [] },
    )
    return [{ ...toSubjectView(subject, overview, day), queries: marks.queries, cells }]
  })
}
