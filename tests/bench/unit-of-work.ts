import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { openSqlite } from '../../db/open-sqlite.ts'
import { packageRoot } from '../../server/package-root.ts'
import { amend, saveNew, seedStudy } from '../db/seed.ts'
import { perSecond, type Figure } from './figure.ts'

const MIGRATIONS_ROOT = path.join(packageRoot(), 'db', 'migrations')
const SECONDS = 6
const RECORDS = 200
const ITEMS = { AETERM: 'Hepatic pain', AETOXGR: '2', AESTDAT: '2026-01-03', AESER: 'N' }

interface UnitOfWorkRates {
  /** Saves per second of one caller that waits for each, through the unit of work. */
  readonly saves: number
  /** Saves per second of 16 callers at once. */
  readonly savesOf16: number
  /** Transactions per second of the same work by hand: one update, one hash, one audit insert. */
  readonly raw: number
}

/**
 * Rates of form saves beside raw prepared better-sqlite3 transactions, on files of the same schema,
 * in turns of the same run.
 */
export async function benchUnitOfWork(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  const file = path.join(folder, 'bench.sqlite')
  const rawFile = path.join(folder, 'raw.sqlite')
  const store = await openSqlite({ path: file, migrationsRoot: MIGRATIONS_ROOT })
  const rawStore = await openSqlite({ path: rawFile, migrationsRoot: MIGRATIONS_ROOT })
  for (const each of [store, rawStore]) {
    await seedStudy(each)
    for (let n = 0; n < RECORDS; n += 1) await saveNew(each, `r${n}`, ITEMS)
  }
  await rawStore.close()
  const raw = rawSaver(rawFile)
  let n = 0
  const save = async () => {
    n += 1
    await amend(store, { id: `r${n % RECORDS}`, items: { ...ITEMS, AESEQ: String(n) } })
  }
  const turns = 5
  const total = { saves: 0, savesOf16: 0, raw: 0 }
  for (let turn = 0; turn < turns; turn += 1) {
    total.raw += await rate(SECONDS / turns, 1, raw.save)
    total.saves += await rate(SECONDS / turns, 1, save)
    total.savesOf16 += await rate(SECONDS / turns, 16, save)
  }
  raw.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  const rates: UnitOfWorkRates = {
    saves: total.saves / turns,
    savesOf16: total.savesOf16 / turns,
    raw: total.raw / turns,
  }
  return figuresOf(rates)
}

function figuresOf({ saves, savesOf16, raw }: UnitOfWorkRates): readonly Figure[] {
  const share = (rate: number): Omit<Figure, 'what'> => ({
    measured: `${perSecond(rate)}, ${(rate / raw).toFixed(2)} of raw`,
    aim: 'half of raw',
    met: rate >= raw / 2,
  })
  return [
    {
      what: 'Raw prepared transaction: one update, one hash, one audit insert',
      measured: perSecond(raw),
    },
    { what: 'Unit of work, one caller that waits for each save', ...share(saves) },
    { what: 'Unit of work, 16 callers at once', ...share(savesOf16) },
  ]
}

async function rate(seconds: number, callers: number, save: () => Promise<void>): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let saved = 0
  const caller = async () => {
    while (performance.now() < end) {
      await save()
      saved += 1
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (saved * 1000) / (performance.now() - start)
}

function rawSaver(file: string): { save: () => Promise<void>; close: () => void } {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  const update = db.prepare(
    'update record set "values" = ?, version = version + 1 where id = ? and version = ?',
  )
  const insert = db.prepare(
    `insert into audit_entry (id, chain, seq, at, actor_kind, account_id, username, role, program_version,
       act, entity, entity_id, subject_id, site_id, form, row_key, before, after, reason, previous_hash, hash)
     values (?, 'study-1', ?, ?, 'person', 'account-1', 'chen.li', 'coordinator', '1.0.0',
       'record.amend', 'record', ?, 'subject-1', 'site-1', 'adverse-event', '', ?, ?, 'why', ?, ?)`,
  )
  const versions = new Map<string, number>()
  let seq = 1_000_000
  let n = 0
  let previous = '0'.repeat(64)
  let before = JSON.stringify({ items: ITEMS, rows: [] })
  const transaction = db.transaction(() => {
    n += 1
    seq += 1
    const id = `r${n % RECORDS}`
    const version = versions.get(id) ?? 1
    const after = JSON.stringify({ items: { ...ITEMS, AESEQ: String(n) }, rows: [] })
    const hash = createHash('sha256').update(previous).update(before).update(after).digest('hex')
    if (update.run(after, id, version).changes !== 1) throw new Error('stale')
    insert.run(`study-1.${seq}`, seq, new Date().toISOString(), id, before, after, previous, hash)
    versions.set(id, version + 1)
    previous = hash
    before = after
  })
  return {
    save: () => {
      transaction.immediate()
      return Promise.resolve()
    },
    close: () => {
      db.close()
    },
  }
}
