import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { makeSchema } from './make-schema.ts'

/** An empty schema for a while, in a database that others use. */
export interface TemporarySchema {
  /** Opens the database with that schema alone. */
  readonly url: string
  readonly remove: () => Promise<void>
}

const BEGUN = 'hepatrial_qualify_'

/**
 * Makes a schema of its own. A lock of the session that made it says that it is in use; those of killed
 * processes are removed first.
 */
export async function makeTemporarySchema(server: string): Promise<TemporarySchema> {
  const owner = new pg.Client({ connectionString: server })
  await owner.connect()
  try {
    await removeStale(owner)
    const name = `${BEGUN}${randomBytes(6).toString('hex')}`
    await owner.query('select pg_advisory_lock(hashtext($1))', [name])
    await makeSchema(owner, name)
    return {
      url: withSchema(server, name),
      async remove() {
        await owner.query(`drop schema if exists ${name} cascade`)
        await owner.end()
      },
    }
  } catch (error) {
    await owner.end()
    throw error
  }
}

async function removeStale(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select nspname as name from pg_namespace where starts_with(nspname, $1) and pg_try_advisory_lock(hashtext(nspname))`,
    [BEGUN],
  )
  for (const { name } of rows) {
    await owner.query(`drop schema ${owner.escapeIdentifier(name)} cascade`)
    await owner.query('select pg_advisory_unlock(hashtext($1))', [name])
  }
}

function withSchema(server: string, name: string): string {
  const url = new URL(server)
  const options = url.searchParams.get('options') ?? ''
  url.searchParams.set('options', `${options} -c search_path=${name}`.trim())
  return url.href
}
