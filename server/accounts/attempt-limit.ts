import { and, eq, gt, gte, lt, lte, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { ProblemError } from '../http/problem-error.ts'

/** Failed attempts that one network address may make before it has to wait. */
const ALLOWED = 60
const WINDOW_MS = 5 * 60_000

/** What is said of the first code of a second factor where it is not the app's. */
export const WRONG_CODE = 'factor.wrongCode'

/**
 * Slows guessing from one address over many accounts; the lock of one account is the account's own.
 * Counted in the database, so that all its processes know the same; no entry of the trail.
 */
export interface AttemptLimit {
  /** Throws the 429 problem when the address has failed too often. Reads alone. */
  check(address: string): Promise<void>
  noteFailure(address: string): Promise<void>
  /**
   * Runs an attempt, and counts it where it was refused (401, or the 422 of a wrong code). One that is not
   * the only one of its address, or follows a failure, counts from its start until it succeeds: so many at
   * the same moment are no way around the limit. Throws the 429 problem, and what the attempt throws.
   */
  run<T>(address: string, attempt: () => Promise<T>): Promise<T>
}

/** A limit of its own for each kind of credentials. */
export function createAttemptLimit(store: Store, kind: 'password' | 'token'): AttemptLimit {
  /** Attempts of this process that are under way and not counted yet, by source. */
  const uncounted = new Map<string, number>()
  const sourceOf = (address: string): string => `${kind} ${address}`
  const check = async (address: string): Promise<number> => {
    const known = await failuresOf(store, sourceOf(address))
    if (known !== null && known.failures >= ALLOWED) throw tooMany(store, known.since)
    return known?.failures ?? 0
  }
  const runUncounted = async <T>(source: string, attempt: () => Promise<T>): Promise<T> => {
    uncounted.set(source, (uncounted.get(source) ?? 0) + 1)
    try {
      return await attempt()
    } catch (error) {
      if (isRefused(error)) await count(store, source, Infinity)
      throw error
    } finally {
      const left = (uncounted.get(source) ?? 1) - 1
      if (left > 0) uncounted.set(source, left)
      else uncounted.delete(source)
    }
  }
  return {
    async check(address) {
      await check(address)
    },
    noteFailure: (address) => count(store, sourceOf(address), Infinity),
    async run(address, attempt) {
      const source = sourceOf(address)
      const failures = await check(address)
      const beside = uncounted.get(source) ?? 0
      if (failures + beside === 0) return runUncounted(source, attempt)
      await count(store, source, ALLOWED - beside)
      return uncountUnlessRefused(store, source, attempt)
    },
  }
}

interface Failures {
  readonly failures: number
  readonly since: string
}

/**
 * Moments between which failures count. One that lies ahead was noted before the clock was set back: it
 * would else hold an address off until the clock has caught up.
 */
function windowOf(store: Store): { readonly start: string; readonly end: string } {
  const now = Date.parse(store.now())
  const at = (ms: number): string => new Date(now + ms).toISOString()
  return { start: at(-WINDOW_MS), end: at(WINDOW_MS) }
}

async function failuresOf(store: Store, source: string): Promise<Failures | null> {
  const { failedAttempt: t } = store.t
  const { start, end } = windowOf(store)
  const [row] = await store.read
    .select({ failures: t.failures, since: t.since })
    .from(t)
    .where(and(eq(t.source, source), gt(t.since, start), lt(t.since, end)))
  return row ?? null
}

/** Counts one more; throws the 429 problem, and counts nothing, where that would be more than `most`. */
async function count(store: Store, source: string, most: number): Promise<void> {
  const { failedAttempt: t } = store.t
  const { start, end } = windowOf(store)
  await store.write(async (tx) => {
    await tx.delete(t).where(or(lte(t.since, start), gte(t.since, end)))
    const [row] = await tx
      .insert(t)
      .values({ source, failures: 1, since: store.now() })
      .onConflictDoUpdate({ target: t.source, set: { failures: sql`${t.failures} + 1` } })
      .returning()
    if (row !== undefined && row.failures > most) throw tooMany(store, row.since)
  })
}

async function uncountUnlessRefused<T>(
  store: Store,
  source: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const { failedAttempt: t } = store.t
  const uncount = () =>
    store.write(async (tx) => {
      const here = and(eq(t.source, source), gt(t.failures, 0))
      await tx
        .update(t)
        .set({ failures: sql`${t.failures} - 1` })
        .where(here)
    })
  let refused = false
  try {
    return await attempt()
  } catch (error) {
    refused = isRefused(error)
    throw error
  } finally {
    if (!refused) await uncount()
  }
}

function tooMany(store: Store, since: string): ProblemError {
  const retryAfterSeconds = Math.ceil(
    (Date.parse(since) + WINDOW_MS - Date.parse(store.now())) / 1000,
  )
  return new ProblemError({
    type: 'urn:problem:too-many-requests',
    status: 429,
    retryAfterSeconds: Math.max(1, retryAfterSeconds),
  })
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false
  const { problem } = error
  if (problem.type !== 'urn:problem:invalid-input') return problem.status === 401
  return problem.errors.some(({ key }) => key === WRONG_CODE)
}
