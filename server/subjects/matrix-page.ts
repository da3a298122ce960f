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

/** The same of subjects that have a sign at one of their visits. */
export function matrixPageWithSign(
  services: MatrixServices,
  within: Within,
  { sign, ...wish }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  return sign === 'query'
    ? pageWithQueries(services, within, wish)
    : pageWithCells(services, within, { ...wish, sign })
}

/** A query on a form outside visits marks the subject, and no visit. */
async function pageWithQueries(
  services: MatrixServices,
  within: Within,
  { filter, page }: MatrixWish,
): Promise<MatrixPage> {
  const fitting: ListedSubject[] = []
  for await (const batch of batchesOf(services, within, filter)) {
    const marksOf = await services.marks.of(within.studyId, batch)
    fitting.push(...batch.filter(({ id }) => marksOf(id).queries > 0))
  }
  const { cursor } = page
  const beyond = fitting.filter(({ subjid }) => cursor === undefined || subjid > cursor)
  const shown = beyond.slice(0, page.limit)
  const next = beyond.length > page.limit ? (shown.at(-1)?.subjid ?? null) : null
  return { rows: await rowsOf(services, within.studyId, shown), next, filtered: fitting.length }
}

/** Any other sign is told by the cells alone, so each subject is looked at. */
async function pageWithCells(
  services: MatrixServices,
  within: Within,
  { filter, page, sign }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  const pinnedAt = await services.definitions.bySite(within.studyId)
  const rows: WrittenRow[] = []
  let filtered = 0
  let fitsMore = false
  for await (const batch of batchesOf(services, within, filter)) {
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

/** All subjects that fit the filters, some at a time: a large study takes a while, and others have their turns. */
async function* batchesOf(
  { store }: MatrixServices,
  within: Within,
  filter: SubjectFilter,
): AsyncGenerator<readonly ListedSubject[]> {
  const limit = await countSubjects(store, within, filter)
  const { subjects } = await findSubjects(store, within, { filter, page: { limit } })
  for (let from = 0; from < subjects.length; from += AT_ONCE) {
    yield subjects.slice(from, from + AT_ONCE)
    await breathe()
  }
}

/** So many subjects are read before others have a turn. */
const AT_ONCE = 25

function hasSign(source: SubjectSource, sign: CellOverlay): boolean {
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
