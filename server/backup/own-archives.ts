import path from 'node:path'
import { and, desc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import { SYSTEM_CHAIN } from '../audit/actor.ts'

const madeSchema = z.object({ file: z.string() })

/**
 * Names of the archives that this very database made: since its restore, where it came from a backup. What
 * its original made has the same digits in its name, and is not its own to remove. @source BK-01
 */
export async function ownArchives(store: Store): Promise<Set<string>> {
  const { auditEntry: t } = store.t
  const restored = await lastRestore(store)
  const made = await store.read
    .select({ after: t.after })
    .from(t)
    .where(and(eq(t.chain, SYSTEM_CHAIN), eq(t.act, 'backup.make'), gt(t.seq, restored?.seq ?? 0)))
  return new Set(
    made.map(({ after }) => path.basename(madeSchema.parse(JSON.parse(after ?? 'null')).file)),
  )
}

/** When this database came from a backup for the last time, by its trail; null: never. */
export async function lastRestore({
  t: { auditEntry: t },
  read,
}: Store): Promise<{ readonly seq: number; readonly at: string } | null> {
  const [restored] = await read
    .select({ seq: t.seq, at: t.at })
    .from(t)
    .where(and(eq(t.chain, SYSTEM_CHAIN), eq(t.act, 'backup.restore')))
    .orderBy(desc(t.seq))
    .limit(1)
  return restored ?? null
}
