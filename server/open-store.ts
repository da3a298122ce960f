import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { OnUpgrade } from '../db/migrate.ts'
import type { Sources, Store } from '../db/store.ts'
import { noteUpgrade } from './audit/note-upgrade.ts'
import { systemActor } from './http/actor.ts'
import { packageRoot } from './package-root.ts'
import { installationOf } from './settings.ts'

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
 * there are an entry of the system trail. What the installation is for is its setting. Throws
 * `SettingsError` where that says nothing known, and `NewerDatabaseError` or
 * `HalfMigratedDatabaseError`, and changes nothing, when it does not fit this version. The driver of
 * the other engine is never loaded.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  const { dataDir, databaseUrl, databaseReadUrl, ...given } = place
  const sources = { installation: installationOf(process.env), ...given }
  const migrationsRoot = path.join(packageRoot(), 'db', 'migrations')
  if (databaseUrl !== undefined && databaseUrl !== '') {
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
