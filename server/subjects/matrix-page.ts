import type { CellOverlay } from '../../shared/protocol/cell-signs.ts'
import {
  countSubjects,
  findSubjects,
  type ListedSubject,
  type PageWish,
  type SubjectFilter,
  type Within,
} from './find-subjects.ts'
import type { MatrixRow, WrittenRow } from './matrix-rows.ts'
import { today, type MatrixServices } from './subject-services.ts'

interface MatrixPage {
  readonly rows: readonly WrittenRow[]
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
  services: MatrixServices,
  within: Within,
  { filter, page }: MatrixWish,
): Promise<MatrixPage> {
  const { subjects, next } = await findSubjects(services.store, within, { filter, page })
  const filtered = await countSubjects(services.store, within, filter)
  return { rows: await rowsOf(services, within.studyId, subjects), next, filtered }
}

/** The same of subjects that have a sign at one of their visits: told by their cells alone. */
export async function matrixPageWithSign(
  services: MatrixServices,
  within: Within,
  { filter, page, sign }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  const limit = await countSubjects(services.store, within, filter)
  const { subjects } = await findSubjects(services.store, within, { filter, page: { limit } })
  const rows = await rowsOf(services, within.studyId, subjects)
  const fitting = rows.filter(({ row }) => hasSign(row, sign))
  const { cursor } = page
  const beyond = cursor === undefined ? fitting : fitting.filter(({ row }) => row.subjid > cursor)
  const shown = beyond.slice(0, page.limit)
  const next = beyond.length > page.limit ? (shown.at(-1)?.row.subjid ?? null) : null
  return { rows: shown, next, filtered: fitting.length }
}

/** A query on a form outside visits marks the subject, and no visit. */
function hasSign({ cells, queries }: MatrixRow, sign: CellOverlay): boolean {
  if (sign === 'query') return queries > 0
  return cells.some(({ overlays }) => overlays.includes(sign))
}

async function rowsOf(
  { store, definitions, overviews, marks, matrixRows }: MatrixServices,
  studyId: string,
  subjects: readonly ListedSubject[],
): Promise<readonly WrittenRow[]> {
  const pinnedAt = await definitions.bySite(studyId)
  const known = await overviews.of(subjects, pinnedAt)
  const marksOf = await marks.of(studyId, subjects)
  return subjects.flatMap((subject) => {
    const overview = known.get(subject.id)
    if (overview === undefined) return []
    const pinned = pinnedAt(subject.siteId)
    const day = today(store, subject)
    return [matrixRows.of({ subject, overview, pinned, marks: marksOf(subject.id), today: day })]
  })
}
