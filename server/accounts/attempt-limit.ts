import { ProblemError } from '../http/problem-error.ts'

/** Failed attempts that one network address may make before it has to wait. */
const ALLOWED = 60
const WINDOW_MS = 5 * 60_000
const REMEMBERED_ADDRESSES = 10_000

/**
 * Slows guessing from one address over many accounts; the lock of one account is the account's own.
 * Kept in memory: it protects the machine, not the trail.
 */
export interface AttemptLimit {
  /** Throws the 429 problem when the address has failed too often. */
  check(address: string, now: number): void
  noteFailure(address: string, now: number): void
  /**
   * Runs an attempt. It counts as a failure until it ends, so that many at the same moment are no way
   * around the limit, and from then on where it was refused (401). Throws the 429 problem, and what
   * the attempt throws.
   */
  run<T>(address: string, now: number, attempt: () => Promise<T>): Promise<T>
}

export function createAttemptLimit(): AttemptLimit {
  const failures = new Map<string, { count: number; since: number }>()
  const current = (address: string, now: number): { count: number; since: number } => {
    const found = failures.get(address)
    // A clock that was set back would else hold an address off until it has caught up.
    if (found !== undefined && Math.abs(now - found.since) < WINDOW_MS) return found
    return { count: 0, since: now }
  }
  const running = new Map<string, number>()
  const limit: AttemptLimit = {
    check(address, now) {
      const { count, since } = current(address, now)
      if (count + (running.get(address) ?? 0) < ALLOWED) return
      const retryAfterSeconds = Math.ceil((since + WINDOW_MS - now) / 1000)
      throw new ProblemError({
        type: 'urn:problem:too-many-requests',
        status: 429,
        retryAfterSeconds,
      })
    },
    noteFailure(address, now) {
      if (failures.size >= REMEMBERED_ADDRESSES) failures.clear()
      const { count, since } = current(address, now)
      failures.set(address, { count: count + 1, since })
    },
    async run(address, now, attempt) {
      limit.check(address, now)
      running.set(address, (running.get(address) ?? 0) + 1)
      try {
        return await attempt()
      } catch (error) {
        if (isRefused(error)) limit.noteFailure(address, now)
        throw error
      } finally {
        const left = (running.get(address) ?? 1) - 1
        if (left > 0) running.set(address, left)
        else running.delete(address)
      }
    },
  }
  return limit
}

function isRefused(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401
}
