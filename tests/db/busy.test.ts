import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
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
