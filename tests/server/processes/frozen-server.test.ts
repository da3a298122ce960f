import pg from 'pg'
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
const PATIENCE = {
  ...{ connectMs: 3_000, idleWriteMs: 700, lockMs: 3_000 },
  ...{ writeMs: 30_000, readMs: 3_000 },
}

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
    const limits = { connections: 4, patience: PATIENCE }
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

  const terms = async (): Promise<readonly string[]> => {
    const { body } = await study.monitor.get(subject)
    const { records } = body as { records: readonly { values: { items: { AETERM?: string } } }[] }
    return records.flatMap(({ values }) => values.items.AETERM ?? []).sort()
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
    expect(waited).toBeGreaterThan(PATIENCE.idleWriteMs / 2)
    expect(waited).toBeLessThan(20 * PATIENCE.idleWriteMs)
    expect((await probe).status).toBe(503)
    line.thaw()
    expect((await silent).status).toBe(201)
    expect((await study.coordinator.get('/readyz')).status).toBe(200)
    expect(await terms()).toEqual(['Before', 'Meanwhile', 'Silent'])
    expect((await verify(other.store)).faults).toEqual([])
  })

  it('BK-07: a line that swallows all is not waited for without end, and nothing is half done', async () => {
    line.freeze()
    const replies = await Promise.all([
      save(study.coordinator, 'Swallowed'),
      study.monitor.get(subject),
      study.coordinator.get('/readyz'),
    ])
    expect(replies.map(({ status }) => status)).toEqual([503, 503, 503])
    expect(replies[0].body).toMatchObject({
      ...{ type: 'urn:problem:database-unreachable', outcome: 'nothing-done' },
    })
    line.drop()
    expect((await save(study.coordinator, 'After')).status).toBe(201)
    expect(await terms()).toEqual(['After', 'Before', 'Meanwhile', 'Silent'])
    expect((await verify(other.store)).faults).toEqual([])
  })

  it('BK-07: who waits for the lock of others for too long is told so, and nothing of it is stored', async () => {
    const held = new pg.Client({ connectionString: schema.url })
    await held.connect()
    await held.query('begin')
    await held.query('select * from chain_head for update')
    const reply = await save(study.coordinator, 'Too long')
    expect(reply).toMatchObject({ status: 503, body: { type: 'urn:problem:database-busy' } })
    await held.query('rollback')
    await held.end()
    expect(await terms()).not.toContain('Too long')
    expect((await save(study.coordinator, 'Afterwards')).status).toBe(201)
  })
})
