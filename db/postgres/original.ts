import { randomBytes } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { plainName, quoted } from '../bulk-load.ts'
import { columnsByTable } from '../columns-by-table.ts'
import { takeSteps } from '../migrate.ts'
import { HalfMigratedDatabaseError } from '../migrations.ts'
import { postgresMigrationSession } from '../open-postgres.ts'
import type { CopyWish, Original, UpgradeSession } from '../original.ts'
import type { DriverRow } from '../statement-runner.ts'
import type { ReadQueries } from '../store.ts'
import { holdsData, tableShapes } from '../table-shapes.ts'
import { holdTables } from './hold-tables.ts'
import { loadConnection, postgresLoadSession, storeInside } from './load.ts'
import { makeSchema } from './make-schema.ts'
import { integrityFaults, postgresTables } from './postgres-store.ts'

/**
 * A database on a server. Its copy is a schema of its own, made in a transaction that is never committed:
 * nobody else ever sees it, and however the process ends, the server removes it.
 */
export function postgresOriginal(url: string): Original {
  return {
    engine: 'postgres',
    place: placeOf(url),
    copyIs: 'on-server',
    bytes: () => connected(url, bytesOf),
    look: (fn) => undone(url, 'begin read only', (client) => fn(postgresMigrationSession(client))),
    onCopy: (wish, fn) =>
      undone(url, 'begin isolation level repeatable read', async (client) => {
        const copy = await copyBeside(client, wish)
        return fn(upgradeSession(client, copy))
      }),
    onItself: (fn) =>
      connected(url, async (client) => {
        await client.query('set synchronous_commit = on')
        await client.query('begin')
        await holdTables(client)
        const result = await fn(upgradeSession(client, await schemaOf(client)))
        await client.query('commit')
        return result
      }),
  }
}

/** Every form that the driver takes has a place, though not each is a URL. */
function placeOf(text: string): string {
  if (!URL.canParse(text)) return 'PostgreSQL'
  const { host, pathname } = new URL(text)
  return `PostgreSQL ${host}${pathname}`
}

async function bytesOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select coalesce(sum(pg_total_relation_size(format('%I.%I', schemaname, tablename)::regclass)), 0) as bytes
     from pg_tables where schemaname = current_schema()`,
  )
  return Number(rows[0]?.bytes ?? 0)
}

async function schemaOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>('select current_schema() as schema')
  return rows[0]?.schema ?? 'public'
}

async function connected<T>(url: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await fn(client)
  } finally {
    // Closing an unfinished transaction undoes it.
    await client.end()
  }
}

function undone<T>(url: string, begin: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  return connected(url, async (client) => {
    await client.query(begin)
    const result = await fn(client)
    await client.query('rollback')
    return result
  })
}

async function copyBeside(client: pg.Client, { taken }: CopyWish): Promise<string> {
  const original = await schemaOf(client)
  const copy = `rehearsal_${randomBytes(6).toString('hex')}`
  await makeSchema(client, copy)
  await client.query(`set local search_path to ${copy}`)
  const session = postgresMigrationSession(client)
  await takeSteps(session, taken, postgresTables)
  const from = await columnsOf(client, original)
  for (const table of inOrder(await session.columns())) {
    const columns = [...((await session.columns()).get(table) ?? [])].map(plainName)
    const missing = columns.find((column) => !(from.get(table)?.has(column) ?? false))
    if (missing !== undefined) {
      throw new HalfMigratedDatabaseError(`column ${table}.${missing} is missing`)
    }
    const names = quoted(columns)
    await client.query(
      `insert into "${table}" (${names}) select ${names} from ${client.escapeIdentifier(original)}."${table}"`,
    )
  }
  return copy
}

async function columnsOf(client: pg.Client, schema: string) {
  const { rows } = await client.query<DriverRow>(
    `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = $1`,
    [schema],
  )
  return columnsByTable(rows)
}

/** Tables that hold data, each after those that its rows refer to. */
function inOrder(present: ReadonlyMap<string, unknown>): readonly string[] {
  const ordered = tableShapes().map(({ name }) => name)
  const others = [...present.keys()].filter((name) => !ordered.includes(name) && holdsData(name))
  return [
    ...ordered.filter((name) => present.has(name)),
    ...others.filter((name) => name !== 'schema_migration').map(plainName),
  ]
}

function upgradeSession(client: pg.Client, schema: string): UpgradeSession {
  const connection = loadConnection(client)
  const queries = drizzle({ client }) as unknown as ReadQueries
  return {
    ...postgresLoadSession(connection, queries),
    schema,
    asStore: () => storeInside(connection, queries),
    integrityFaults: () =>
      integrityFaults({ rows: async (text) => (await connection.query(text)).rows }),
  }
}
