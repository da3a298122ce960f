import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../../db/open-sqlite.ts'
import { verify } from '../../../server/audit/verify.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { MIGRATIONS_ROOT } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { serveStore, TestClock, type Reply, type TestServer } from '../support/test-server.ts'

describe('a server beside a program that writes for longer than a save waits', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'busy-server-'))
  let server: TestServer
  let other: Database
  let study: SeededStudy
  let subject: string

  beforeAll(async () => {
    const clock = new TestClock()
    const file = path.join(folder, 'hepatrial.sqlite')
    const place = { path: file, migrationsRoot: MIGRATIONS_ROOT, patienceMs: 400 }
    const store = await openSqlite({ ...place, now: clock.now })
    server = await serveStore({
      ...{ store, clock, families: builtInFamilies, options: {}, close: () => store.close() },
      execute: () => Promise.reject(new Error('The file is held.')),
      beside: () => Promise.reject(new Error('There is one server.')),
    })
    other = new Sqlite(file)
    study = await seedStudy(server)
    subject = await seedSubject(study, '1001')
  })
  afterAll(async () => {
    other.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const save = (term: string): Promise<Reply> => {
    const values = { items: { AETERM: term, AESTDAT: '2026-02-20' }, rows: [] }
    const body = { form: 'adverse-events', visit: null, values }
    return study.coordinator.post(`${subject}/records`, body)
  }
  const terms = async (): Promise<readonly string[]> => {
    const { status, body } = await study.monitor.get(subject)
    expect(status, JSON.stringify(body)).toBe(200)
    const { records } = body as { records: readonly { values: { items: { AETERM?: string } } }[] }
    return records.flatMap(({ values }) => values.items.AETERM ?? [])
  }

  it('BK-07: refuses saves with 503 and when to come again, goes on reading, and then saves', async () => {
    other.exec('begin immediate')
    for (const reply of await Promise.all([save('One'), save('Two'), save('Three')])) {
      expect(reply.status).toBe(503)
      expect(reply.headers.get('retry-after')).toBe('5')
      expect(reply.body).toMatchObject({
        type: 'urn:problem:database-busy',
        retryAfterSeconds: 5,
        title:
          'Another program writes to the database: nothing of this was done. Try again in a moment.',
      })
    }
    // The use of a session is noted every minute: that this fails keeps nobody from reading.
    server.clock.advance({ minutes: 2 })
    expect(await terms()).toEqual([])
    other.exec('commit')
    expect((await save('After')).status).toBe(201)
    expect(await terms()).toEqual(['After'])
    expect((await verify(server.store)).faults).toEqual([])
  })
})
