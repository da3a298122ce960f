import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A schema of its own on the PostgreSQL server of the tests. */
export interface OwnSchema {
  readonly name: string
  /** Connects to the schema, under its name. */
  readonly url: string
  /** Connected to the schema under no name. */
  readonly owner: pg.Client
  readonly remove: () => Promise<void>
}

export async function openOwnSchema(
  server: string,
  name = `test_${randomBytes(6).toString('hex')}`,
): Promise<OwnSchema> {
  const url = urlOfSchema(server, name)
  const unnamed = new URL(url)
  unnamed.searchParams.delete('application_name')
  const owner = new pg.Client({ connectionString: unnamed.href })
  await owner.connect()
  await owner.query(`create schema if not exists ${name}`)
  return {
    ...{ name, url, owner },
    remove: async () => {
      await dropSchema(owner, name)
      await owner.end()
    },
  }
}

/** Connects to a schema, and says its name. */
export function urlOfSchema(server: string, name: string): string {
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${name}`)
  url.searchParams.set('application_name', name)
  return url.href
}

/** Drops a schema, if there is one, with whatever is still connected to it under its name. */
export async function dropSchema(owner: pg.Client, name: string): Promise<void> {
  // A process that was killed leaves statements behind, which would wait for the drop, and it for them.
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`,
    [name],
  )
  await owner.query(`drop schema if exists ${name} cascade`)
}
