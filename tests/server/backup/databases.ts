import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { LoadTarget } from '../../../db/bulk-load.ts'
import { openPostgres } from '../../../db/open-postgres.ts'
import { postgresLoadSession, postgresLoadTarget } from '../../../db/postgres/load.ts'
import { postgresStore } from '../../../db/postgres/postgres-store.ts'
import { sourcesOf } from '../../../db/sources.ts'
import type { ReadQueries, Store } from '../../../db/store.ts'
import { pgliteDriver } from '../../db/open-pglite.ts'
import { MIGRATIONS_ROOT } from '../../db/open-stores.ts'
import { openOwnSchema } from '../../db/own-schema.ts'

/** An empty PostgreSQL database. */
export interface EmptyDatabase {
  readonly target: LoadTarget
  readonly open: () => Promise<Store>
  /** Where it answers; null inside the process. */
  readonly url: string | null
  readonly remove: () => Promise<void>
}

export async function emptyPostgres(): Promise<EmptyDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  return server === undefined ? insideTheProcess() : onServer(server)
}

async function onServer(server: string): Promise<EmptyDatabase> {
  const { url, remove } = await openOwnSchema(server)
  return {
    target: postgresLoadTarget(url),
    open: () => openPostgres({ url, migrationsRoot: MIGRATIONS_ROOT, connections: 2 }),
    ...{ url, remove },
  }
}

async function insideTheProcess(): Promise<EmptyDatabase> {
  const server = await PGlite.create()
  return {
    target: {
      engine: 'postgres',
      load: (fn) =>
        server.transaction((connection) => {
          const query = async (text: string, values?: readonly unknown[]) => {
            if (values !== undefined) {
              const done = await connection.query<Record<string, unknown>>(text, [...values])
              return { rows: done.rows, changed: done.affectedRows ?? 0 }
            }
            const results = await connection.exec(text)
            return { rows: results.at(-1)?.rows ?? [], changed: 0 }
          }
          const queries = drizzle({ client: connection as unknown as PGlite })
          return fn(postgresLoadSession({ query }, queries as unknown as ReadQueries))
        }),
    },
    open: () => {
      const driver = { ...pgliteDriver(server), close: () => Promise.resolve() }
      return Promise.resolve(postgresStore(driver, sourcesOf({})))
    },
    url: null,
    remove: () => server.close(),
  }
}
