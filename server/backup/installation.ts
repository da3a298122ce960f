import { and, eq } from 'drizzle-orm'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import { backupStateSchema, NO_STATE, type BackupState } from '../../shared/backup/state.ts'

const SYSTEM_CHAIN = 'system'
const STATE_KEY = 'backup-state'

/**
 * Eight digits that stay the same for as long as the installation lives, through backups and restores:
 * the beginning of the hash of its first entry. Null: it has none yet.
 */
export async function installationId(
  { t: { auditEntry } }: Pick<Store, 't'>,
  queries: ReadQueries,
): Promise<string | null> {
  const [first] = await queries
    .select({ hash: auditEntry.hash })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, SYSTEM_CHAIN), eq(auditEntry.seq, 1)))
  return first?.hash.slice(0, 8) ?? null
}

/** What is known of the last backup, drill and verification. */
export async function backupState(
  { t: { setting } }: Pick<Store, 't'>,
  queries: ReadQueries,
): Promise<BackupState> {
  const [row] = await queries.select().from(setting).where(eq(setting.key, STATE_KEY))
  return row === undefined ? NO_STATE : backupStateSchema.parse(JSON.parse(row.value))
}

/** Keeps a part of it, inside the unit of work whose entry says the same. */
export async function noteState(
  tx: Tx,
  { t }: Pick<Store, 't'>,
  at: string,
  part: Partial<BackupState>,
): Promise<void> {
  const { setting } = t
  const value = JSON.stringify({ ...(await backupState({ t }, tx)), ...part })
  const row = { key: STATE_KEY, value, version: 1, changedAt: at }
  await tx
    .insert(setting)
    .values(row)
    .onConflictDoUpdate({ target: setting.key, set: { value, changedAt: at } })
}
