import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'

interface Locked {
  readonly from: string
  /** Null: it still is. */
  readonly to: string | null
}

/** Finds when an account was locked between two moments, as the trail tells. */
type LockedBetween = (accountId: string, start: string, end: string) => Locked[]

export async function lockedDuring(
  { t: { auditEntry }, read }: Store,
  accountIds: readonly string[],
): Promise<LockedBetween> {
  const rows = await read
    .select({ id: auditEntry.entityId, act: auditEntry.act, at: auditEntry.at })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, 'system'),
        eq(auditEntry.entity, 'account'),
        inArray(auditEntry.act, ['account.lock', 'account.unlock']),
        inArray(auditEntry.entityId, [...new Set(accountIds)]),
      ),
    )
    .orderBy(asc(auditEntry.seq))
  const byAccount = new Map<string, Locked[]>()
  for (const { id, act, at } of rows) {
    const times = byAccount.get(id) ?? []
    byAccount.set(id, act === 'account.lock' ? locked(times, at) : unlocked(times, at))
  }
  return (accountId, start, end) =>
    (byAccount.get(accountId) ?? []).filter(
      ({ from, to }) => from < end && (to === null || to > start),
    )
}

/** A lock of what is locked already changes nothing. */
function locked(times: readonly Locked[], at: string): Locked[] {
  const last = times.at(-1)
  if (last?.to === null) return [...times]
  return [...times, { from: at, to: null }]
}

function unlocked(times: readonly Locked[], at: string): Locked[] {
  const last = times.at(-1)
  if (last?.to !== null) return [...times]
  return [...times.slice(0, -1), { from: last.from, to: at }]
}
