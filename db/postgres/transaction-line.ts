import type pg from 'pg'
import { CommitUnknownError, lostOutcome } from '../unreachable.ts'
import { Batch, type BatchedStatement } from './batch.ts'

/** What a statement gave. */
export type Answer = pg.QueryResult<Readonly<Record<string, unknown>>>

/** Told the answer of its statement. */
type Take = (answer: Answer) => unknown

interface Waiting {
  readonly statement: BatchedStatement
  readonly take: Take | null
}

interface ReadAhead {
  readonly table: string
  answer: Answer | null
}

/**
 * One transaction after the other on one connection, in few round trips: statements whose answer nobody
 * waits for are sent with the next one that somebody does, the word to begin with the first of all, and
 * the word to commit with the last. They run in the order in which they were given; where one of a batch
 * fails, none after it runs, the commit neither.
 */
export class TransactionLine {
  readonly #client: pg.PoolClient
  #waiting: Waiting[] = []
  #sending: Promise<void> | null = null
  #ahead = new Map<string, ReadAhead>()
  #begun = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  /** Notes that a transaction begins; `lockMs`: how long it waits for a lock, where not as long as ever. */
  begin(lockMs?: number): void {
    this.#waiting = [{ statement: { text: 'begin' }, take: null }]
    if (lockMs !== undefined) this.later({ text: `set local lock_timeout = ${lockMs}` })
    this.#sending = null
    this.#ahead.clear()
    this.#begun = false
  }

  async query(statement: BatchedStatement): Promise<Answer> {
    const given: Answer[] = []
    this.#waiting.push({ statement, take: (answer) => given.push(answer) })
    await this.#send()
    return given[0] ?? missing()
  }

  /** Sends a statement with the next one that is waited for, at the latest before the commit. */
  later(statement: BatchedStatement): void {
    this.#waiting.push({ statement, take: null })
  }

  /** Makes a read with those that are waited for now; `query` of the same gives its answer once. */
  ahead(table: string, statement: BatchedStatement): void {
    const kept: ReadAhead = { table, answer: null }
    const take: Take = (answer) => {
      kept.answer = answer
    }
    this.#ahead.set(keyOf(statement), kept)
    this.#waiting.push({ statement, take })
  }

  /** What was read ahead by the same statement and still holds, for this call alone. */
  takeAhead(statement: BatchedStatement): Answer | null {
    if (this.#ahead.size === 0) return null
    const key = keyOf(statement)
    const kept = this.#ahead.get(key)
    this.#ahead.delete(key)
    return kept?.answer ?? null
  }

  /** What was read ahead of a table does not hold any more; of all tables when none is named. */
  wrote(table: string | null): void {
    for (const [key, kept] of this.#ahead) {
      if (table === null || kept.table === table) this.#ahead.delete(key)
    }
  }

  /**
   * Commits. Throws `CommitUnknownError` where the word to commit was sent, maybe with statements before
   * it, and the connection was lost before the answer.
   */
  async commit(): Promise<void> {
    if (!this.#begun && !this.#waiting.some(({ statement }) => !OPENING.test(statement.text)))
      return
    let command = ''
    const take: Take = (answer) => {
      ;({ command } = answer)
    }
    const waiting = [...this.#waiting, { statement: { text: 'commit' }, take }]
    this.#waiting = []
    const batch = batchOf(waiting)
    try {
      await this.#run(batch, waiting)
    } catch (error) {
      if (!batch.wasSent || lostOutcome(error) === null) throw error
      throw new CommitUnknownError('The database was lost during a commit.', { cause: error })
    }
    if (command !== 'COMMIT')
      throw new Error('A statement had failed: the transaction was not committed.')
  }

  /** Undoes whatever was done; rejects where the connection does not answer. */
  async rollback(): Promise<void> {
    this.#waiting = []
    if (this.#begun) await this.#client.query('rollback')
  }

  // The end of the present step: what is given in it goes together.
  #send(): Promise<void> {
    this.#sending ??= Promise.resolve().then(() => {
      const waiting = this.#waiting
      this.#waiting = []
      this.#sending = null
      return this.#run(batchOf(waiting), waiting)
    })
    return this.#sending
  }

  async #run(batch: Batch, waiting: readonly Waiting[]): Promise<void> {
    this.#begun = true
    const answers = await batch.runOn(this.#client)
    for (const [at, { take }] of waiting.entries()) {
      if (take !== null) take(answers[at] ?? missing())
    }
  }
}

/** What opens a transaction does nothing by itself. */
const OPENING = /^begin$|^set local /

function batchOf(waiting: readonly Waiting[]): Batch {
  return new Batch(waiting.map(({ statement }) => statement))
}

/** Two statements of one key are the same statement with the same values. */
function keyOf({ name, text, values = [] }: BatchedStatement): string {
  return `${name ?? text} ${JSON.stringify(values)}`
}

function missing(): never {
  throw new Error('A statement of a batch was not answered.')
}
