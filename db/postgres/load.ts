import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { neutralRow, pageText, plainName, quoted } from '../bulk-load.ts'
import type { LoadSession, LoadTarget } from '../bulk-load.ts'
import { postgresMigrationSession } from '../open-postgres.ts'
import type { DriverRow } from '../statement-runner.ts'
import type { ReadQueries } from '../store.ts'
import type { NeutralRow } from '../table-shapes.ts'
import { postgresTables } from './postgres-store.ts'

/** A PostgreSQL connection in a transaction, as the load needs it. */
export interface LoadConnection {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly DriverRow[] }>
}

/** Fills a database in one transaction. No other process migrates or fills it meanwhile. */
export function postgresLoadTarget(url: string): LoadTarget {
  return {
    engine: 'postgres',
    async load(fn) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        await client.query('set synchronous_commit = on')
        await client.query('begin')
        await client.query(`select pg_advisory_xact_lock(hashtext('schema_migration'))`)
        const connection: LoadConnection = {
          query: (text, values) => client.query(text, values === undefined ? values : [...values]),
        }
        const queries = drizzle({ client }) as unknown as ReadQueries
        const result = await fn(postgresLoadSession(connection, queries))
        await client.query('commit')
        return result
      } finally {
        // Closing an unfinished transaction undoes it.
        await client.end()
      }
    },
  }
}

/** The load's view of a connection in a transaction. */
export function postgresLoadSession(connection: LoadConnection, queries: ReadQueries): LoadSession {
  return {
    ...postgresMigrationSession({ query: (text) => connection.query(text) }),
    tables: postgresTables,
    queries,
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

function keyValue(row: NeutralRow, name: string): NeutralRow[string] {
  return row[name] ?? null
}
