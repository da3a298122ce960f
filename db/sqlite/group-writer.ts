import { setTimeout } from 'node:timers/promises'
import Sqlite, { type Database } from 'better-sqlite3'
import { BusyDatabaseError } from '../busy.ts'

const MOST_MEMBERS = 64
const LONGEST_GROUP_MS = 20
const BETWEEN_TRIES_MS = 20

interface Waiting {
  /** When its patience with other processes is over. */
  readonly until: number
  /** Runs the write's statements; never rejects. */
  readonly work: () => Promise<Outcome>
  readonly settle: (outcome: Outcome) => void
}

interface Member {
  readonly waiting: Waiting
  outcome: Outcome
}

type Outcome = { readonly failed: false; readonly value: unknown } | Failure
interface Failure {
  readonly failed: true
  readonly error: Error
}

/**
 * One writer at a time on one connection. Writes that wait together share a commit, because
 * flushing to disk costs more than all their statements: each runs under its own savepoint, one
 * that fails is undone alone, and none is answered before the common commit is on disk.
 */
export class GroupWriter {
  readonly #db: Database
  readonly #patienceMs: number
  readonly #queue: Waiting[] = []
  readonly #statement
  #running = false

  /** `patienceMs`: how long a write waits for another process, counted from when it came. */
  constructor(db: Database, patienceMs: number) {
    this.#db = db
    this.#patienceMs = patienceMs
    // SQLite's own waiting would stop the whole process, reads included.
    db.pragma('busy_timeout = 0')
    this.#statement = {
      begin: db.prepare('begin immediate'),
      commit: db.prepare('commit'),
      rollback: db.prepare('rollback'),
      savepoint: db.prepare('savepoint one_write'),
      release: db.prepare('release one_write'),
      undo: db.prepare('rollback to one_write'),
    }
  }

  /** Runs `fn` after all writes before it. Rejects with what `fn` or the commit throws. */
  write<T>(fn: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({
        until: performance.now() + this.#patienceMs,
        work: () =>
          fn().then(
            (value): Outcome => ({ failed: false, value }),
            (error: unknown): Outcome => ({ failed: true, error: asError(error) }),
          ),
        settle: (outcome) => {
          if (outcome.failed) reject(outcome.error)
          else resolve(outcome.value as T)
        },
      })
      this.#start()
    })
  }

  /** Resolves when every write so far has been settled. */
  async idle(): Promise<void> {
    while (this.#running) await new Promise((resolve) => setImmediate(resolve))
  }

  // The next turn of the event loop: requests that arrived together join one group.
  #start(): void {
    if (this.#running) return
    this.#running = true
    setImmediate(() => {
      void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#group()
    this.#running = false
  }

  async #group(): Promise<void> {
    const members: Member[] = []
    try {
      if (!this.#begins()) await this.#waitForOthers()
      const end = performance.now() + LONGEST_GROUP_MS
      do {
        const waiting = this.#queue.shift()
        if (waiting === undefined) break
        const member = { waiting, outcome: UNFINISHED }
        members.push(member)
        member.outcome = await (members.length === 1 ? this.#first(waiting) : this.#next(waiting))
      } while (this.#db.inTransaction && members.length < MOST_MEMBERS && performance.now() < end)
      if (this.#db.inTransaction) this.#statement.commit.run()
    } catch (error) {
      this.#fail(error, members)
    }
    for (const { waiting, outcome } of members) waiting.settle(outcome)
  }

  #begins(): boolean {
    try {
      this.#statement.begin.run()
      return true
    } catch (error) {
      if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false
      throw error
    }
  }

  /**
   * Another process writes: other requests are answered meanwhile. Each write is refused when its own
   * patience is over; where nobody is left, there is nothing to begin.
   */
  async #waitForOthers(): Promise<void> {
    while (this.#queue.length > 0) {
      await setTimeout(BETWEEN_TRIES_MS)
      if (this.#begins()) return
      this.#refuseImpatient()
    }
  }

  #refuseImpatient(): void {
    const now = performance.now()
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      if (first.until > now) return
      this.#queue.shift()
      first.settle({ failed: true, error: new BusyDatabaseError() })
    }
  }

  // Most groups have one member: it needs no savepoint, for there is nobody else to spare.
  async #first(waiting: Waiting): Promise<Outcome> {
    const outcome = await waiting.work()
    this.#refuseLostTransaction(outcome)
    if (outcome.failed) this.#statement.rollback.run()
    return outcome
  }

  async #next(waiting: Waiting): Promise<Outcome> {
    this.#statement.savepoint.run()
    const outcome = await waiting.work()
    this.#refuseLostTransaction(outcome)
    if (outcome.failed) this.#statement.undo.run()
    this.#statement.release.run()
    return outcome
  }

  // A full or failing disk ends the whole transaction, and with it every member of the group.
  #refuseLostTransaction(outcome: Outcome): void {
    if (this.#db.inTransaction) return
    throw outcome.failed ? outcome.error : new LostTransactionError()
  }

  // Nothing of the group is on disk. When it could not even begin, the first in line learns it.
  #fail(error: unknown, members: Member[]): void {
    if (this.#db.inTransaction) this.#statement.rollback.run()
    const failure: Outcome = { failed: true, error: asError(error) }
    if (members.length === 0) this.#queue.shift()?.settle(failure)
    for (const member of members) {
      if (!member.outcome.failed || member.outcome === UNFINISHED) member.outcome = failure
    }
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

const UNFINISHED: Outcome = { failed: true, error: new Error('The write was not finished.') }

/** SQLite ended the transaction by itself under a write. Nothing of it was stored. */
export class LostTransactionError extends Error {
  override readonly name = 'LostTransactionError'
  constructor() {
    super('The database ended the transaction; nothing was stored. Check disk space and try again.')
  }
}
