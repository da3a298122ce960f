import { createHash } from 'node:crypto'
import pg from 'pg'

/** PostgreSQL under all servers of the browser tests; SQLite in their data folders where it is not set. */
const serverOfTests = (): string | undefined => process.env['E2E_DATABASE_URL']

/** The database that belongs to a data folder: a schema of its own, made where there is none. */
export async function databaseOf(
  dataDir: string,
  server = serverOfTests(),
): Promise<string | undefined> {
  if (server === undefined) return undefined
  const schema = schemaOf(dataDir)
  await asOwner(server, `create schema if not exists ${schema}`)
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return url.href
}

export async function removeDatabase(dataDir: string, server = serverOfTests()): Promise<void> {
  if (server === undefined) return
  await asOwner(server, `drop schema if exists ${schemaOf(dataDir)} cascade`)
}

function schemaOf(dataDir: string): string {
  return `e2e_${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
}

async function asOwner(server: string, text: string): Promise<void> {
  const owner = new pg.Client({ connectionString: server })
  await owner.connect()
  try {
    await owner.query(text)
  } finally {
    await owner.end()
  }
}
