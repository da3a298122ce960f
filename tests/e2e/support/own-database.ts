import { createHash } from 'node:crypto'
import pg from 'pg'
import { dropSchema, urlOfSchema } from '../../db/own-schema.ts'

/** PostgreSQL under all servers of the browser tests; SQLite in their data folders where it is not set. */
const serverOfTests = (): string | undefined => process.env['E2E_DATABASE_URL']

/** The database that belongs to a data folder: a schema of its own, made where there is none. */
export async function databaseOf(
  dataDir: string,
  server = serverOfTests(),
): Promise<string | undefined> {
  if (server === undefined) return undefined
  const schema = schemaOf(dataDir)
  await asOwner(server, (owner) => owner.query(`create schema if not exists ${schema}`))
  return urlOfSchema(server, schema)
}

export async function removeDatabase(dataDir: string, server = serverOfTests()): Promise<void> {
  if (server === undefined) return
  await asOwner(server, (owner) => dropSchema(owner, schemaOf(dataDir)))
}

function schemaOf(dataDir: string): string {
  return `e2e_${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
}

async function asOwner(
  server: string,
  work: (owner: pg.Client) => Promise<unknown>,
): Promise<void> {
  const owner = new pg.Client({ connectionString: server })
  await owner.connect()
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}
