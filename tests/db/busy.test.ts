import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { isBusy } from '../../db/busy.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { MIGRATIONS_ROOT } from './open-stores.ts'
import { saveNew, seedStudy } from './seed.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'busy-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it('waits while another process writes, and answers reads meanwhile', async () => {
  const file = path.join(folder, 'store.sqlite')
  const store = await openSqlite({ path: file, migrationsRoot: MIGRATIONS_ROOT })
  await seedStudy(store)
  const other = new Sqlite(file)
  other.exec('begin immediate')
  const began = performance.now()
  const saved = saveNew(store, 'r1', { AETERM: 'Pain' })
  const later = saveNew(store, 'r2', { AETERM: 'Rash' })
  for (let at = 0; at < 5; at += 1) {
    await setTimeout(20)
    expect(await store.read.select({ id: store.t.record.id }).from(store.t.record)).toEqual([])
  }
  expect(performance.now() - began).toBeLessThan(2_000)
  other.exec('commit')
  await Promise.all([saved, later])
  const rows = await store.read.select({ id: store.t.record.id }).from(store.t.record)
  expect(rows.map(({ id }) => id).sort()).toEqual(['r1', 'r2'])
  other.close()
  await store.close()
})

it('refuses each write at its own patience while another process writes, then goes on', async () => {
  const file = path.join(folder, 'impatient.sqlite')
  const place = { path: file, migrationsRoot: MIGRATIONS_ROOT }
  const store = await openSqlite({ ...place, patienceMs: 1_000 })
  await seedStudy(store)
  const other = new Sqlite(file)
  other.exec('begin immediate')
  const waited = async (id: string): Promise<number> => {
    const began = performance.now()
    await expect(saveNew(store, id, { AETERM: 'Pain' })).rejects.toSatisfy(isBusy)
    return performance.now() - began
  }
  const early = [waited('r1'), waited('r2'), waited('r3')]
  await setTimeout(600)
  const late = waited('r4')
  for (const ms of await Promise.all([...early, late])) {
    expect(ms).toBeGreaterThanOrEqual(999)
    expect(ms).toBeLessThan(1_900)
  }
  // Who opens it meanwhile waits as long, and is told the same.
  await expect(openSqlite({ ...place, patienceMs: 50 })).rejects.toSatisfy(isBusy)
  other.exec('commit')
  await saveNew(store, 'r5', { AETERM: 'Rash' })
  const rows = await store.read.select({ id: store.t.record.id }).from(store.t.record)
  expect(rows).toEqual([{ id: 'r5' }])
  other.close()
  await store.close()
})
