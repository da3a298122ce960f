import { eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { TestMark } from '../../shared/environment/test-mark.ts'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import type { AnalysisFamilies } from '../../shared/endpoints/derivation.ts'
import type { TimepointRow } from '../../shared/endpoints/results.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { dayOf, toIsoDate } from '../../shared/kernel/dates.ts'
import type { ExportedEntry } from '../../shared/trail/export-entry.ts'
import { loadSubjects, subjectHeads } from '../analysis/service.ts'
import { exportedEntries } from '../audit-trail/service.ts'
import { sha256 } from '../audit/hash.ts'
import { breathe } from '../breathe.ts'
import { readCasebook, type CasebookContent } from '../casebook/service.ts'
import type { Definitions, PinnedDefinition } from '../studies/service.ts'
import type { ArchivedSubject } from './casebook-html.ts'
import type { ArchivedRecord } from './data-rows.ts'

/** A site whose archive is made. */
export interface ArchivePlace {
  readonly studyId: string
  readonly studyKey: string
  readonly siteId: string
  readonly site: string
  readonly siteName: string
  /** IANA name. */
  readonly timeZone: string
  /** Whether its data are test data; null: they are not. */
  readonly mark: TestMark | null
}

/** One committed state of the database, and what is needed to read it. */
export interface Held {
  readonly store: Store
  readonly queries: ReadQueries
  readonly definitions: Definitions
  readonly families: AnalysisFamilies
  /** The version of the forms in force at the site. */
  readonly pinned: PinnedDefinition
  readonly place: ArchivePlace
  /** The last entry of the trail about the site, and its time. */
  readonly asOf: { readonly seq: number; readonly at: string }
}

/** A subject of the site with everything about it, read at once. */
export interface PackedSubject extends ArchivedSubject {
  readonly records: readonly ArchivedRecord[]
}

/** Later than any date that can be recorded: every assessment counts. */
const END_OF_TIME = toIsoDate(dayOf(9999, 12, 31))

/** The subjects of the site by number, one after the other; between two, other requests are answered. */
export async function* packedSubjects(held: Held): AsyncGenerator<PackedSubject> {
  const { store, queries, place } = held
  const { studyId, siteId } = place
  const heads = await subjectHeads(store, queries, { studyId, siteIds: [siteId] })
  for (const head of heads) {
    yield await packedSubject(held, head)
    await breathe()
  }
}

async function packedSubject(
  held: Held,
  head: Awaited<ReturnType<typeof subjectHeads>>[number],
): Promise<PackedSubject> {
  const { store, definitions, families, pinned, place, asOf } = held
  const { studyId, studyKey, siteId, timeZone } = place
  const sites = { kind: 'some', ids: [siteId] } as const
  const casebook = { studyId, subjectId: head.id, siteId, timeZone, sites }
  const content = timeless(await readCasebook({ store, definitions, families }, casebook))
  const book: TakenCasebook = {
    ...{ takenAt: asOf.at, takenBy: '', seq: asOf.seq },
    sha256: sha256(canonicalJson(content)),
    ...content,
  }
  return {
    study: studyKey,
    mark: place.mark,
    book,
    versions: [...pinned.earlier, pinned],
    timeZone,
    responses: await responsesOf(held, head),
    trail: await trailOf(held, head.id),
    records: await recordsOf(held, head, content),
  }
}

/** Without what changes from one day to the next by itself: the same data make the same bytes. */
function timeless(content: CasebookContent): CasebookContent {
  return {
    ...content,
    subject: { ...content.subject, dayOnStudy: null },
    records: content.records.map((record) => ({ ...record, findings: [] })),
  }
}

async function responsesOf(
  { store, queries, families, pinned }: Held,
  head: Awaited<ReturnType<typeof subjectHeads>>[number],
): Promise<readonly TimepointRow[]> {
  const [loaded] = await loadSubjects(store, queries, pinned.forms, [head])
  if (loaded === undefined) return []
  const options = { cutoff: END_OF_TIME, source: 'investigator' } as const
  const { timepoints } = deriveSubject(loaded.subject, pinned.definition, options, families)
  return timepoints.map(({ row }) => row)
}

async function trailOf(
  { store, definitions, place }: Held,
  subjectId: string,
): Promise<readonly ExportedEntry[]> {
  const entries: ExportedEntry[] = []
  const filter = { chain: place.studyId, subjectId }
  for await (const { entry } of exportedEntries({ store, definitions }, filter)) entries.push(entry)
  return entries
}

async function recordsOf(
  { store, queries }: Held,
  { id, subjid }: { readonly id: string; readonly subjid: string },
  { records }: CasebookContent,
): Promise<readonly ArchivedRecord[]> {
  const { record: t } = store.t
  const rows = await queries
    .select({ id: t.id, firstEntry: t.createdSeq, lastEntry: t.updatedSeq })
    .from(t)
    .where(eq(t.subjectId, id))
  const seqs = new Map(rows.map((row) => [row.id, row]))
  return records.map((record) => ({
    subjid,
    ...record,
    firstEntry: seqs.get(record.id)?.firstEntry ?? 0,
    lastEntry: seqs.get(record.id)?.lastEntry ?? 0,
  }))
}
