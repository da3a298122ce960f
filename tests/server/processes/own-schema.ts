import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A schema of its own on the PostgreSQL server of the tests. */
export interface OwnSchema {
  readonly name: string
  /** Connects to the schema. */
  readonly url: string
  readonly owner: pg.Client
  readonly remove: () => Promise<void>
}

export async function openOwnSchema(server: string): Promise<OwnSchema> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${name}`)
  url.searchParams.set('application_name', name)
  const owner = new pg.Client({ connectionString: server })
  await owner.connect()
  await owner.query(`create schema ${name}`)
  return {
    name,
    url: url.href,
    owner,
    remove: async () => {
      await owner.query(`drop schema ${name} cascade`)
      await owner.end()
    },
  }
}
