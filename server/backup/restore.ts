import { existsSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { LoadTarget } from '../../db/bulk-load.ts'
import { sqliteLoadTarget } from '../../db/sqlite/load.ts'
import type { Store } from '../../db/store.ts'
import { lostOutcome } from '../../db/unreachable.ts'
import { FILES_FOLDER, type ArchivePart } from '../../shared/backup/archive.ts'
import { holdDataFolder } from '../data-folder.ts'
import { openStore } from '../open-store.ts'
import { saidPurpose } from '../settings.ts'
import { onStop, type Stoppable } from '../stop-signals.ts'
import { giveName } from './give-name.ts'
import { checkArchive, type ArchiveFile, type CheckedArchive } from './read-archive.ts'
import { diskRefusal, refusal } from './refusal.ts'
import { restoreRows, type RestoredRows } from './restore-rows.ts'
import { syncFolder } from './sync-folder.ts'

export interface RestoreWish {
  readonly archive: ArchiveFile
  /** Folder that becomes the data folder; made when absent. */
  readonly dataDir: string
  /** An empty PostgreSQL database; null: the folder's own. */
  readonly postgres: LoadTarget | null
  readonly acceptFaults: boolean
  /** Writes what follows a restore into the restored database, before anybody can see it. */
  readonly settle: (store: Store, checked: CheckedArchive) => Promise<void>
}

export interface Restored extends CheckedArchive, RestoredRows {}

/** Begins the name of the folder in which a restore works. What an earlier one left is removed. */
const STAGING = '.restoring-'
const DATABASE = 'hepatrial.sqlite'

/**
 * Restores an archive into an empty data folder and database, all of it or nothing. The archive is read
 * whole and checked before anything is written; everything is written in a folder of its own, compared
 * and verified there; names are given last, that of the database after all others.
 */
export async function restoreArchive(wish: RestoreWish): Promise<Restored> {
  const { archive, dataDir } = wish
  const checked = await checkArchive(archive)
  if (checked.manifest.environment === 'test' && saidPurpose(process.env) === 'production') {
    throw refusal('of-test-installation', { file: archive.file })
  }
  const isNew = !existsSync(dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw diskRefusal(error, dataDir)
  })
  await refuseFilledFolder(dataDir, archive.file)
  // From here no server starts in it; with PostgreSQL the database itself is held.
  const held = wish.postgres === null ? await holdDataFolder(dataDir) : null
  try {
    await refuseFilledFolder(dataDir, archive.file)
    await removeStale(dataDir)
    const staging = await mkdtemp(path.join(dataDir, STAGING))
    const work = onStop(() => {
      rmSync(staging, { recursive: true, force: true })
      held?.release()
      if (isNew) removeEmpty(dataDir)
    })
    try {
      const rows = await restoreInto({ ...wish, work }, checked, staging)
      return { ...checked, ...rows }
    } finally {
      await rm(staging, { recursive: true, force: true })
      work.release()
    }
  } catch (error) {
    if (isNew) removeEmpty(dataDir)
    throw diskRefusal(error, dataDir)
  } finally {
    held?.release()
  }
}

/** What the lock of a folder leaves in it. */
const OF_LOCK: ReadonlySet<string> = new Set(['server.lock', 'server.lock-journal', 'server.json'])

function removeEmpty(folder: string): void {
  const names = readdirSync(folder)
  if (names.every((name) => OF_LOCK.has(name))) rmSync(folder, { recursive: true })
}

/** A folder for backups, and the archive itself, may lie in it. */
async function refuseFilledFolder(dataDir: string, archive: string): Promise<void> {
  const names = await readdir(dataDir)
  const own = path.relative(dataDir, path.resolve(archive))
  const stays = new Set(['backups', 'lost+found', own, ...OF_LOCK])
  const found = names.filter((name) => !stays.has(name) && !name.startsWith(STAGING)).sort()[0]
  if (found !== undefined) throw refusal('folder-not-empty', { folder: dataDir, found })
}

/** What a restore that was killed left behind. */
async function removeStale(dataDir: string): Promise<void> {
  for (const name of (await readdir(dataDir)).filter((one) => one.startsWith(STAGING))) {
    await rm(path.join(dataDir, name), { recursive: true, force: true })
  }
}

/** What a restore does while a signal may end it. */
interface StoppableWish extends RestoreWish {
  readonly work: Stoppable
}

async function restoreInto(
  wish: StoppableWish,
  checked: CheckedArchive,
  staging: string,
): Promise<RestoredRows> {
  const { archive, postgres, acceptFaults, dataDir } = wish
  const named: string[] = []
  const rows = {
    ...{ archive, acceptFaults, manifest: checked.manifest },
    keepFile: (part: ArchivePart, pieces: AsyncIterable<Uint8Array>) =>
      keepFile(staging, part, pieces),
  }
  try {
    if (postgres !== null) {
      return await restoreRows({
        ...{ ...rows, target: postgres },
        async beforeCommit(session) {
          const store = session.asStore()
          if (store !== null) await wish.settle(store, checked)
          wish.work.tooLate()
          await giveNames(staging, dataDir, named)
        },
      })
    }
    const target = sqliteLoadTarget(path.join(staging, DATABASE))
    const restored = await restoreRows({ ...rows, target, beforeCommit: nothing })
    await settleSqlite(wish, checked, staging)
    wish.work.tooLate()
    await giveNames(staging, dataDir, named)
    return restored
  } catch (error) {
    // Rows that may stand need the keys and archives that belong to them.
    if (lostOutcome(error) === 'unknown') throw error
    for (const file of named) await rm(file, { recursive: true, force: true })
    throw error
  }
}

function nothing(): Promise<void> {
  return Promise.resolve()
}

/** Opened as every start opens it: so keys are checked, and its journal is the product's. */
async function settleSqlite(
  wish: RestoreWish,
  checked: CheckedArchive,
  staging: string,
): Promise<void> {
  const store = await openStore({ dataDir: staging })
  try {
    const faults = await store.integrityFaults()
    if (faults.length > 0 && !wish.acceptFaults) {
      throw refusal('chain-faults', { count: faults.length, kinds: 'database' })
    }
    await wish.settle(store, checked)
  } finally {
    await store.close()
  }
  await flush(path.join(staging, DATABASE))
}

async function keepFile(
  staging: string,
  part: ArchivePart,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const name = part.path.slice(FILES_FOLDER.length)
  const file = path.join(staging, name)
  if (!file.startsWith(staging + path.sep)) throw refusal('altered', { part: part.path })
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const piece of pieces) await handle.writeFile(piece)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

/** The database last: a folder without it is no installation, whatever else lies in it. */
async function giveNames(staging: string, dataDir: string, named: string[]): Promise<void> {
  const found = await readdir(staging, { withFileTypes: true })
  const entries = found.filter(({ name }) => !name.startsWith(`${DATABASE}-`))
  const last = (name: string): number => (name === DATABASE ? 1 : 0)
  for (const entry of entries.sort((a, b) => last(a.name) - last(b.name))) {
    const from = path.join(staging, entry.name)
    const to = path.join(dataDir, entry.name)
    const kind = entry.isDirectory() ? 'folder' : 'file'
    if (kind === 'folder') await syncFolder(from)
    if (!(await giveName(from, to, kind))) {
      throw refusal('folder-not-empty', { folder: dataDir, found: entry.name })
    }
    named.push(to)
  }
  await syncFolder(dataDir)
}
