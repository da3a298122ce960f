import type { JobRow } from './job-rows.ts'

/** A process that gives no sign for so long is gone. */
const SILENT_MS = 120_000
/** Who has not looked for so long has missed signs: it slept, or the database did not answer. */
const UNWATCHED_MS = 60_000

type Running = Pick<JobRow, 'id' | 'heartbeatAt'>

interface Sign {
  readonly heartbeatAt: string | null
  /** When this process saw it first, in milliseconds that only ever go on. */
  readonly seenAt: number
}

/**
 * Tells, at every look at the running jobs, which of them have given no sign of life for long. A sign is
 * that the heartbeat differs from the one before; the time between is that of this process. What a clock
 * says counts nowhere: those of two machines differ, and each may be set.
 */
export function watchSilence(
  passed: () => number,
): <Job extends Running>(running: readonly Job[]) => readonly Job[] {
  let signs: ReadonlyMap<string, Sign> = new Map()
  let lookedAt = -Infinity
  return (running) => {
    const now = passed()
    const known: ReadonlyMap<string, Sign> = now - lookedAt > UNWATCHED_MS ? new Map() : signs
    lookedAt = now
    signs = new Map(
      running.map(({ id, heartbeatAt }) => {
        const before = known.get(id)
        return [id, before?.heartbeatAt === heartbeatAt ? before : { heartbeatAt, seenAt: now }]
      }),
    )
    return running.filter(({ id }) => now - (signs.get(id)?.seenAt ?? now) > SILENT_MS)
  }
}
