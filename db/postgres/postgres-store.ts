import { CHANGE_MARKS, toChangeMarks } from '../change-marks.ts'
import { asWrite, nestedWrite } from '../nested-write.ts'
import * as schema from '../schema.pg.ts'
import type { DriverRow } from '../statement-runner.ts'
import type { ReadQueries, Sources, Store, Tx } from '../store.ts'
import type { Tables } from '../tables.ts'
import { isLate, lostOutcome } from '../unreachable.ts'
import { UnstorableTextError } from '../unstorable-text.ts'
import { heavyReads, type Replica } from './heavy-reads.ts'
import { Queues } from './queues.ts'

/** PostgreSQL as the store sees it: a server with a pool, or one running inside the process. */
export interface PostgresDriver {
  readonly read: ReadQueries
  /**
   * Runs `fn` in one transaction, committed only when `fn` succeeds. `lockMs`: how long it waits for a lock
   * where that is not as long as ever.
   */
  write<T>(fn: (tx: Tx) => Promise<T>, lockMs?: number): Promise<T>
  /** Runs `fn` in one read-only transaction that sees one state. */
  snapshot<T>(fn: (queries: ReadQueries) => Promise<T>): Promise<T>
  rows(text: string): Promise<readonly DriverRow[]>
  /** Absent where every read is made at the one server. */
  readonly replica?: Replica
  close(): Promise<void>
}

/** The tables with PostgreSQL's columns, under the one type that services know. */
export const postgresTables: Tables = schema

/** A store on PostgreSQL. The schema is up to date already. */
export function postgresStore(driver: PostgresDriver, sources: Sources): Store {
  const { replica } = driver
  const atReplica = replica === undefined ? null : heavyReads((text) => driver.rows(text), replica)
  const queues = new Queues()
  const store: Store = {
    engine: 'postgres',
    installation: sources.installation,
    t: postgresTables,
    read: driver.read,
    write(fn, queue) {
      const nested = nestedWrite()
      if (nested !== null) return Promise.reject(nested)
      const write = (lockMs?: number) => withRetry(() => asWrite(() => driver.write(fn, lockMs)))
      return queue === undefined ? write() : queues.run(queue, write)
    },
    snapshot: (fn) => driver.snapshot(fn),
    forHeavyReads: async () => atReplica?.(store) ?? store,
    changeMarks: async () => toChangeMarks(await driver.rows(CHANGE_MARKS)),
    isUnique: (error) => sqlState(error) === '23505',
    integrityFaults: () => integrityFaults(driver),
    now: () => sources.now().toISOString(),
    newId: sources.newId,
    close: () => driver.close(),
  }
  return store
}

const MOST_TRIES = 6
/** A connection that was cut says nothing of the next one; a server that is gone stays so for longer. */
const MOST_CONNECTIONS = 2
const BEFORE_RECONNECTING_MS = 100
const SERIALISATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const UNSTORABLE_TEXT = '22021'

async function withRetry<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      const pause = pauseBefore(error, attempt)
      if (pause === null) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Milliseconds before a transaction of which nothing was kept is tried again; null: it is not. */
function pauseBefore(error: unknown, attempt: number): number | null {
  const state = sqlState(error)
  if (state === UNSTORABLE_TEXT) throw new UnstorableTextError(null)
  if (state === SERIALISATION_FAILURE || state === DEADLOCK) {
    return attempt < MOST_TRIES ? 2 ** attempt : null
  }
  const isLost = lostOutcome(error) === 'nothing-done' && !isLate(error)
  return isLost && attempt < MOST_CONNECTIONS ? BEFORE_RECONNECTING_MS : null
}

function sqlState(error: unknown): string | null {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null
  return typeof cause.code === 'string' ? cause.code : null
}

// PostgreSQL checks pages and keys as it goes; what it can name is what was left unenforced.
export async function integrityFaults({
  rows: run,
}: Pick<PostgresDriver, 'rows'>): Promise<readonly string[]> {
  const rows = await run(
    `select 'constraint ' || conname || ' is not validated' as fault from pg_constraint where not convalidated
     union all
     select 'index ' || indexrelid::regclass::text || ' is invalid' from pg_index where not indisvalid
     union all
     select 'trigger ' || tgname || ' is disabled' from pg_trigger where tgenabled in ('D', 'R')`,
  )
  return rows.map((row) => String(row['fault']))
}
