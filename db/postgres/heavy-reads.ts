import type { DriverRow } from '../statement-runner.ts'
import type { ReadQueries, Store } from '../store.ts'

/** A server that follows the one that is written to, some moments behind. */
export interface Replica {
  readonly read: ReadQueries
  snapshot<T>(fn: (queries: ReadQueries) => Promise<T>): Promise<T>
  rows(text: string): Promise<readonly DriverRow[]>
}

const HEADS = 'select chain, seq from chain_head'
const PATIENCE_MS = 1_000
const BETWEEN_LOOKS_MS = 50

/**
 * The store with its reads at the replica, once that has every entry of every trail that the primary has
 * now; the store itself where it does not get there within a second, or does not answer. What was saved
 * before the call is therefore always seen. Writes stay at the primary.
 */
export async function readAtReplica(
  store: Store,
  primaryRows: Replica['rows'],
  replica: Replica,
): Promise<Store> {
  const wanted = await primaryRows(HEADS)
  const giveUpAt = performance.now() + PATIENCE_MS
  for (;;) {
    const reached = await replica.rows(HEADS).catch(() => null)
    if (reached !== null && hasAll(reached, wanted)) {
      return { ...store, read: replica.read, snapshot: (fn) => replica.snapshot(fn) }
    }
    if (reached === null || performance.now() >= giveUpAt) return store
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS))
  }
}

function hasAll(reached: readonly DriverRow[], wanted: readonly DriverRow[]): boolean {
  const seqs = new Map(reached.map((row) => [row['chain'], Number(row['seq'])]))
  return wanted.every((row) => (seqs.get(row['chain']) ?? 0) >= Number(row['seq']))
}
