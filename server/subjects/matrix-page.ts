import type { CellOverlay } from '../../shared/protocol/cell-signs.ts'
import {
  countSubjects,
  findSubjects,
  type ListedSubject,
  type PageWish,
  type SubjectFilter,
  type Within,
} from './find-subjects.ts'
import { breathe } from '../breathe.ts'
import type { DefinitionBySite } from '../studies/service.ts'
import type { SubjectSource } from './known-by-source.ts'
import { matrixCells, type WrittenRow } from './matrix-rows.ts'
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

/**
 * The same of subjects that have a sign at one of their visits: told by their cells alone, so each subject
 * is looked at. A large study takes a while; others have their turns meanwhile.
 */
export async function matrixPageWithSign(
  services: MatrixServices,
  within: Within,
  { filter, page, sign }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  const limit = await countSubjects(services.store, within, filter)
  const { subjects } = await findSubjects(services.store, within, { filter, page: { limit } })
  const pinnedAt = await services.definitions.bySite(within.studyId)
  const rows: WrittenRow[] = []
  let filtered = 0
  let fitsMore = false
  for (let from = 0; from < subjects.length; from += AT_ONCE) {
    const batch = subjects.slice(from, from + AT_ONCE)
    for (const source of await sourcesOf(services, { ...within, pinnedAt }, batch)) {
      await breathe()
      if (!hasSign(source, sign)) continue
      filtered += 1
      if (page.cursor !== undefined && source.subject.subjid <= page.cursor) continue
      if (rows.length < page.limit) rows.push(services.matrixRows.of(source))
      else fitsMore = true
    }
  }
  return { rows, next: fitsMore ? (rows.at(-1)?.row.subjid ?? null) : null, filtered }
}

/** So many subjects are read before others have a turn. */
const AT_ONCE = 25

/** A query on a form outside visits marks the subject, and no visit. */
function hasSign(source: SubjectSource, sign: CellOverlay): boolean {
  if (sign === 'query') return source.marks.queries > 0
  return matrixCells(source).some(({ overlays }) => overlays.includes(sign))
}

async function rowsOf(
  services: MatrixServices,
  studyId: string,
  subjects: readonly ListedSubject[],
): Promise<readonly WrittenRow[]> {
  const pinnedAt = await services.definitions.bySite(studyId)
  const sources = await sourcesOf(services, { studyId, pinnedAt }, subjects)
  return sources.map((source) => services.matrixRows.of(source))
}

async function sourcesOf(
  { store, overviews, marks }: MatrixServices,
  { studyId, pinnedAt }: { readonly studyId: string; readonly pinnedAt: DefinitionBySite },
  subjects: readonly ListedSubject[],
): Promise<readonly SubjectSource[]> {
  const known = await overviews.of(subjects, pinnedAt)
  const marksOf = await marks.of(studyId, subjects)
  return subjects.flatMap((subject) => {
    const overview = known.get(subject.id)
    if (overview === undefined) return []
    const pinned = pinnedAt(subject.siteId)
    return [{ subject, overview, pinned, marks: marksOf(subject.id), today: today(store, subject) }]
  })
}
