import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { WRITE_PATIENCE_MS } from './busy.ts'
import { columnsByTable } from './columns-by-table.ts'
import { hotStatements } from './hot-statements.ts'
import {
  expectPlainSorting,
  isUpgrade,
  migrate,
  type MigrationSession,
  type OnUpgrade,
} from './migrate.ts'
import { readMigrations } from './migrations.ts'
import type { Replica } from './postgres/heavy-reads.ts'
import { postgresStore, postgresTables, type PostgresDriver } from './postgres/postgres-store.ts'
import { postgresRunner } from './postgres/runner.ts'
import type { BatchedStatement } from './postgres/batch.ts'
import { TransactionLine, type Answer } from './postgres/transaction-line.ts'
import { sourcesOf } from './sources.ts'
import type { DriverRow } from './statement-runner.ts'
import type { ReadQueries, Sources, Store, Tx, WriteQueries } from './store.ts'
import { CommitUnknownError, isLate, lostOutcome } from './unreachable.ts'

export interface PostgresOptions extends Partial<Sources> {
  /** `postgres://…` */
  readonly url: string
  /** `postgres://…` of one replica, for heavy reads; they are made at the first server when absent. */
  readonly readUrl?: string | undefined
  /** Folder that holds the migrations of both engines. */
  readonly migrationsRoot: string
  /** Runs in the transaction that takes steps, where the database was not empty. */
  readonly onUpgrade?: OnUpgrade | undefined
  /** Most connections for writing, and as many again for reading; 10 when absent. */
  readonly connections?: number
  readonly patience?: Partial<Patience>
}

/** How long is waited, in milliseconds. */
interface Patience {
  /** For a new connection; longer than any queue for one. A server that is gone answers nothing at all. */
  readonly connectMs: number
  /** A write that asks for nothing for so long is ended by the server. */
  readonly idleWriteMs: number
  /** For a lock that another write holds. */
  readonly lockMs: number
  /** For the answer to a statement of a write, which may wait for a lock. */
  readonly writeMs: number
  /** For the answer to one read; a long report or backup makes many. */
  readonly readMs: number
}

/**
 * A process that hangs, or a machine that is gone, does not hold the head of a chain for longer than other
 * savers wait for it. What is longer only says that no answer will come, over a line that swallows all.
 */
const PATIENCE: Patience = {
  connectMs: 10_000,
  idleWriteMs: 30_000,
  lockMs: WRITE_PATIENCE_MS,
  writeMs: 60_000,
  readMs: 120_000,
}

/**
 * Connects to PostgreSQL with one pool for writing and one for reading. Brings the schema up to
 * date (one process at a time), or throws `NewerDatabaseError`, `HalfMigratedDatabaseError` or
 * `ForeignSortingError` and leaves the database as it was.
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, readUrl, connections: max = 10 } = options
  const { connectMs, writeMs, readMs, ...limits } = { ...PATIENCE, ...options.patience }
  await migrateAt(url, options)
  const each = { max, connectMs }
  const reads = { ...each, setting: readingFor(readMs), answerWithinMs: readMs }
  const setting = writingFor(limits)
  const writing = pool({ url, ...each, setting, answerWithinMs: writeMs })
  const reading = pool({ url, ...reads })
  const replica = readUrl === undefined ? null : pool({ url: readUrl, ...reads })
  return postgresStore(poolDriver({ writing, reading, replica }), sourcesOf(options))
}

/** On a connection of its own: a step over many rows takes as long as it takes. */
async function migrateAt(url: string, options: PostgresOptions): Promise<void> {
  const client = new pg.Client({
    ...{ connectionString: url, ...ALIVE },
    connectionTimeoutMillis: PATIENCE.connectMs,
  })
  // A connection that breaks between two queries: the next of them says so.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(DURABLE)
    await client.query('begin')
    await migrateOn(client, options)
    await commit(client)
  } finally {
    // Undoes what is not committed. A connection that is lost already cannot be ended any more.
    await client.end().catch(() => undefined)
  }
}

/** An acknowledged save must survive a crash, whatever the server's default. */
const DURABLE = 'set synchronous_commit = on'

function writingFor({ idleWriteMs, lockMs }: Pick<Patience, 'idleWriteMs' | 'lockMs'>): string {
  return `${DURABLE}; set idle_in_transaction_session_timeout = ${idleWriteMs}; set lock_timeout = ${lockMs}`
}

/** The server ends what takes too long before the driver gives up, which would leave it at work. */
function readingFor(answerWithinMs: number): string {
  return `set default_transaction_read_only = on; set statement_timeout = ${Math.floor(answerWithinMs * 0.9)}`
}

/** A connection that is silent for so long is asked whether its other end is still there. */
const KEEP_ALIVE_MS = 10_000
const ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS }

interface PoolOptions {
  readonly url: string
  readonly max: number
  /** Run on each new connection. */
  readonly setting: string
  readonly connectMs: number
  readonly answerWithinMs: number
}

function pool({ url, max, setting, connectMs, answerWithinMs }: PoolOptions): pg.Pool {
  const onConnect = (async (client) => {
    // A connection that breaks between two queries of a transaction: the next of them says so.
    client.on('error', () => undefined)
    await client.query(setting)
  }) as NonNullable<pg.PoolConfig['onConnect']>
  const made = new pg.Pool({
    ...{ connectionString: url, max, onConnect, ...ALIVE },
    ...{ connectionTimeoutMillis: connectMs, query_timeout: answerWithinMs },
  })
  // A connection that breaks while idle leaves the pool by itself; the next query opens another.
  made.on('error', () => undefined)
  return made
}

interface Pools {
  readonly writing: pg.Pool
  readonly reading: pg.Pool
  readonly replica: pg.Pool | null
}

function poolDriver({ writing, reading, replica }: Pools): PostgresDriver {
  const known = new WeakMap<pg.PoolClient, OpenLine>()
  return {
    ...readsOn(reading),
    ...(replica === null ? {} : { replica: replicaOn(replica) }),
    write: (fn, lockMs) =>
      onConnection(writing, (client) => {
        let open = known.get(client)
        if (open === undefined) known.set(client, (open = lineOn(client)))
        return writeOn(open, fn, lockMs)
      }),
    async close() {
      await Promise.all([writing.end(), reading.end(), replica?.end()])
    },
  }
}

function readsOn(from: pg.Pool): Pick<PostgresDriver, 'read' | 'snapshot' | 'rows'> {
  const again = readingAgain(from)
  return {
    read: queriesOn(again),
    snapshot: <T>(fn: (queries: ReadQueries) => Promise<T>) =>
      inTransaction(from, 'begin isolation level repeatable read read only', (client) =>
        fn(queriesOn(client)),
      ),
    rows: async (text) => (await again.query<DriverRow>(text)).rows,
  }
}

function replicaOn(from: pg.Pool): Replica {
  const { read, snapshot } = readsOn(from)
  return {
    ...{ read, snapshot },
    async rowsWithin(text, milliseconds) {
      // The driver's types do not know the limit of one query, which its pool keeps by a new connection.
      const query = { text, query_timeout: milliseconds } as pg.QueryConfig
      return (await from.query<DriverRow>(query)).rows
    },
  }
}

/** What drizzle and this file ask of a pool. */
type Querying = Pick<pg.ClientBase, 'query'>

/** A read whose connection was cut is made once more, on another one; one that was long enough is not. */
function readingAgain(from: pg.Pool): Querying {
  // Of the many shapes of the driver's `query`, the one that drizzle and this file use.
  const once = from.query.bind(from) as unknown as (...args: unknown[]) => Promise<unknown>
  const query = (...args: unknown[]): Promise<unknown> =>
    once(...args).catch((error: unknown) => {
      if (lostOutcome(error) === null || isLate(error)) throw error
      return once(...args)
    })
  return { query: query as unknown as pg.Pool['query'] }
}

function queriesOn(client: Querying): WriteQueries {
  return drizzle({ client: client as pg.Pool }) as unknown as WriteQueries
}

interface OpenLine {
  readonly line: TransactionLine
  readonly tx: Tx
}

/** A connection for one write after the other. */
function lineOn(client: pg.PoolClient): OpenLine {
  const line = new TransactionLine(client)
  const runner = postgresRunner({
    query: async (statement) => answerOf(await line.query(statement)),
    later: (statement) => {
      line.later(statement)
    },
    ahead: (table, statement) => {
      line.ahead(table, statement)
    },
    takeAhead: (statement) => {
      const found = line.takeAhead(statement)
      return found === null ? null : answerOf(found)
    },
    wrote: (table) => {
      line.wrote(table)
    },
  })
  const queries = queriesOn({ query: throughLine(line) })
  return { line, tx: Object.assign(queries, { hot: hotStatements(postgresTables, runner) }) }
}

function answerOf({ rows, rowCount }: Pick<Answer, 'rows' | 'rowCount'>) {
  return { rows, changed: rowCount ?? 0 }
}

/** What drizzle's builders ask goes the same way, after what waits. */
function throughLine(line: TransactionLine): pg.Pool['query'] {
  const query = (statement: BatchedStatement, values: readonly unknown[]): Promise<Answer> => {
    if (!/^select /i.test(statement.text)) line.wrote(null)
    return line.query({ ...statement, values })
  }
  return query as unknown as pg.Pool['query']
}

function writeOn<T>(
  { line, tx }: OpenLine,
  fn: (tx: Tx) => Promise<T>,
  lockMs: number | undefined,
): Undoable<T> {
  const work = async (): Promise<T> => {
    line.begin(lockMs)
    const result = await fn(tx)
    await line.commit()
    return result
  }
  return { work, undo: () => line.rollback() }
}

function transactionOn(client: pg.ClientBase): Tx {
  const runner = postgresRunner({
    async query({ name, text, values }) {
      return answerOf(await client.query<DriverRow>({ name, text, values: [...values] }))
    },
  })
  return Object.assign(queriesOn(client), { hot: hotStatements(postgresTables, runner) })
}

function inTransaction<T>(
  from: pg.Pool,
  begin: string,
  fn: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return onConnection(from, (client) => ({
    work: async () => {
      await client.query(begin)
      const result = await fn(client)
      await commit(client)
      return result
    },
    undo: () => client.query('rollback'),
  }))
}

interface Undoable<T> {
  readonly work: () => Promise<T>
  readonly undo: () => Promise<unknown>
}

/** A connection that does not answer any more is closed, which undoes what was begun on it. */
async function onConnection<T>(
  from: pg.Pool,
  open: (client: pg.PoolClient) => Undoable<T>,
): Promise<T> {
  const client = await from.connect()
  const { work, undo } = open(client)
  let broken = false
  try {
    return await work()
  } catch (error) {
    broken = lostOutcome(error) !== null
    if (!broken) {
      await undo().catch(() => {
        broken = true
      })
    }
    throw error
  } finally {
    client.release(broken)
  }
}

async function commit(client: pg.ClientBase): Promise<void> {
  try {
    await client.query('commit')
  } catch (error) {
    if (lostOutcome(error) === null) throw error
    throw new CommitUnknownError('The database was lost during a commit.', { cause: error })
  }
}

async function migrateOn(client: pg.ClientBase, options: PostgresOptions): Promise<void> {
  const { migrationsRoot, onUpgrade } = options
  // Several processes may start at once: the others wait here and find nothing left to do.
  await client.query(`select pg_advisory_xact_lock(hashtext('schema_migration'))`)
  const known = readMigrations(migrationsRoot, 'pg')
  const session = postgresMigrationSession(client)
  await expectPlainSorting(session)
  const taken = await migrate(session, known, postgresTables)
  if (isUpgrade(taken)) await onUpgrade?.(storeInside(client, options), taken)
}

/** A store whose every write is a part of the transaction that is open on the connection. */
function storeInside(client: pg.ClientBase, sources: Partial<Sources>): Store {
  const tx = transactionOn(client)
  const driver: PostgresDriver = {
    read: tx,
    write: (fn) => fn(tx),
    snapshot: (fn) => fn(tx),
    rows: async (text) => (await client.query<DriverRow>(text)).rows,
    close: () => Promise.resolve(),
  }
  return postgresStore(driver, sourcesOf(sources))
}

/** What migrating needs of a PostgreSQL connection in a transaction. */
interface TextConnection {
  query(text: string): Promise<{ readonly rows: readonly DriverRow[] }>
}

/** The migration's view of a PostgreSQL connection in a transaction. */
export function postgresMigrationSession(client: TextConnection): MigrationSession {
  return {
    rows: async (text) => (await client.query(text)).rows,
    async execute(text) {
      await client.query(text)
    },
    async columns() {
      const { rows } = await client.query(
        `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = current_schema()`,
      )
      return columnsByTable(rows)
    },
  }
}
