import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres, type PostgresOptions } from '../../../db/open-postgres.ts'
import { verify } from '../../../server/audit/verify.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { MIGRATIONS_ROOT } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, serveStore, TestClock, type TestServer } from '../support/test-server.ts'
import { openCutLine, type CutLine } from './cut-line.ts'
import { openOwnSchema, type OwnSchema } from '../../db/own-schema.ts'

const SERVER = process.env['TEST_DATABASE_URL']
const IDLE_WRITE_MS = 700

/** PostgreSQL inside the process has no line that could be silent. */
describe.skipIf(SERVER === undefined)('a server that falls silent in the middle of a save', () => {
  let schema: OwnSchema
  let line: CutLine
  let frozen: TestServer
  let other: TestServer
  let study: SeededStudy
  let subject: string
  const clock = new TestClock()

  const serve = async (place: Pick<PostgresOptions, 'url'>): Promise<TestServer> => {
    const limits = { connections: 4, idleWriteMs: IDLE_WRITE_MS }
    const store = await openPostgres({
      ...{ ...place, ...limits, migrationsRoot: MIGRATIONS_ROOT, now: clock.now },
    })
    return serveStore({
      ...{ store, clock, families: builtInFamilies, options: {}, close: () => store.close() },
      execute: () => Promise.reject(new Error('Nothing goes past the line.')),
      beside: () => Promise.reject(new Error('Opened by the test itself.')),
    })
  }

  beforeAll(async () => {
    schema = await openOwnSchema(SERVER ?? '')
    line = await openCutLine(schema.url)
    frozen = await serve({ url: line.url })
    other = await serve({ url: schema.url })
    study = await seedStudy(frozen)
    subject = await seedSubject(study, '1001')
  })
  afterAll(async () => {
    line.thaw()
    await frozen.stop()
    await other.stop()
    await line.close()
    await schema.remove()
  })

  const save = (by: Browser, term: string) => {
    const values = { items: { AETERM: term, AESTDAT: '2026-02-20' }, rows: [] }
    return by.post(`${subject}/records`, { form: 'adverse-events', visit: null, values })
  }

  it('BK-07: others wait for its save no longer than is allowed, and it goes on where it left off', async () => {
    const there = new Browser(other.base, study.coordinator.cookie)
    expect((await save(there, 'Before')).status).toBe(201)
    line.freezeNextWrite()
    const silent = save(study.coordinator, 'Silent')
    await expect.poll(line.isFrozen).toBe(true)
    const began = performance.now()
    const probe = study.coordinator.get('/readyz')
    expect((await save(there, 'Meanwhile')).status).toBe(201)
    const waited = performance.now() - began
    expect(waited).toBeGreaterThan(IDLE_WRITE_MS / 2)
    expect(waited).toBeLessThan(20 * IDLE_WRITE_MS)
    expect((await probe).status).toBe(503)
    line.thaw()
    expect((await silent).status).toBe(201)
    expect((await study.coordinator.get('/readyz')).status).toBe(200)
    const { body } = await study.monitor.get(subject)
    const { records } = body as { records: readonly { values: { items: { AETERM?: string } } }[] }
    const terms = records.flatMap(({ values }) => values.items.AETERM ?? [])
    expect(terms.sort()).toEqual(['Before', 'Meanwhile', 'Silent'])
    expect((await verify(other.store)).faults).toEqual([])
  })
})
