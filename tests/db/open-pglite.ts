import { AsyncLocalStorage } from 'node:async_hooks'
import { PGlite, type PGliteInterface, type Transaction } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { nestedWrite } from '../../db/nested-write.ts'
import { hotStatements } from '../../db/hot-statements.ts'
import { migrate } from '../../db/migrate.ts'
import { readMigrations } from '../../db/migrations.ts'
import { postgresMigrationSession } from '../../db/open-postgres.ts'
import {
  postgresStore,
  postgresTables,
  type PostgresDriver,
} from '../../db/postgres/postgres-store.ts'
import { postgresRunner } from '../../db/postgres/runner.ts'
import { sourcesOf } from '../../db/sources.ts'
import type { DriverRow } from '../../db/statement-runner.ts'
import type { Sources, Tx, WriteQueries } from '../../db/store.ts'
import type { TestStore } from './test-store.ts'

/**
 * PostgreSQL inside the process. It has one connection, so a read waits for the write before it; one that
 * is made inside a write or a snapshot would wait for ever, and fails instead.
 */
export async function openPglite(
  migrationsRoot: string,
  sources: Partial<Sources>,
): Promise<TestStore> {
  const server = await PGlite.create()
  await server.transaction((connection) =>
    migrate(
      postgresMigrationSession({ query: (text) => lastOf(connection, text) }),
      readMigrations(migrationsRoot, 'pg'),
      postgresTables,
    ),
  )
  const store = postgresStore(pgliteDriver(server), sourcesOf(sources))
  return {
    store,
    another: null,
    async execute(text) {
      await server.exec(text)
    },
    remove: () => store.close(),
  }
}

async function lastOf(connection: Transaction, text: string): Promise<{ rows: DriverRow[] }> {
  const results = await connection.exec(text)
  return { rows: results.at(-1)?.rows ?? [] }
}

export function pgliteDriver(server: PGlite): PostgresDriver {
  const outside = outsideTransactions(server)
  return {
    read: queriesOn(outside),
    write: (fn) => server.transaction((connection) => fn(transactionOn(connection))),
    snapshot: (fn) =>
      inSnapshot.run(true, () => server.transaction((connection) => fn(queriesOn(connection)))),
    rows: async (text) => (await outside.query<DriverRow>(text)).rows,
    close: () => server.close(),
  }
}

const inSnapshot = new AsyncLocalStorage<true>()

function outsideTransactions(server: PGlite): PGlite {
  const query: PGlite['query'] = (...given) => {
    if (nestedWrite() !== null) throw new Error('Inside a write only its transaction reads.')
    if (inSnapshot.getStore() === true)
      throw new Error('Inside a snapshot only its transaction reads.')
    return server.query(...given)
  }
  return Object.create(server, { query: { value: query } }) as PGlite
}

function queriesOn(connection: PGliteInterface | Transaction): WriteQueries {
  return drizzle({ client: connection as PGlite }) as unknown as WriteQueries
}

function transactionOn(connection: Transaction): Tx {
  const runner = postgresRunner({
    async query({ text, values }) {
      const { rows, affectedRows } = await connection.query<DriverRow>(text, values)
      return { rows, changed: affectedRows ?? 0 }
    },
  })
  return Object.assign(queriesOn(connection), { hot: hotStatements(postgresTables, runner) })
}
