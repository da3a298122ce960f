import type { Database } from 'better-sqlite3'
import { hotStatements } from '../hot-statements.ts'
import * as schema from '../schema.sqlite.ts'
import type { Sources, Store, Tx } from '../store.ts'
import { integrityFaults, isUnique, queriesOn } from './queries-on.ts'
import { sqliteRunner } from './runner.ts'

/** A store whose every write is a part of the transaction that is open on the connection. */
export function storeInside(db: Database, sources: Sources): Store {
  const tx: Tx = Object.assign(queriesOn(db), { hot: hotStatements(schema, sqliteRunner(db)) })
  const store: Store = {
    engine: 'sqlite',
    installation: sources.installation,
    t: schema,
    read: tx,
    write: (fn) => fn(tx),
    snapshot: (fn) => fn(tx),
    forHeavyReads: () => Promise.resolve(store),
    changeMarks: () => Promise.reject(new Error('Nothing is remembered inside a transaction.')),
    isUnique,
    integrityFaults: () => Promise.resolve(integrityFaults(db)),
    now: () => sources.now().toISOString(),
    newId: sources.newId,
    close: () => Promise.resolve(),
  }
  return store
}
