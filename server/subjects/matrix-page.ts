import type { CellOverlay } from '../../shared/protocol/cell-signs.ts'
import {
  allSubjects,
  countSubjects,
  findSubjects,
  type ListedSubject,
  type PageWish,
  type SubjectFilter,
  type Within,
} from './find-subjects.ts'
import { breathe } from '../breathe.ts'
import type { DefinitionBySite } from '../studies/service.ts'
import { knownOrMade, type MadeOf, type SubjectSource } from './known-by-source.ts'
import type { WrittenRow } from './matrix-rows.ts'
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
  { sign, filter, page }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  // A query on a form outside visits marks the subject, and no visit.
  return sign === 'query'
    ? matrixPage(services, within, { page, filter: { ...filter, queried: true } })
    : pageWithCells(services, within, { filter, page, sign })
}

/** Any other sign is told by the cells alone, so each subject is looked at. */
async function pageWithCells(
  services: MatrixServices,
  within: Within,
  { filter, page, sign }: MatrixWish & { readonly sign: CellOverlay },
): Promise<MatrixPage> {
  const fitting: ListedSubject[] = []
  for await (const { source, made: signs } of signsOf(services, within, filter)) {
    if (signs.includes(sign)) fitting.push(source.subject)
  }
  // The pages go on by code, however an older database sorts.
  fitting.sort((a, b) => (a.subjid < b.subjid ? -1 : 1))
  const { cursor } = page
  const beyond = fitting.filter(({ subjid }) => cursor === undefined || subjid > cursor)
  const shown = beyond.slice(0, page.limit)
  const next = beyond.length > page.limit ? (shown.at(-1)?.subjid ?? null) : null
  return { rows: await rowsOf(services, within.studyId, shown), next, filtered: fitting.length }
}

/** The signs of all subjects that fit the filters: a large study takes a while, and others have their turns. */
async function* signsOf(
  services: MatrixServices,
  within: Within,
  filter: SubjectFilter,
): AsyncGenerator<MadeOf<readonly CellOverlay[]>> {
  const { store, definitions, overviews, matrixRows } = services
  const pinnedAt = await definitions.bySite(within.studyId)
  const subjects = await allSubjects(store, within, filter)
  const sources = await sourcesOf(services, { studyId: within.studyId, pinnedAt }, subjects)
  for (let from = 0; from < sources.length; from += AT_ONCE) {
    const batch = sources.slice(from, from + AT_ONCE)
    yield* await knownOrMade(matrixRows.signs, batch, (some) => overviews.of(some, pinnedAt))
    await breathe()
  }
}

/** So many subjects are read before others have a turn. */
const AT_ONCE = 10

async function rowsOf(
  services: MatrixServices,
  studyId: string,
  subjects: readonly ListedSubject[],
): Promise<readonly WrittenRow[]> {
  const { definitions, matrixRows, overviews } = services
  const pinnedAt = await definitions.bySite(studyId)
  const sources = await sourcesOf(services, { studyId, pinnedAt }, subjects)
  const rows = await knownOrMade(matrixRows, sources, (some) => overviews.of(some, pinnedAt))
  return rows.map(({ made }) => made)
}

interface PinnedStudy {
  readonly studyId: string
  readonly pinnedAt: DefinitionBySite
}

async function sourcesOf(
  { store, marks }: MatrixServices,
  { studyId, pinnedAt }: PinnedStudy,
  subjects: readonly ListedSubject[],
): Promise<readonly SubjectSource[]> {
  const marksOf = await marks.of(studyId, subjects)
  return subjects.map((subject) => ({
    subject,
    pinned: pinnedAt(subject.siteId),
    marks: marksOf(subject.id),
    today: today(store, subject),
  }))
}
