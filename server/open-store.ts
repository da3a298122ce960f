import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { OnUpgrade } from '../db/migrate.ts'
import type { Sources, Store } from '../db/store.ts'
import type { Environment } from '../shared/environment/test-mark.ts'
import type { Actor } from './audit/actor.ts'
import { noteUpgrade } from './audit/note-upgrade.ts'
import { systemActor } from './http/actor.ts'
import { isDiskFull } from './http/disk-full.ts'
import { keepNames } from './names-given.ts'
import { packageRoot } from './package-root.ts'
import { keepPurpose, storedPurpose } from './settings/service.ts'
import { agreedPurpose, saidPurpose } from './settings.ts'

export interface StorePlace extends Partial<Sources> {
  /** Folder of the embedded database, attachments, exports and keys; made when absent. */
  readonly dataDir: string
  /** `postgres://…`; the embedded database when absent. */
  readonly databaseUrl?: string | undefined
  /** `postgres://…` of a replica for heavy reads, beside `databaseUrl`. */
  readonly databaseReadUrl?: string | undefined
}

/**
 * Opens the installation's database and brings its schema up to date; steps that a database took which was
 * there are an entry of the system trail. What the installation is for is what its database says, else its
 * setting. Throws `SettingsError` where the two contradict each other or the setting says nothing known,
 * and `NewerDatabaseError` or `HalfMigratedDatabaseError`, and changes nothing, when it does not fit this
 * version. The driver of the other engine is never loaded.
 */
export async function openStore({ installation, ...place }: StorePlace): Promise<Store> {
  const said = installation ?? saidPurpose(process.env)
  const store = await openDatabase(place)
  return closedOnFailure(store, async () =>
    forPurpose(store, agreedPurpose(await storedPurpose(store), said)),
  )
}

/** As `openStore`, for who works on the installation: that it is for tests is written into its database. */
export async function openToWork(place: StorePlace, actor: Actor): Promise<Store> {
  const store = await openStore(place)
  return closedOnFailure(store, async () => {
    await keepPurpose(store, actor).catch((error: unknown) => {
      // What is stored can be read all the same, with its mark; the next start writes it.
      if (!isDiskFull(error)) throw error
    })
    return store
  })
}

async function closedOnFailure<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await store.close()
    throw error
  }
}

function forPurpose(store: Store, installation: Environment): Store {
  if (store.installation === installation) return store
  const marked: Store = {
    ...{ ...store, installation },
    async forHeavyReads() {
      const reading = await store.forHeavyReads()
      return reading === store ? marked : { ...reading, installation }
    },
  }
  return marked
}

async function openDatabase(place: StorePlace): Promise<Store> {
  const { dataDir, databaseUrl, databaseReadUrl, ...sources } = place
  const migrationsRoot = path.join(packageRoot(), 'db', 'migrations')
  if (databaseUrl !== undefined && databaseUrl !== '') {
    // What stands in the folder is used from now on: no restore takes it away again.
    await keepNames(dataDir)
    const { openPostgres } = await import('../db/open-postgres.ts')
    const readUrl = databaseReadUrl === '' ? undefined : databaseReadUrl
    return openPostgres({ url: databaseUrl, readUrl, migrationsRoot, onUpgrade, ...sources })
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { openSqlite } = await import('../db/open-sqlite.ts')
  const file = path.join(dataDir, 'hepatrial.sqlite')
  return openSqlite({ path: file, migrationsRoot, onUpgrade, ...sources })
}

const onUpgrade: OnUpgrade = (store, taken) => {
  const actor = systemActor({ part: 'program-start', studyId: null })
  return noteUpgrade(store, actor, { ...taken, acceptedFaults: null })
}
