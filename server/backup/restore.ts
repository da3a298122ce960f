import { existsSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { LoadTarget } from '../../db/bulk-load.ts'
import { sqliteLoadTarget } from '../../db/sqlite/load.ts'
import type { Store } from '../../db/store.ts'
import { lostOutcome } from '../../db/unreachable.ts'
import { FILES_FOLDER, type ArchivePart } from '../../shared/backup/archive.ts'
import { holdDataFolder } from '../data-folder.ts'
import { keepNames, NAMES_LIST, STAGING } from '../names-given.ts'
import { openStore } from '../open-store.ts'
import { saidPurpose } from '../settings.ts'
import { onStop, type Stoppable } from '../stop-signals.ts'
import { DATABASE, giveNames, namesLeft } from './given-names.ts'
import { checkArchive, type ArchiveFile, type CheckedArchive } from './read-archive.ts'
import { diskRefusal, refusal } from './refusal.ts'
import { restoreRows, type RestoredRows } from './restore-rows.ts'

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

/**
 * Restores an archive into an empty data folder and database, all of it or nothing. The archive is read
 * whole and checked before anything is written; everything is written in a folder of its own, compared
 * and verified there; names are given last, that of the database after all others. What a restore left
 * that was killed meanwhile is removed, as long as no database belongs to it.
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
    const staging = await mkdtemp(path.join(dataDir, STAGING))
    const work = onStop(() => {
      rmSync(staging, { recursive: true, force: true })
      held?.release()
      if (isNew) removeEmpty(dataDir)
    })
    try {
      const rows = await restoreInto({ ...wish, work }, checked, staging)
      await keepNames(dataDir)
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
  const left = await namesLeft(dataDir)
  const own = path.relative(dataDir, path.resolve(archive))
  const stays = new Set(['backups', 'lost+found', own, ...left, ...OF_LOCK])
  const found = names.filter((name) => !stays.has(name) && !name.startsWith(STAGING)).sort()[0]
  if (found !== undefined) throw refusal('folder-not-empty', { folder: dataDir, found })
}

/** What a restore that was killed left behind: to be called where no database belongs to it. */
async function removeLeft(dataDir: string, staging: string): Promise<void> {
  const left = await namesLeft(dataDir)
  const stale = (await readdir(dataDir)).filter((one) => one.startsWith(STAGING))
  const others = stale.filter((one) => ![NAMES_LIST, path.basename(staging)].includes(one))
  for (const name of [...left, ...others]) {
    await rm(path.join(dataDir, name), { recursive: true, force: true })
  }
  // Last: until then the next restore knows what may go.
  await keepNames(dataDir)
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
  let named: string[] | null = null
  const rows = {
    ...{ archive, acceptFaults, manifest: checked.manifest },
    whenEmpty: () => removeLeft(dataDir, staging),
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
          named = []
          await giveNames(staging, dataDir, named)
        },
      })
    }
    const target = sqliteLoadTarget(path.join(staging, DATABASE))
    const restored = await restoreRows({ ...rows, target, beforeCommit: nothing })
    await settleSqlite(wish, checked, staging)
    wish.work.tooLate()
    named = []
    await giveNames(staging, dataDir, named)
    return restored
  } catch (error) {
    // Rows that may stand need the keys and archives that belong to them.
    if (lostOutcome(error) === 'unknown' || named === null) throw error
    for (const file of named) await rm(file, { recursive: true, force: true })
    await keepNames(dataDir)
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
