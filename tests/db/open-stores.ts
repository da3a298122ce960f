import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { openPostgres } from '../../db/open-postgres.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Sources } from '../../db/store.ts'
import { openPglite } from './open-pglite.ts'
import { openOwnSchema } from './own-schema.ts'
import type { OpenTestStore, TestStore } from './test-store.ts'

export const MIGRATIONS_ROOT = fileURLToPath(new URL('../../db/migrations', import.meta.url))

/** Both engines, for `describe.each`. */
export const ENGINES: readonly { readonly engine: string; readonly open: OpenTestStore }[] = [
  { engine: 'SQLite', open: openTestSqlite },
  { engine: 'PostgreSQL', open: openTestPostgres },
]

const CHOSEN = process.env['TEST_ENGINE'] === 'postgres' ? 'PostgreSQL' : 'SQLite'

/**
 * The engine that `TEST_ENGINE` names (`sqlite` unless told, or `postgres`), for what is computed after
 * the rows are read and both engines answer in the same way: one run tries it on one of them, and
 * `npm run test:unit:postgres` on the other.
 */
export const ONE_ENGINE = ENGINES.filter(({ engine }) => engine === CHOSEN)

/** Opens a store of that engine. */
export const openTestStore: OpenTestStore = CHOSEN === 'SQLite' ? openTestSqlite : openTestPostgres

export async function openTestSqlite(sources: Partial<Sources> = {}): Promise<TestStore> {
  const folder = mkdtempSync(path.join(tmpdir(), 'store-test-'))
  const file = path.join(folder, 'test.sqlite')
  const open = () => openSqlite({ path: file, migrationsRoot: MIGRATIONS_ROOT, ...sources })
  const store = await open()
  return {
    store,
    another: open,
    execute(text) {
      const db = new Sqlite(file)
      db.exec(text)
      db.close()
      return Promise.resolve()
    },
    async remove() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A schema of its own on the server of `TEST_DATABASE_URL`; without one, a server inside the process. */
export async function openTestPostgres(sources: Partial<Sources> = {}): Promise<TestStore> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) {
    if ((process.env['CI'] ?? '') !== '') {
      throw new Error(
        'TEST_DATABASE_URL is not set: name a PostgreSQL database for the store tests.',
      )
    }
    return openPglite(MIGRATIONS_ROOT, sources)
  }
  const { url, owner, remove } = await openOwnSchema(server)
  const open = () =>
    openPostgres({ url, migrationsRoot: MIGRATIONS_ROOT, connections: 4, ...sources })
  const store = await open()
  return {
    store,
    another: open,
    async execute(text) {
      await owner.query(text)
    },
    async remove() {
      await store.close()
      await remove()
    },
  }
}
