import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../../db/open-postgres.ts'
import { verify } from '../../../server/audit/verify.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { MIGRATIONS_ROOT } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import {
  serveStore,
  TestClock,
  type Browser,
  type Reply,
  type TestServer,
} from '../support/test-server.ts'
import { openCutLine, type CutLine } from './cut-line.ts'
import { openOwnSchema, type OwnSchema } from '../../db/own-schema.ts'

const SERVER = process.env['TEST_DATABASE_URL']

/** PostgreSQL inside the process has no line that could be cut. */
describe.skipIf(SERVER === undefined)('a server that loses its database', () => {
  let schema: OwnSchema
  let line: CutLine
  let server: TestServer
  let study: SeededStudy
  let subject: string

  beforeAll(async () => {
    schema = await openOwnSchema(SERVER ?? '')
    line = await openCutLine(schema.url)
    const clock = new TestClock()
    const place = { url: line.url, migrationsRoot: MIGRATIONS_ROOT, connections: 4 }
    const store = await openPostgres({ ...place, now: clock.now })
    server = await serveStore({
      ...{ store, clock, families: builtInFamilies, options: {}, close: () => store.close() },
      execute: () => Promise.reject(new Error('Nothing goes past the line.')),
      beside: () => Promise.reject(new Error('There is one server.')),
    })
    study = await seedStudy(server)
    subject = await seedSubject(study, '1001')
  })
  afterAll(async () => {
    await server.stop()
    await line.close()
    await schema.remove()
  })

  const save = (term: string, by: Browser = study.coordinator): Promise<Reply> => {
    const values = { items: { AETERM: term, AESTDAT: '2026-02-20' }, rows: [] }
    return by.post(`${subject}/records`, { form: 'adverse-events', visit: null, values })
  }
  const terms = async (): Promise<readonly string[]> => {
    const { body } = await study.monitor.get(subject)
    const { records } = body as { records: readonly { values: { items: { AETERM?: string } } }[] }
    return records.flatMap(({ values }) => values.items.AETERM ?? [])
  }

  it('BK-07: says 503 with when to come again, is not ready, and goes on by itself', async () => {
    expect((await save('Before')).status).toBe(201)
    line.block()
    for (const reply of [await save('Meanwhile'), await study.monitor.get(subject)]) {
      expect(reply.status).toBe(503)
      expect(reply.headers.get('retry-after')).toBe('5')
      expect(reply.headers.get('content-type')).toContain('application/problem+json')
      expect(reply.body).toMatchObject({
        ...{ type: 'urn:problem:database-unreachable', outcome: 'nothing-done' },
      })
    }
    expect((await study.monitor.get('/readyz')).status).toBe(503)
    expect((await study.monitor.get('/healthz')).status).toBe(200)
    line.mend()
    expect((await study.monitor.get('/readyz')).status).toBe(200)
    expect((await save('After')).status).toBe(201)
    expect(await terms()).toEqual(expect.arrayContaining(['Before', 'After']))
    expect(await terms()).not.toContain('Meanwhile')
  })

  it('BK-03: loses no acknowledged save when connections are cut again and again', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Cut ${n}`)
    const cutting = setInterval(() => {
      void schema.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`,
        [schema.name],
      )
    }, 40)
    const replies = await Promise.all(
      names.map(async (name, n) => {
        await new Promise((resolve) => setTimeout(resolve, n * 10))
        return { name, reply: await save(name) }
      }),
    )
    // A machine that does much else acknowledges few: what is looked at below is never none.
    while (!replies.some(({ reply }) => reply.status === 201)) {
      const name = `Cut ${replies.length}`
      replies.push({ name, reply: await save(name) })
    }
    clearInterval(cutting)
    const known = new Set([201, 503])
    expect(replies.filter(({ reply }) => !known.has(reply.status))).toEqual([])
    const stored = await terms()
    const acknowledged = replies.filter(({ reply }) => reply.status === 201)
    expect(acknowledged.filter(({ name }) => !stored.includes(name))).toEqual([])
    const nothingDone = replies.filter(({ reply: { body } }) => {
      return (body as { outcome?: string }).outcome === 'nothing-done'
    })
    expect(nothingDone.filter(({ name }) => stored.includes(name))).toEqual([])
    expect(new Set(stored).size).toBe(stored.length)
    expect((await verify(server.store)).faults).toEqual([])
  })

  it('survives a connection that breaks between two statements of a save, and saves once', async () => {
    const { setting } = server.store.t
    let runs = 0
    await server.store.write(async (tx) => {
      runs += 1
      await tx.insert(setting).values({ key: 'cut', value: '{}', version: 1, changedAt: '-' })
      if (runs > 1) return
      line.cut()
      await new Promise((resolve) => setTimeout(resolve, 50))
      await tx.select().from(setting)
    })
    expect(runs).toBe(2)
    const rows = await server.store.read.select().from(setting)
    expect(rows.filter(({ key }) => key === 'cut')).toHaveLength(1)
  })

  it('says that it does not know where the answer to a commit is lost, and stores all of it', async () => {
    line.loseNextCommit()
    const reply = await save('Unheard')
    expect(reply.status).toBe(503)
    expect(reply.body).toMatchObject({ outcome: 'unknown' })
    expect((await terms()).filter((term) => term === 'Unheard')).toHaveLength(1)
    expect((await verify(server.store)).faults).toEqual([])
  })

  it('a create with a key whose answer was lost is answered from what was stored', async () => {
    const values = { items: { AETERM: 'Keyed', AESTDAT: '2026-02-20' }, rows: [] }
    const body = { form: 'adverse-events', visit: null, values }
    const key = { 'Idempotency-Key': 'a-key-for-a-lost-answer' }
    line.loseNextCommit()
    const first = await study.coordinator.post(`${subject}/records`, body, key)
    expect(first.status).toBe(201)
    const again = await study.coordinator.post(`${subject}/records`, body, key)
    expect(again.body).toEqual(first.body)
    expect((await terms()).filter((term) => term === 'Keyed')).toHaveLength(1)
  })
})
