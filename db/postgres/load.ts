import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { neutralRow, pageText, plainName, quoted } from '../bulk-load.ts'
import type { LoadSession, LoadTarget } from '../bulk-load.ts'
import { postgresMigrationSession } from '../open-postgres.ts'
import { hotStatements } from '../hot-statements.ts'
import { sourcesOf } from '../sources.ts'
import type { DriverRow } from '../statement-runner.ts'
import type { ReadQueries, Store, WriteQueries } from '../store.ts'
import type { NeutralRow } from '../table-shapes.ts'
import { CommitUnknownError, lostOutcome } from '../unreachable.ts'
import { postgresStore, postgresTables, type PostgresDriver } from './postgres-store.ts'
import { postgresRunner } from './runner.ts'

/** A PostgreSQL connection in a transaction, as the load needs it. */
export interface LoadConnection {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly DriverRow[]; readonly changed: number }>
}

const HOLD = `select pg_advisory_xact_lock(hashtext('schema_migration'))`

/** Fills a database in one transaction. No other process migrates or fills it meanwhile. */
export function postgresLoadTarget(url: string): LoadTarget {
  return {
    engine: 'postgres',
    async load(fn) {
      const client = listening(url)
      await client.connect()
      try {
        await client.query('set synchronous_commit = on')
        await client.query('begin')
        await client.query(HOLD)
        const queries = drizzle({ client }) as unknown as ReadQueries
        const result = await fn(postgresLoadSession(loadConnection(client), queries))
        await commit(client, url)
        return result
      } finally {
        // Closing an unfinished transaction undoes it; one that broke is closed.
        await client.end().catch(() => undefined)
      }
    },
  }
}

/** Commits. Throws `CommitUnknownError` where the answer is lost and the server cannot be asked for it. */
async function commit(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select txid_current()::text as id')
  try {
    await client.query('commit')
  } catch (error) {
    if (lostOutcome(error) === null) throw error
    const status = await statusOf(url, rows[0]?.id ?? '').catch(() => null)
    if (status === 'committed') return
    if (status === 'aborted') throw error
    throw new CommitUnknownError('The database was lost during a commit.', { cause: error })
  }
}

/** What became of a transaction of a load, once it has ended: it holds the lock of all loads. */
async function statusOf(url: string, id: string): Promise<string | null> {
  const client = listening(url)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(HOLD)
    const { rows } = await client.query<{ status: string | null }>(
      'select txid_status($1::bigint) as status',
      [id],
    )
    return rows[0]?.status ?? null
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A client whose break is told by the query that meets it. */
function listening(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  return client
}

/** A client of the driver as the load needs it. */
export function loadConnection(client: pg.Client): LoadConnection {
  return {
    async query(text, values) {
      const { rows, rowCount } = await client.query<DriverRow>(
        text,
        values === undefined ? values : [...values],
      )
      return { rows, changed: rowCount ?? 0 }
    },
  }
}

/** The load's view of a connection in a transaction. */
export function postgresLoadSession(connection: LoadConnection, queries: ReadQueries): LoadSession {
  return {
    ...postgresMigrationSession({ query: (text) => connection.query(text) }),
    tables: postgresTables,
    queries,
    asStore: () => storeInside(connection, queries),
    async insert({ name, columns }, rows) {
      const names = quoted(columns.map((column) => column.name))
      const typed = columns.map((column) => `"${plainName(column.name)}" ${column.kind}`)
      const from = `select ${names} from json_to_recordset($1::json) as r(${typed.join(', ')})`
      const into = `insert into "${plainName(name)}" (${names})`
      await connection.query(`${into} ${from}`, [JSON.stringify(rows)])
    },
    async page(shape, after, limit) {
      const key = after === null ? [] : shape.key.map((name) => keyValue(after, name))
      const marks = key.map((_, position) => `$${position + 1}`)
      const text = `${pageText(shape, marks)} limit ${Math.floor(limit)}`
      const { rows } = await connection.query(text, key)
      return rows.map((row) => neutralRow(shape, row))
    },
  }
}

/** A store whose every write is a part of the load's own transaction. */
export function storeInside(connection: LoadConnection, queries: ReadQueries): Store {
  const runner = postgresRunner({
    query: ({ text, values }) => connection.query(text, values),
  })
  const hot = hotStatements(postgresTables, runner)
  const tx = Object.assign(queries as WriteQueries, { hot })
  const driver: PostgresDriver = {
    read: queries,
    write: (fn) => fn(tx),
    snapshot: (fn) => fn(queries),
    rows: async (text) => (await connection.query(text)).rows,
    close: () => Promise.resolve(),
  }
  return postgresStore(driver, sourcesOf({}))
}

function keyValue(row: NeutralRow, name: string): NeutralRow[string] {
  return row[name] ?? null
}
