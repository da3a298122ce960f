import type { DriverRow } from '../statement-runner.ts'
import type { ReadQueries, Store } from '../store.ts'

/** A server that follows the one that is written to, some moments behind. */
export interface Replica {
  readonly read: ReadQueries
  snapshot<T>(fn: (queries: ReadQueries) => Promise<T>): Promise<T>
  /** Fails, and gives its connection up, where the answer takes longer. */
  rowsWithin(text: string, milliseconds: number): Promise<readonly DriverRow[]>
}

const HEADS = 'select chain, seq from chain_head'
const PATIENCE_MS = 1_000
const BETWEEN_LOOKS_MS = 50
/** A replica that failed is not asked again for so long. */
const LEFT_OUT_MS = 60_000

/**
 * Gives a store with its reads at the replica, once that has every entry of every trail that the primary
 * has now; the store itself where it does not get there within a second, or does not answer: then nobody
 * waits for it for a minute. What was saved before the call is therefore always seen. Writes stay at the
 * primary.
 */
export function heavyReads(
  primaryRows: (text: string) => Promise<readonly DriverRow[]>,
  replica: Replica,
  passed: () => number = () => performance.now(),
): (store: Store) => Promise<Store> {
  let leftOutUntil = -Infinity
  return async (store) => {
    if (passed() < leftOutUntil) return store
    const state = await follows(replica, await primaryRows(HEADS))
    if (state === 'failed') leftOutUntil = passed() + LEFT_OUT_MS
    if (state !== 'level') return store
    return { ...store, read: replica.read, snapshot: (fn) => replica.snapshot(fn) }
  }
}

async function follows(
  replica: Replica,
  wanted: readonly DriverRow[],
): Promise<'level' | 'behind' | 'failed'> {
  const giveUpAt = performance.now() + PATIENCE_MS
  for (;;) {
    const reached = await inTime(replica.rowsWithin(HEADS, PATIENCE_MS))
    if (reached === null) return 'failed'
    if (hasAll(reached, wanted)) return 'level'
    if (performance.now() >= giveUpAt) return 'behind'
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS))
  }
}

/** Null where it fails, or takes longer than a second. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null)
  })
  try {
    return await Promise.race([work.catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}

function hasAll(reached: readonly DriverRow[], wanted: readonly DriverRow[]): boolean {
  const seqs = new Map(reached.map((row) => [row['chain'], Number(row['seq'])]))
  return wanted.every((row) => (seqs.get(row['chain']) ?? 0) >= Number(row['seq']))
}
