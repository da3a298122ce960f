import { and, desc, eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { ArchiveCounts } from '../../shared/api/routes/archives.ts'
import { manifestMark } from '../../shared/environment/test-mark.ts'
import type { AnalysisFamilies } from '../../shared/endpoints/derivation.ts'
import { csvText, exportedEntries, hideRedacted, jsonText } from '../audit-trail/service.ts'
import { heldStill } from '../casebook/service.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { createDefinitions, type Definitions } from '../studies/service.ts'
import { casebookHtml } from './casebook-html.ts'
import { dataRows } from './data-rows.ts'
import { codeRows, formsHtml, itemRows } from './metadata.ts'
import { packedSubjects, type ArchivePlace, type Held } from './package-parts.ts'
import { readme } from './readme.ts'
import { RecordSpool } from './record-spool.ts'
import { peopleNames, readableRows, SITE_TABLES } from './site-tables.ts'
import { csvOf, jsonOf, type TableRow } from './table-file.ts'
import type { PackageWriter, PackedFile } from '../packing/service.ts'

export interface PackageServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly families: AnalysisFamilies
}

/** What a package holds. */
export interface BuiltPackage {
  /** The last entry of the study's trail that the package knows. */
  readonly seq: number
  readonly counts: ArchiveCounts
}

const LANGUAGES = ['en', 'zh'] as const

/**
 * Writes everything that a site has into a package, all of it on one committed state, and nothing of any
 * other site. The same data make the same bytes. @source OR-04, EX-01, EX-02, BK-05
 */
export async function buildPackage(
  services: PackageServices,
  place: ArchivePlace,
  writer: PackageWriter,
): Promise<BuiltPackage> {
  const heavy = await services.store.forHeavyReads()
  return heavy.snapshot(async (queries) => {
    const store = heldStill(services.store, queries)
    const definitions = createDefinitions(store)
    const pinned = await definitions.at(place)
    const asOf = await lastEntry(queries, store, place)
    const held: Held = { ...services, store, queries, definitions, pinned, place, asOf }
    const files: PackedFile[] = []
    const add: Add = async (path, pieces) => {
      files.push(await writer.add(path, pieces))
    }
    const counts = await addParts(held, add)
    for (const language of LANGUAGES) {
      await add(`README.${language}.txt`, [readme({ place, asOf, counts }, language)])
    }
    await add('manifest.json', [manifestText(held, counts, files)])
    await writer.add('checksums.sha256', [checksums(files)])
    const seq = await headSeq(queries, store, place.studyId)
    return { seq, counts: { ...counts, files: files.length + 1 } }
  })
}

type Add = (path: string, pieces: AsyncIterable<string> | Iterable<string>) => Promise<void>
type Counts = Omit<ArchiveCounts, 'files'>

async function addParts(held: Held, add: Add): Promise<Counts> {
  const records = await addRecords(held, add)
  const sizes = await addTables(held, add)
  const entries = await addTrail(held, add)
  await addMetadata(held, add)
  return {
    subjects: sizes.get('subjects') ?? 0,
    records,
    queries: sizes.get('queries') ?? 0,
    signatures: sizes.get('signatures') ?? 0,
    entries,
  }
}

/** Casebooks and data. Gives the number of records. */
async function addRecords(held: Held, add: Add): Promise<number> {
  const records = new RecordSpool()
  try {
    await addCasebooks(held, add, records)
    await addData(held, add, records)
    return records.count
  } finally {
    records.close()
  }
}

/** The casebook of each subject, in both languages. Its records wait for the files that hold those of all. */
async function addCasebooks(held: Held, add: Add, records: RecordSpool): Promise<void> {
  for await (const subject of packedSubjects(held)) {
    const name = encodeURIComponent(subject.book.subject.subjid)
    for (const language of LANGUAGES) {
      await add(`casebooks/${name}.${language}.html`, [casebookHtml(subject, language)])
    }
    records.add(subject.records)
  }
}

/** The data: a CSV file for each form, and all records as JSON. */
async function addData({ pinned }: Held, add: Add, records: RecordSpool): Promise<void> {
  const withRecords = records.forms()
  const forms = new Set([...pinned.forms.keys(), ...withRecords])
  for (const key of forms) {
    if (!withRecords.includes(key)) continue
    const rows = (): Iterable<TableRow> => dataRows(pinned.forms.get(key), records.of(key))
    await add(`data/${key}.csv`, csvOf(rows))
  }
  await add('data/records.json', jsonOf(records.all()))
}

/** Queries, signatures and the rest, each as CSV and JSON. Gives the number of rows by name. */
async function addTables(
  { store, queries, place, pinned }: Held,
  add: Add,
): Promise<ReadonlyMap<string, number>> {
  const { studyId } = place
  const people = await peopleNames(queries, store)
  const { subject } = store.t
  const subjects = await queries
    .select({ id: subject.id, subjid: subject.subjid })
    .from(subject)
    .where(eq(subject.siteId, place.siteId))
  const numbers = new Map(subjects.map(({ id, subjid }) => [id, subjid]))
  const names = {
    person: (id: string) => people.get(id) ?? '',
    subjid: (id: string) => numbers.get(id) ?? '',
    hide: await hideRedacted({ store, studyId, forms: pinned.forms }),
  }
  const sizes = new Map<string, number>()
  for (const table of SITE_TABLES) {
    const rows: readonly TableRow[] = readableRows(
      table,
      await table.read(queries, store.t, place),
      names,
    )
    sizes.set(table.file, rows.length)
    await add(
      `tables/${table.file}.csv`,
      csvOf(() => rows),
    )
    await add(`tables/${table.file}.json`, jsonOf(rows))
  }
  return sizes
}

/** The trail of the site, as it is exported. Gives the number of its entries. */
async function addTrail({ store, definitions, place }: Held, add: Add): Promise<number> {
  const extent = { entries: 0, rows: 0 }
  const filter = { chain: place.studyId, siteIds: [place.siteId] }
  const lines = () => exportedEntries({ store, definitions }, filter)
  await add('trail/audit-trail.csv', csvText(lines(), {}, { ...extent }))
  await add('trail/audit-trail.ndjson', jsonText(lines(), extent))
  return extent.entries
}

/** Each version of the forms: as it is stored, as tables, and to read. */
async function addMetadata({ pinned, place }: Held, add: Add): Promise<void> {
  for (const version of [...pinned.earlier, pinned]) {
    const name = `metadata/version-${version.number}`
    await add(`${name}/definition.json`, [`${JSON.stringify(version.definition, null, 1)}\n`])
    await add(
      `${name}/items.csv`,
      csvOf(() => itemRows(version)),
    )
    await add(
      `${name}/codes.csv`,
      csvOf(() => codeRows(version)),
    )
    for (const language of LANGUAGES) {
      await add(`${name}/forms.${language}.html`, [formsHtml(version, language, place.mark)])
    }
  }
}

function manifestText({ place, asOf, pinned }: Held, counts: Counts, files: readonly PackedFile[]) {
  const { studyKey: study, site, siteName, timeZone, mark } = place
  const manifest = {
    ...{ content: 'site archive', study, site, siteName, timeZone },
    ...manifestMark(mark),
    ...{ lastEntry: asOf.seq, dataAsOf: asOf.at, programVersion: PROGRAM_VERSION },
    definition: { version: pinned.number, sha256: pinned.hash },
    counts,
    files,
  }
  return `${JSON.stringify(manifest, null, 1)}\n`
}

/** As `sha256sum --check` reads it. */
function checksums(files: readonly PackedFile[]): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')
}

async function lastEntry(
  queries: ReadQueries,
  { t: { auditEntry, site } }: Store,
  { studyId, siteId }: ArchivePlace,
): Promise<Held['asOf']> {
  const [last] = await queries
    .select({ seq: auditEntry.seq, at: auditEntry.at })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.siteId, siteId)))
    .orderBy(desc(auditEntry.seq))
    .limit(1)
  if (last !== undefined) return last
  const [row] = await queries.select({ at: site.createdAt }).from(site).where(eq(site.id, siteId))
  return { seq: 0, at: row?.at ?? '' }
}

async function headSeq(
  queries: ReadQueries,
  { t: { chainHead } }: Store,
  chain: string,
): Promise<number> {
  const [head] = await queries
    .select({ seq: chainHead.seq })
    .from(chainHead)
    .where(eq(chainHead.chain, chain))
  return head?.seq ?? 0
}
