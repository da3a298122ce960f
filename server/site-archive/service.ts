import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { and, asc, count, desc, eq, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Tx } from '../../db/store.ts'
import type { ArchiveCounts, SiteArchiveView } from '../../shared/api/routes/archives.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { lastRedactions } from '../audit-trail/service.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { listSites, studyMark } from '../studies/service.ts'
import { buildPackage, type BuiltPackage, type PackageServices } from './build-package.ts'
import type { ArchivePlace } from './package-parts.ts'
import { createZip } from '../packing/service.ts'

export { codeRows, itemRows } from './metadata.ts'
export { csvOf } from './table-file.ts'

export interface ArchiveServices extends PackageServices {
  /** Folder in which the packages lie, each under its hash. */
  readonly archiveDir: string
}

interface StudyPart {
  readonly study: { readonly id: string; readonly key: string }
  readonly sites: SiteFilter
}

/**
 * Makes the package of a site and keeps it. Who made it, with which hash and how much it holds is in the
 * trail. Works on closed sites and locked studies: it changes nothing of their data. @source OR-04
 */
export async function makeArchive(
  services: ArchiveServices,
  actor: Actor,
  { study, sites, site: code }: StudyPart & { readonly site: string },
): Promise<SiteArchiveView> {
  const { store } = services
  const seen = await listSites(store, study.id, sites)
  const site = seen.find((one) => one.code === code)
  if (site === undefined) throw notFound('site')
  const { id: siteId, name: siteName, timeZone } = site
  const mark = await studyMark(store, study.id)
  const ofStudy = { studyId: study.id, studyKey: study.key, mark }
  const made = await writePackage(services, { ...ofStudy, siteId, site: code, siteName, timeZone })
  await rename(made.file, storedFile(services, made))
  const id = store.newId()
  await recordMade(services, actor, { id, studyId: study.id, siteId, made })
  return archiveView(services, { study, sites }, id)
}

interface MadePackage extends BuiltPackage {
  readonly file: string
  readonly size: number
  readonly sha256: string
}

async function writePackage(services: ArchiveServices, place: ArchivePlace): Promise<MadePackage> {
  const { archiveDir, store } = services
  await mkdir(archiveDir, { recursive: true, mode: 0o700 })
  const file = path.join(archiveDir, `${store.newId()}.part`)
  const writer = await createZip(file)
  try {
    const built = await buildPackage(services, place, writer)
    return { file, ...built, ...(await writer.close()) }
  } catch (error) {
    await writer.abandon()
    await rm(file, { force: true })
    throw error
  }
}

interface Made {
  readonly id: string
  readonly studyId: string
  readonly siteId: string
  readonly made: MadePackage
}

async function recordMade(
  { store }: ArchiveServices,
  actor: Actor,
  { id, studyId, siteId, made }: Made,
): Promise<void> {
  const { seq, sha256, size, counts } = made
  const { siteArchive } = store.t
  await unitOfWork(store, { ...actor, studyId }, async (tx, { at }) => {
    const number = (await madeBefore(tx, siteArchive, siteId)) + 1
    const row = {
      ...{ id, studyId, siteId, number, seq, sha256, size },
      counts: JSON.stringify(counts),
      programVersion: PROGRAM_VERSION,
      ...{ madeBy: actor.accountId, madeAt: at },
    }
    await tx.insert(siteArchive).values(row)
    const after = { number, seq, sha256, size, ...counts }
    const draft = { act: 'archive.make', entity: 'siteArchive', entityId: id } as const
    return { result: null, audit: [{ ...draft, siteId, before: null, after }] }
  })
}

async function madeBefore(
  tx: Tx,
  siteArchive: ArchiveServices['store']['t']['siteArchive'],
  siteId: string,
): Promise<number> {
  const [row] = await tx
    .select({ made: count() })
    .from(siteArchive)
    .where(eq(siteArchive.siteId, siteId))
  return row?.made ?? 0
}

/** The folder of the packages inside the data folder. */
export function archiveFolder(dataDir: string): string {
  return path.join(dataDir, 'archives')
}

/** Where a package lies. */
export function storedFile(
  { archiveDir }: Pick<ArchiveServices, 'archiveDir'>,
  { sha256 }: { readonly sha256: string },
): string {
  return path.join(archiveDir, `${sha256}.zip`)
}

/** Archives of the sites that the caller may see, the newest first. */
export async function listArchives(
  services: ArchiveServices,
  part: StudyPart,
): Promise<SiteArchiveView[]> {
  const rows = await archiveRows(services, part.study.id)
  return rows
    .filter(({ siteId }) => includesSite(part.sites, siteId))
    .map((row) => toView(services, row))
}

async function archiveView(
  services: ArchiveServices,
  part: StudyPart,
  id: string,
): Promise<SiteArchiveView> {
  return toView(services, await expectArchive(services, part, id))
}

type ArchiveRow = Awaited<ReturnType<typeof archiveRows>>[number]

async function archiveRows({ store }: ArchiveServices, studyId: string) {
  const { siteArchive: t, site, account } = store.t
  const receiver = alias(account, 'receiver')
  const lastRedaction = await lastRedactions(store, store.read, studyId)
  const rows = await store.read
    .select({
      ...{ id: t.id, siteId: t.siteId, site: site.siteKey, number: t.number, seq: t.seq },
      ...{ sha256: t.sha256, size: t.size, counts: t.counts, programVersion: t.programVersion },
      ...{ madeBy: account.displayName, madeAt: t.madeAt },
      ...{ receivedBy: receiver.displayName, receivedAt: t.receivedAt },
    })
    .from(t)
    .innerJoin(site, eq(site.id, t.siteId))
    .leftJoin(account, eq(account.id, t.madeBy))
    .leftJoin(receiver, eq(receiver.id, t.receivedBy))
    .where(eq(t.studyId, studyId))
    .orderBy(desc(t.madeAt), asc(site.siteKey), desc(t.number))
  // A text that was redacted since may stand in it.
  return rows.map((row) => ({ ...row, withdrawn: lastRedaction(row.siteId) > row.seq }))
}

function toView(services: ArchiveServices, row: ArchiveRow): SiteArchiveView {
  const { id, site, number, seq, sha256, size, programVersion, madeBy, madeAt } = row
  const { counts, receivedBy, receivedAt, withdrawn } = row
  return {
    ...{ id, site, number, seq, sha256, size, programVersion, madeBy, madeAt },
    counts: JSON.parse(counts) as ArchiveCounts,
    receipt: receivedBy === null || receivedAt === null ? null : { by: receivedBy, at: receivedAt },
    stored: existsSync(storedFile(services, row)),
    withdrawn,
  }
}

async function expectArchive(
  services: ArchiveServices,
  { study, sites }: StudyPart,
  id: string,
): Promise<ArchiveRow> {
  const rows = await archiveRows(services, study.id)
  const row = rows.find((one) => one.id === id)
  if (row === undefined || !includesSite(sites, row.siteId)) throw notFound('archive')
  return row
}

/** A package as it is handed out. */
export interface ArchiveFile {
  readonly name: string
  readonly bytes: Readable
}

/**
 * The package itself. 409 where its file is no longer there, or is not what was made: nobody is handed
 * anything else under its name. Neither is one made before a text of the site was redacted.
 */
export async function downloadArchive(
  services: ArchiveServices,
  actor: Actor,
  { id, ...part }: StudyPart & { readonly id: string },
): Promise<ArchiveFile> {
  const { store } = services
  const row = await expectArchive(services, part, id)
  if (row.withdrawn) {
    throw new ProblemError({ type: 'urn:problem:text-redacted', status: 409 })
  }
  const file = storedFile(services, row)
  if (!(await isWhatWasMade(file, row))) throw wrongOrder('archive.download', 'archive.file')
  const { siteId, number, sha256, size } = row
  await unitOfWork(store, actor, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'archive.download',
          ...{ entity: 'siteArchive', entityId: id, siteId, before: null },
          after: { number, sha256, size },
        },
      ],
    }),
  )
  const name = `${part.study.key}-${row.site}-archive-${number}.zip`
  return { name, bytes: createReadStream(file) }
}

async function isWhatWasMade(
  file: string,
  { sha256, size }: Pick<ArchiveRow, 'sha256' | 'size'>,
): Promise<boolean> {
  if (!existsSync(file) || (await stat(file)).size !== size) return false
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex') === sha256
}

interface Receipt extends StudyPart {
  readonly id: string
  /** The hash of what was received, as the receiver sees it. */
  readonly sha256: string
}

/** The receipt of the site's investigator, given once. 422 where the hash is another one's. */
export async function receiveArchive(
  services: ArchiveServices,
  actor: Actor,
  { id, sha256, ...part }: Receipt,
): Promise<SiteArchiveView> {
  const { store } = services
  const { siteArchive } = store.t
  const row = await expectArchive(services, part, id)
  if (row.sha256 !== sha256) throw invalidField('/sha256', 'archive.otherHash')
  const { site, siteId, number } = row
  const words = { site, number, sha256 }
  const statement = {
    en: sentence('en', 'archive.statement', words),
    zh: sentence('zh', 'archive.statement', words),
  }
  await unitOfWork(store, actor, async (tx, { at }) => {
    const receipt = { receivedBy: actor.accountId, receivedAt: at }
    const [received] = await tx
      .update(siteArchive)
      .set(receipt)
      .where(and(eq(siteArchive.id, id), isNull(siteArchive.receivedAt)))
      .returning()
    if (received === undefined) throw wrongOrder('archive.receive', 'archive.notReceived')
    const draft = { act: 'archive.receive', entity: 'siteArchive', entityId: id, siteId } as const
    const after = { number, sha256, statement }
    return { result: null, audit: [{ ...draft, before: null, after }] }
  })
  return archiveView(services, part, id)
}

function wrongOrder(step: string, requires: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step,
    requires: [requires],
  })
}
