import type { Database, Statement } from 'better-sqlite3'

const MOST_STATEMENTS = 500

interface CachedStatement {
  run(...values: unknown[]): unknown
  all(...values: unknown[]): unknown
  get(...values: unknown[]): unknown
  raw(): Statement
}

/**
 * A connection for drizzle whose `prepare` prepares each SQL text once: preparing costs more than
 * most of our statements take. Rows as arrays and rows as objects are two statements, because
 * better-sqlite3 switches a statement's mode for good.
 */
export class CachingConnection {
  readonly #db: Database
  readonly #cache = new Map<string, CachedStatement>()

  constructor(db: Database) {
    this.#db = db
  }

  prepare(text: string): CachedStatement {
    const known = this.#cache.get(text)
    if (known !== undefined) return known
    if (this.#cache.size >= MOST_STATEMENTS) this.#cache.clear()
    const made = cachedStatement(this.#db, text)
    this.#cache.set(text, made)
    return made
  }
}

function cachedStatement(db: Database, text: string): CachedStatement {
  const plain = db.prepare(text)
  let raw: Statement | null = null
  return {
    run: (...values) => plain.run(...values),
    all: (...values) => plain.all(...values),
    get: (...values) => plain.get(...values),
    raw: () => (raw ??= db.prepare(text).raw()),
  }
}
