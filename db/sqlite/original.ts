import { statSync } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { sqliteMigrationSession } from '../open-sqlite.ts'
import type { Original, UpgradeSession } from '../original.ts'
import { sourcesOf } from '../sources.ts'
import { sqliteLoadSession } from './load.ts'
import { integrityFaults } from './queries-on.ts'
import { storeInside } from './store-inside.ts'

/** The file of an installation. */
export function sqliteOriginal(file: string): Original {
  return {
    engine: 'sqlite',
    place: file,
    copyIs: 'in-folder',
    bytes: () => Promise.resolve(sizeOf(file) + sizeOf(`${file}-wal`)),
    look: (fn) => reading(file, (db) => fn(sqliteMigrationSession(db))),
    async onCopy({ folder }, fn) {
      const copy = path.join(folder, 'copy.sqlite')
      await reading(file, (db) => copyTo(db, copy))
      const db = new Sqlite(copy)
      try {
        db.pragma('journal_mode = OFF')
        db.pragma('synchronous = OFF')
        db.pragma('foreign_keys = OFF')
        db.exec('begin exclusive')
        return await fn(upgradeSession(db))
      } finally {
        db.close()
      }
    },
    async onItself(fn) {
      const db = new Sqlite(file, { fileMustExist: true })
      try {
        db.pragma('journal_mode = WAL')
        db.pragma('synchronous = FULL')
        db.pragma('recursive_triggers = ON')
        // A step may rebuild a table that others refer to; what it leaves behind is checked instead.
        db.pragma('foreign_keys = OFF')
        db.exec('begin immediate')
        const result = await fn(upgradeSession(db))
        db.exec('commit')
        return result
      } finally {
        // Closing an unfinished transaction undoes it.
        db.close()
      }
    },
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

async function reading<T>(file: string, fn: (db: Database) => Promise<T>): Promise<T> {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    return await fn(db)
  } finally {
    db.close()
  }
}

/** The state of the first read: a writer beside it neither waits nor makes the copy begin anew. */
async function copyTo(db: Database, file: string): Promise<void> {
  db.exec('begin; select count(*) from sqlite_master')
  await db.backup(file)
}

function upgradeSession(db: Database): UpgradeSession {
  return {
    ...sqliteLoadSession(db),
    schema: 'main',
    asStore: () => storeInside(db, sourcesOf({})),
    integrityFaults: () => Promise.resolve(integrityFaults(db)),
  }
}
