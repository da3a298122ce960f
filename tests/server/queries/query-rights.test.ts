import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { querySchema } from '../../../shared/api/routes/queries.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const listSchema = z.object({ queries: z.array(querySchema) })

describe.each(ENGINES)('who settles whose queries on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  /** Builds the study and manages its data. */
  let builder: Browser
  let subject: string
  let record: string
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    builder = await signedIn(server, [
      { role: 'administrator', study: study.key },
      { role: 'data-manager', study: study.key },
    ])
    subject = await seedSubject(study, '6001')
    record = await saved('64.0')
  })
  afterAll(() => server.stop())

  async function saved(weight: string, visit = 'BASELINE'): Promise<string> {
    const values = { items: { VSDAT: '2026-01-12', WEIGHT: weight }, rows: [] }
    const body = { form: 'vitals', visit, values }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }
  async function answered(by: Browser): Promise<string> {
    const words = { record, item: 'WEIGHT', groupRow: '', text: 'What does the source say?' }
    const reply = await by.post(`${subject}/queries`, words)
    const path = `${subject}/queries/${idSchema.parse(reply.body).id}`
    await study.coordinator.post(`${path}/answer`, { text: '64.0' })
    return path
  }
  const close = (who: Browser, query: string, text: string | null = null) =>
    who.post(`${query}/settlement`, { step: 'close', text })

  it("DC-03: a monitor's query is closed by monitor or data manager, a data manager's by data management alone", async () => {
    expect((await close(manager, await answered(study.monitor))).status).toBe(200)
    expect((await close(study.monitor, await answered(study.monitor))).status).toBe(200)
    const asked = await answered(manager)
    const refused = await close(study.monitor, asked)
    expect(refused).toMatchObject({ status: 403, body: { permission: 'query.settle' } })
    expect((await close(manager, asked)).body).toMatchObject({ state: 'closed' })
  })

  it('AC-04: who administers the study does not close their own query; the attempt is refused and logged', async () => {
    const own = await answered(builder)
    expect((await close(builder, own)).status).toBe(403)
    const last = (await actsOf(server, study.key)).at(-1)
    expect(last?.act).toBe('query.refuse')
    const { body } = await study.monitor.get(`${study.path}/queries?state=answered`)
    expect(listSchema.parse(body).queries.map(({ id }) => own.endsWith(id))).toContain(true)
    expect((await close(manager, own)).status).toBe(200)
    expect((await close(builder, await answered(manager))).status).toBe(200)
  })

  it("the step stands in the trail under the role that may take it, of a person's several", async () => {
    const both = await signedIn(server, [
      { role: 'monitor', study: study.key },
      { role: 'data-manager', study: study.key },
    ])
    const query = await answered(manager)
    expect((await close(both, query)).status).toBe(200)
    const { body } = await manager.get(`${study.path}/queries?state=closed&limit=500`)
    const closed = listSchema.parse(body).queries.find(({ id }) => query.endsWith(id))
    expect(closed?.entries.at(-1)).toMatchObject({ act: 'close', role: 'data-manager' })
  })

  it('DC-05: a query of a check that fires still is closed by a person with a reason alone', async () => {
    await saved('212', 'W4')
    const { body } = await study.monitor.get(`${study.path}/queries?kind=system&subject=6001`)
    const [asked] = listSchema.parse(body).queries
    if (asked === undefined) throw new Error('no check asked')
    expect(asked.stands).toBe(true)
    const path = `${subject}/queries/${asked.id}`
    await study.coordinator.post(`${path}/answer`, { text: 'Weighed twice' })
    const silent = await close(study.monitor, path)
    expect(silent).toMatchObject({ status: 422, body: { errors: [{ key: 'query.firesYet' }] } })
    const closed = await close(study.monitor, path, 'Two scales agree, source seen')
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed', stands: true } })
  })

  it('DC-05: once the value is valid the program closes its query and says so; then nothing stands', async () => {
    const other = await saved('213', 'W8')
    const open = await study.monitor.get(
      `${study.path}/queries?kind=system&state=open&subject=6001`,
    )
    const [asked] = listSchema.parse(open.body).queries
    const values = { items: { VSDAT: '2026-01-12', WEIGHT: '64.0' }, rows: [] }
    const change = { values, reason: 'misread' }
    const amended = await study.coordinator.put(`${subject}/records/${other}`, change, {
      'If-Match': '"1"',
    })
    expect(amended.status, JSON.stringify(amended.body)).toBe(200)
    const { body } = await study.monitor.get(`${study.path}/queries?kind=system&subject=6001`)
    const closed = listSchema.parse(body).queries.find(({ id }) => id === asked?.id)
    expect(closed).toMatchObject({ state: 'closed', stands: false })
    const last = closed?.entries.at(-1)
    expect(last).toMatchObject({ act: 'close', by: 'system', role: 'edit-checks', text: null })
    expect(last?.said?.en).toMatch(/no longer fires.*Closed by the program/)
    expect(last?.said?.zh).toMatch(/由系统自动关闭/)
  })

  it('DC-05: a removed form closes its queries of checks too', async () => {
    const other = await saved('214', 'W12')
    const open = await study.monitor.get(
      `${study.path}/queries?kind=system&state=open&subject=6001`,
    )
    const [asked] = listSchema.parse(open.body).queries
    expect(asked?.record).toBe(other)
    const removal = { reason: 'wrong subject' }
    await study.coordinator.post(`${subject}/records/${other}/removal`, removal, {
      'If-Match': '"1"',
    })
    const { body } = await study.monitor.get(`${study.path}/queries?kind=system&subject=6001`)
    const closed = listSchema.parse(body).queries.find(({ id }) => id === asked?.id)
    expect(closed).toMatchObject({ state: 'closed', stands: false })
    expect(closed?.entries.at(-1)).toMatchObject({ act: 'close', by: 'system' })
  })
})
