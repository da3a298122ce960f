import type pg from 'pg'
import type { DriverRow } from '../statement-runner.ts'

/** Others work in the database. Nothing was changed. */
class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError'
}

/** Where the administrator of the server sets no time of their own. */
const PATIENCE = '10s'
const NOT_HAD: ReadonlySet<unknown> = new Set(['55P03', '40P01'])

/**
 * Keeps everybody else from every table of the schema until the transaction ends: nothing is written
 * between a comparison and the commit. Throws `DatabaseInUseError`, which names them, where others hold a
 * table for longer than the `lock_timeout` of the connection.
 */
export async function holdTables(client: pg.Client): Promise<void> {
  const { rows: set } = await client.query<{ patience: string }>(
    `select current_setting('lock_timeout') as patience`,
  )
  if (set[0]?.patience === '0') await client.query(`set local lock_timeout = '${PATIENCE}'`)
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() order by 1`,
  )
  try {
    await client.query(`select pg_advisory_xact_lock(hashtext('schema_migration'))`)
    for (const { name } of rows) await client.query(`lock table ${name} in access exclusive mode`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (!NOT_HAD.has(code)) throw error
    await client.query('rollback')
    throw new DatabaseInUseError(
      `Others work in the database: ${await othersOf(client)}. Stop every server process of the installation, ` +
        'wait for backups and reports, and try again. Nothing was changed.',
      { cause: error },
    )
  }
}

/** Who holds a lock of the schema, as far as the account may see it. */
async function othersOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<DriverRow>(
    `select distinct a.pid, coalesce(a.usename, '?') as account,
            coalesce(host(a.client_addr), 'local') as address, coalesce(a.application_name, '') as program
     from pg_locks l
     join pg_stat_activity a on a.pid = l.pid
     left join pg_class c on c.oid = l.relation
     left join pg_namespace n on n.oid = c.relnamespace
     where l.granted and l.pid <> pg_backend_pid() and a.datname = current_database()
       and (n.nspname = current_schema() or l.locktype = 'advisory')
     order by a.pid`,
  )
  const told = rows.map(({ pid, account, address, program }) =>
    [`process ${String(pid)}`, `${String(account)}@${String(address)}`, String(program)]
      .filter((part) => part !== '')
      .join(' '),
  )
  return told.length === 0 ? 'they have just ended' : told.join('; ')
}
