import type pg from 'pg'

/** The account may not make a schema in the database. Nothing was changed. */
export class SchemaRefusedError extends Error {
  override readonly name = 'SchemaRefusedError'
}

const NO_RIGHT = '42501'

/** Makes a schema for a while. Throws `SchemaRefusedError`, which says what to do, where the right for it lacks. */
export async function makeSchema(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`create schema ${client.escapeIdentifier(name)}`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== NO_RIGHT) throw error
    throw new SchemaRefusedError(
      'The account of the database may not make a schema, which is needed here for a while. ' +
        'Let the owner of the database run "grant create on database NAME to ACCOUNT", ' +
        'or restore a backup into another database and do it there. Nothing was changed.',
      { cause: error },
    )
  }
}
