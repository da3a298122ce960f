import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { openStore } from '../../../server/open-store.ts'
import type { KillPlace } from './run-kills.ts'
import { openOwnSchema } from '../../db/own-schema.ts'

type Row = Readonly<Record<string, string | number | null>>

/** A data folder of its own on this machine. */
export function sqlitePlace(): KillPlace & { readonly remove: () => Promise<void> } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kill-'))
  return {
    dataDir,
    open: () => openStore({ dataDir }),
    async reading(work) {
      const db = new Sqlite(path.join(dataDir, 'hepatrial.sqlite'), { readonly: true })
      try {
        // One state, while the server that has just come up may write already.
        db.exec('begin')
        return await work((text) => Promise.resolve(db.prepare<[], Row>(text).all()))
      } finally {
        db.close()
      }
    },
    remove() {
      rmSync(dataDir, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

/** A schema of its own on a PostgreSQL server, which is not killed. */
export async function postgresPlace(
  server: string,
): Promise<KillPlace & { readonly remove: () => Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kill-'))
  const { owner, url: databaseUrl, remove } = await openOwnSchema(server)
  return {
    dataDir,
    databaseUrl,
    open: () => openStore({ dataDir, databaseUrl }),
    async reading(work) {
      await owner.query('begin isolation level repeatable read')
      try {
        return await work(async (text) => (await owner.query<Row>(text)).rows)
      } finally {
        await owner.query('rollback')
      }
    },
    async remove() {
      await remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
