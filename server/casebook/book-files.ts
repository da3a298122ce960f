import { and, asc, countDistinct, eq, inArray, lte } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { ExportedEntry } from '../../shared/trail/export-entry.ts'
import { exportedEntries } from '../audit-trail/service.ts'
import { sha256 } from '../audit/hash.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import {
  definitionsHeldAt,
  studyMark,
  type PinnedDefinition,
  type SiteAsOf,
} from '../studies/service.ts'
import type { FilledBook } from './filled-pdf.ts'
import { readPastCasebook } from './read-past.ts'
import type { CasebookServices } from './read-casebook.ts'

/** A state of a study's casebooks, and how they are written. */
export interface BooksWish {
  readonly study: { readonly id: string; readonly key: string }
  readonly sites: SiteFilter
  /** The sites of the study as they stood at that entry. */
  readonly places: readonly SiteAsOf[]
  /** The last entry of the trail that counts, and its time (ISO 8601, UTC). */
  readonly seq: number
  readonly stateAt: string
  /** The newest version of the forms that may be in force: that of the state. */
  readonly definitionVersion: number
  readonly language: Language
}

/** A subject whose casebook there is. */
export interface BookSubject {
  readonly id: string
  readonly subjid: string
  readonly siteId: string
  /** Records as of the state, removed ones included. */
  readonly records: number
}

/** The subjects at some sites who were registered by the state, by SUBJID. */
export async function booksOf(
  { t: { subject, auditEntry }, read }: Store,
  { study, sites, seq }: Pick<BooksWish, 'study' | 'sites' | 'seq'>,
): Promise<readonly BookSubject[]> {
  const rows = await read
    .select({
      id: subject.id,
      subjid: subject.subjid,
      siteId: subject.siteId,
    })
    .from(subject)
    .where(
      and(
        eq(subject.studyId, study.id),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
      ),
    )
    .orderBy(asc(subject.subjid))
  const upTo = and(eq(auditEntry.chain, study.id), lte(auditEntry.seq, seq))
  const known = await read.selectDistinct({ id: auditEntry.subjectId }).from(auditEntry).where(upTo)
  const counts = await read
    .select({ id: auditEntry.subjectId, records: countDistinct(auditEntry.entityId) })
    .from(auditEntry)
    .where(and(upTo, eq(auditEntry.entity, 'record')))
    .groupBy(auditEntry.subjectId)
  const registered = new Set(known.map(({ id }) => id))
  const records = new Map(counts.map((row) => [row.id, row.records]))
  return rows
    .filter(({ id }) => registered.has(id))
    .map((row) => ({ ...row, records: records.get(row.id) ?? 0 }))
}

/** The casebook of one subject as it stood at the state, in pieces; read and drawn as they are asked for. */
export async function* bookPieces(
  services: CasebookServices,
  wish: BooksWish,
  subject: BookSubject,
): AsyncGenerator<Uint8Array> {
  const { book, pinned, trail, timeZone } = await readBook(services, wish, subject)
  const { filledPdf } = await import('./filled-pdf.ts')
  const pdf = await filledPdf({
    ...{ study: wish.study.key, mark: await studyMark(services.store, wish.study.id) },
    ...{ book, trail, timeZone },
    versions: [...pinned.earlier, pinned],
    ...{ language: wish.language, programVersion: PROGRAM_VERSION },
  } satisfies FilledBook)
  yield* pdf.pieces()
}

interface ReadBook {
  readonly book: TakenCasebook
  readonly pinned: PinnedDefinition
  readonly trail: readonly ExportedEntry[]
  /** Of the site: IANA name. */
  readonly timeZone: string
}

async function readBook(
  services: CasebookServices,
  wish: BooksWish,
  { id: subjectId, siteId }: BookSubject,
): Promise<ReadBook> {
  const { study, sites, places, seq, stateAt } = wish
  const site = places.find(({ id }) => id === siteId)
  if (site === undefined) throw new Error('A subject is of a site that the trail does not know.')
  const { timeZone, name: siteName } = site
  const versions = await versionsOf(services, wish, site)
  const { site: pinned } = versions
  const { store, families } = services
  const past = { store, families, definitions: definitionsHeldAt(services.definitions, versions) }
  const place = { studyId: study.id, subjectId, siteId, timeZone, sites, seq, pinned }
  const content = { ...(await readPastCasebook(past, place)), siteName }
  const hash = sha256(canonicalJson(content))
  const trail: ExportedEntry[] = []
  const filter = { chain: study.id, subjectId, upToSeq: seq }
  for await (const { entry } of exportedEntries(past, filter, zonesOf(places))) trail.push(entry)
  return {
    book: { takenAt: stateAt, takenBy: '', seq, sha256: hash, ...content },
    ...{ pinned, trail, timeZone },
  }
}

/** The versions of the state: of the study, and the one in force at the site by then. */
async function versionsOf(
  { definitions }: CasebookServices,
  { study, definitionVersion }: BooksWish,
  site: SiteAsOf,
): Promise<{ readonly study: PinnedDefinition; readonly site: PinnedDefinition }> {
  const number = Math.min(site.definitionVersion, definitionVersion)
  const ofStudy = await definitions.version(study.id, definitionVersion)
  const ofSite = await definitions.version(study.id, number)
  if (ofStudy === null || ofSite === null) throw new Error('A version of the study is not there.')
  return { study: ofStudy, site: ofSite }
}

function zonesOf(places: readonly SiteAsOf[]): ReadonlyMap<string, string> {
  return new Map(places.map(({ id, timeZone }) => [id, timeZone]))
}
