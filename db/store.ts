import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Environment } from '../shared/environment/test-mark.ts'
import type { HotStatements } from './hot.ts'
import type { Tables } from './tables.ts'

type Database = BaseSQLiteDatabase<'async', unknown>

/** Queries that only read. Await the builder itself: `.get()`, `.all()` and `.values()` exist on one engine. */
export type ReadQueries = Pick<Database, 'select' | 'selectDistinct' | '$with' | 'with' | '$count'>

/** Queries inside a write. They see the transaction's own changes; `store.read` does not. */
export type WriteQueries = ReadQueries & Pick<Database, 'insert' | 'update' | 'delete'>

/** One open write transaction: drizzle's builders, and the prepared statements of the hot path. */
export interface Tx extends WriteQueries {
  readonly hot: HotStatements
}

/** What a store is told from outside: where times and ids come from, and what the installation is for. */
export interface Sources {
  /** The server's clock. */
  readonly now: () => Date
  /** A new id: random text that nothing outside depends on. */
  readonly newId: () => string
  /** Whether the installation holds studies in production, or is one for tests. */
  readonly installation: Environment
}

/** How often what processes remember was changed in the database, whoever changed it. */
export interface ChangeMarks {
  /** Who may do what: accounts, sessions that ended, rights, settings, training. */
  readonly access: number
  /** What is in force at which site: versions of studies, their approvals, time zones. */
  readonly definitions: number
}

export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  /** What the installation is for: in one for tests everything is marked as a test. */
  readonly installation: Environment
  readonly t: Tables
  /** Committed data. Two reads may see two states: for one state over several reads take `snapshot`. */
  readonly read: ReadQueries
  /**
   * Runs `fn` in one write transaction: all of it or nothing. Resolves only after the commit is on
   * disk. `fn` may run again after a serialisation failure, so it does nothing but queries through
   * `tx`, one after the other: no mail, hashing or files. Throws `NestedWriteError` inside another write. Data that the
   * trail covers are written through `unitOfWork` only. Writes that name the same `queue` wait for each other
   * at the database anyway: few of them take a connection at a time.
   */
  write<T>(fn: (tx: Tx) => Promise<T>, queue?: string): Promise<T>
  /** Runs `fn` on one unchanging committed state, however long it takes. */
  snapshot<T>(fn: (queries: ReadQueries) => Promise<T>): Promise<T>
  /**
   * The store for exports, reports and other long reading: its reads may be made at a replica that has
   * whatever was committed before this call. What is read after an own write is read from the store itself.
   */
  forHeavyReads(): Promise<Store>
  /** Reads the marks from the database. `freshMarks` shares a reading among those who ask at once. */
  changeMarks(): Promise<ChangeMarks>
  /** Whether a write failed because a unique index or primary key already holds the value. */
  isUnique(error: unknown): boolean
  /** Faults that the database's own integrity check names; empty when it is sound. */
  integrityFaults(): Promise<readonly string[]>
  /** The server's time as ISO 8601 text in UTC, with milliseconds. */
  now(): string
  newId(): string
  close(): Promise<void>
}

/** A `write` was opened inside another one: on one connection the two would wait for each other. */
export class NestedWriteError extends Error {
  override readonly name = 'NestedWriteError'
  constructor() {
    super('A write was opened inside another write. Pass the transaction on instead.')
  }
}
