import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { makeSchema, SchemaRefusedError } from './make-schema.ts'

/** An empty schema for a while, in a database that others use. */
export interface TemporarySchema {
  /** Opens the database with that schema alone. */
  readonly url: string
  readonly remove: () => Promise<void>
}

const BEGUN = 'hepatrial_qualify_'
/** Marks a schema as one of these: nobody's schema of a like name is ever removed. */
const MARK = 'Made by hepatrial qualify for a while; removed by the next run.'

/**
 * Makes a schema of its own. A lock of the session that made it says that it is in use; those of killed
 * processes are removed first.
 */
export async function makeTemporarySchema(server: string): Promise<TemporarySchema> {
  const name = `${BEGUN}${randomBytes(6).toString('hex')}`
  const url = withSchema(server, name)
  const owner = new pg.Client({ connectionString: server })
  await owner.connect()
  try {
    await removeStale(owner)
    await owner.query('select pg_advisory_lock(hashtext($1))', [name])
    await makeSchema(owner, name)
    await owner.query(`comment on schema ${name} is '${MARK}'`)
    let removed: Promise<void> | null = null
    const remove = async (): Promise<void> => {
      await owner.query(`drop schema if exists ${name} cascade`)
      await owner.end()
    }
    // A signal and the end of the work may both ask for it.
    return { url, remove: () => (removed ??= remove()) }
  } catch (error) {
    await owner.end()
    throw error
  }
}

async function removeStale(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select nspname as name from pg_namespace
     where nspname ~ $1 and obj_description(oid, 'pg_namespace') = $2
       and nspowner = (select oid from pg_roles where rolname = current_user)`,
    [`^${BEGUN}[0-9a-f]{12}$`, MARK],
  )
  for (const { name } of rows) {
    const { rows: got } = await owner.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtext($1)) as held',
      [name],
    )
    if (got[0]?.held !== true) continue
    await owner.query(`drop schema if exists ${owner.escapeIdentifier(name)} cascade`)
    await owner.query('select pg_advisory_unlock(hashtext($1))', [name])
  }
}

function withSchema(server: string, name: string): string {
  if (!URL.canParse(server)) {
    throw new SchemaRefusedError(
      'DATABASE_URL is to be written as postgres://…, so that a schema can be named in it. Nothing was changed.',
    )
  }
  const url = new URL(server)
  const options = url.searchParams.get('options') ?? ''
  url.searchParams.set('options', `${options} -c search_path=${name}`.trim())
  return url.href
}
