import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { columnsByTable } from './columns-by-table.ts'
import { hotStatements } from './hot-statements.ts'
import { migrate, type MigrationSession } from './migrate.ts'
import { readMigrations, type Migration } from './migrations.ts'
import { postgresStore, postgresTables, type PostgresDriver } from './postgres/postgres-store.ts'
import { postgresRunner } from './postgres/runner.ts'
import { sourcesOf } from './sources.ts'
import type { DriverRow } from './statement-runner.ts'
import type { ReadQueries, Sources, Store, Tx, WriteQueries } from './store.ts'

export interface PostgresOptions extends Partial<Sources> {
  /** `postgres://…` */
  readonly url: string
  /** Folder that holds the migrations of both engines. */
  readonly migrationsRoot: string
  /** Most connections for writing, and as many again for reading; 10 when absent. */
  readonly connections?: number
}

/**
 * Connects to PostgreSQL with one pool for writing and one for reading. Brings the schema up to
 * date (one process at a time), or throws `NewerDatabaseError` or `HalfMigratedDatabaseError` and
 * leaves the database as it was.
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, migrationsRoot, connections = 10 } = options
  // An acknowledged save must survive a crash, whatever the server's default.
  const writing = pool(url, connections, 'set synchronous_commit = on')
  const reading = pool(url, connections, 'set default_transaction_read_only = on')
  const driver = poolDriver(writing, reading)
  try {
    const migrations = readMigrations(migrationsRoot, 'pg')
    await inTransaction(writing, 'begin', (client) => migrateOn(client, migrations))
  } catch (error) {
    await driver.close()
    throw error
  }
  return postgresStore(driver, sourcesOf(options))
}

function pool(url: string, max: number, setting: string): pg.Pool {
  // The pool waits for the promise, though its type does not say so.
  const onConnect = ((client) => client.query(setting)) as NonNullable<pg.PoolConfig['onConnect']>
  const made = new pg.Pool({ connectionString: url, max, onConnect })
  // A connection that breaks while idle leaves the pool by itself; the next query opens another.
  made.on('error', () => undefined)
  return made
}

function poolDriver(writing: pg.Pool, reading: pg.Pool): PostgresDriver {
  const known = new WeakMap<pg.PoolClient, Tx>()
  return {
    read: queriesOn(reading),
    write: (fn) =>
      inTransaction(writing, 'begin', (client) => {
        let tx = known.get(client)
        if (tx === undefined) known.set(client, (tx = transactionOn(client)))
        return fn(tx)
      }),
    snapshot: <T>(fn: (queries: ReadQueries) => Promise<T>) =>
      inTransaction(reading, 'begin isolation level repeatable read read only', (client) =>
        fn(queriesOn(client)),
      ),
    rows: async (text) => (await reading.query<DriverRow>(text)).rows,
    async close() {
      await Promise.all([writing.end(), reading.end()])
    },
  }
}

function queriesOn(client: pg.Pool | pg.PoolClient): WriteQueries {
  return drizzle({ client }) as unknown as WriteQueries
}

function transactionOn(client: pg.PoolClient): Tx {
  const runner = postgresRunner({
    async query(statement) {
      const { rows, rowCount } = await client.query<DriverRow>(statement)
      return { rows, changed: rowCount ?? 0 }
    },
  })
  return Object.assign(queriesOn(client), { hot: hotStatements(postgresTables, runner) })
}

async function inTransaction<T>(
  from: pg.Pool,
  begin: string,
  fn: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await from.connect()
  let broken = false
  try {
    await client.query(begin)
    const result = await fn(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function migrateOn(client: pg.PoolClient, migrations: readonly Migration[]): Promise<void> {
  // Several processes may start at once: the others wait here and find nothing left to do.
  await client.query(`select pg_advisory_xact_lock(hashtext('schema_migration'))`)
  await migrate(postgresMigrationSession(client), migrations, postgresTables)
}

/** What migrating needs of a PostgreSQL connection in a transaction. */
interface TextConnection {
  query(text: string): Promise<{ readonly rows: readonly DriverRow[] }>
}

/** The migration's view of a PostgreSQL connection in a transaction. */
export function postgresMigrationSession(client: TextConnection): MigrationSession {
  return {
    rows: async (text) => (await client.query(text)).rows,
    async execute(text) {
      await client.query(text)
    },
    async columns() {
      const { rows } = await client.query(
        `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = current_schema()`,
      )
      return columnsByTable(rows)
    },
  }
}
