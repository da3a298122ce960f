import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { querySchema, type QueryView } from '../../../shared/api/routes/queries.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'

const listSchema = z.object({
  queries: z.array(querySchema),
  filtered: z.number(),
  total: z.number(),
})
const idSchema = z.object({ id: z.string() })

describe.each(ENGINES)('data queries on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject: string
  let record: string
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    subject = await seedSubject(study, '5001')
    const reply = await study.coordinator.post(`${subject}/records`, {
      form: 'vitals',
      visit: 'BASELINE',
      values: { items: { VSDAT: '2026-01-12', WEIGHT: '64.0' }, rows: [] },
    })
    record = idSchema.parse(reply.body).id
  })
  afterAll(() => server.stop())

  const ask = (who: Browser, wish: object = {}, headers?: Record<string, string>) =>
    who.post(
      `${subject}/queries`,
      { record, item: 'WEIGHT', groupRow: '', text: 'What does the source say?', ...wish },
      headers,
    )
  const asked = async (): Promise<string> => {
    const reply = await ask(study.monitor)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/queries/${idSchema.parse(reply.body).id}`
  }
  const answer = (who: Browser, query: string, text = '64.0 kg, as entered') =>
    who.post(`${query}/answer`, { text })
  const settle = (who: Browser, query: string, step: string, text: string | null = null) =>
    who.post(`${query}/settlement`, { step, text })
  const list = async (who: Browser, filter = '') =>
    listSchema.parse((await who.get(`${study.path}/queries${filter}`)).body)
  const find = async (query: string): Promise<QueryView | undefined> =>
    (await list(study.monitor, '?limit=500')).queries.find(({ id }) => query.endsWith(id))

  it('is not opened on a form that was removed meanwhile', async () => {
    const reply = await study.coordinator.post(`${subject}/records`, {
      form: 'deviations',
      visit: null,
      values: { items: { DVSTDAT: '2026-02-01', DVTERM: 'visit too late' }, rows: [] },
    })
    const { id } = idSchema.parse(reply.body)
    const removal = { reason: 'not a deviation' }
    await study.coordinator.post(`${subject}/records/${id}/removal`, removal, { 'If-Match': '"1"' })
    const refused = await ask(study.monitor, { record: id, item: '' })
    expect(refused).toMatchObject({ status: 409, body: { requires: ['record.present'] } })
  })

  it('DC-03: goes through its life, and every step stays with author, role, words and time', async () => {
    const query = await asked()
    expect((await answer(study.coordinator, query)).body).toMatchObject({ state: 'answered' })
    const reopened = await settle(study.monitor, query, 'reopen', 'Which page of the source?')
    expect(reopened.body).toMatchObject({ state: 'reopened', settledAt: null })
    expect((await answer(study.investigator, query, 'Page 3')).status).toBe(200)
    const remark = await study.coordinator.post(`${query}/comments`, { text: 'Copy is filed' })
    expect(remark.body).toMatchObject({ state: 'answered' })
    expect((await settle(study.monitor, query, 'close')).body).toMatchObject({ state: 'closed' })
    const found = await find(query)
    expect(found?.entries.map(({ act, role, text }) => [act, role, text])).toEqual([
      ['open', 'monitor', 'What does the source say?'],
      ['answer', 'coordinator', '64.0 kg, as entered'],
      ['reopen', 'monitor', 'Which page of the source?'],
      ['answer', 'investigator', 'Page 3'],
      ['comment', 'coordinator', 'Copy is filed'],
      ['close', 'monitor', null],
    ])
    const times = found?.entries.map(({ at }) => at) ?? []
    expect([...times].sort()).toEqual(times)
    expect(found?.settledAt).toBe(times.at(-1))
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.filter((act) => act.startsWith('query.'))).toEqual([
      'query.open',
      'query.answer',
      'query.reopen',
      'query.answer',
      'query.comment',
      'query.close',
    ])
  })

  it('AC-14: refuses steps out of order, and says what they need', async () => {
    const query = await asked()
    const early = await settle(study.monitor, query, 'close')
    expect(early).toMatchObject({ status: 409, body: { requires: ['query.close'] } })
    expect((await settle(study.monitor, query, 'reopen', 'why')).status).toBe(409)
    expect((await settle(study.monitor, query, 'cancel', 'asked twice')).status).toBe(200)
    const late = await answer(study.coordinator, query)
    expect(late).toMatchObject({ status: 409, body: { requires: ['query.answer'] } })
    expect((await find(query))?.entries).toHaveLength(2)
  })

  it('asks for words where a step needs them', async () => {
    const query = await asked()
    const silent = await settle(study.monitor, query, 'cancel')
    expect(silent).toMatchObject({ status: 422, body: { errors: [{ key: 'query.wordsMissing' }] } })
    expect((await answer(study.coordinator, query, '  ')).status).toBe(422)
    expect((await ask(study.monitor, { text: '' })).status).toBe(422)
  })

  it('OR-01: who asks does not answer, who answers does not settle, others see nothing', async () => {
    const query = await asked()
    expect((await answer(study.monitor, query)).status).toBe(403)
    expect((await settle(study.coordinator, query, 'cancel', 'no')).status).toBe(403)
    expect((await ask(study.coordinator)).status).toBe(403)
    expect((await answer(study.stranger, query)).status).toBe(404)
    expect(await list(study.stranger)).toEqual({ queries: [], filtered: 0, total: 0 })
    const other = await seedSubject(study, '5002')
    const elsewhere = query.replace(subject, other)
    expect((await answer(study.coordinator, elsewhere)).status).toBe(404)
  })

  it('is about what exists: an unknown form, item or row is refused', async () => {
    expect((await ask(study.monitor, { record: 'nothing' })).status).toBe(404)
    const noItem = await ask(study.monitor, { item: 'NOTHING' })
    expect(noItem).toMatchObject({ status: 422, body: { errors: [{ pointer: '/item' }] } })
    expect((await ask(study.monitor, { item: '', groupRow: 'row' })).status).toBe(422)
    const whole = await ask(study.monitor, { item: '' })
    expect(whole.body).toMatchObject({ item: '', form: 'vitals', visit: 'BASELINE' })
  })

  it('is opened once, however often the request is repeated', async () => {
    const key = { 'Idempotency-Key': 'b2b1c1de-0f30-4b12-9a05-000000000001' }
    const first = await ask(study.monitor, {}, key)
    const again = await ask(study.monitor, {}, key)
    expect(again.body).toEqual(first.body)
    const { id } = idSchema.parse(first.body)
    const found = await list(study.monitor, '?limit=500')
    expect(found.queries.filter((one) => one.id === id)).toHaveLength(1)
  })

  it('E32: is listed in another order, over all pages', async () => {
    const all = await list(study.monitor, '?limit=500')
    const opened = all.queries.map(({ openedAt }) => openedAt).sort()
    const oldest = await list(study.monitor, '?sort=opened&limit=1')
    expect(oldest.queries[0]?.openedAt).toBe(opened[0])
    const latest = await list(study.monitor, '?sort=opened&order=descending&limit=1')
    expect(latest.queries[0]?.openedAt).toBe(opened.at(-1))
    const states = (await list(study.monitor, '?sort=state&limit=500')).queries
    expect(states.map(({ state }) => state)).toEqual(states.map(({ state }) => state).sort())
  })

  it('is listed by page and filter, with the counts', async () => {
    const all = await list(study.monitor, '?limit=500')
    expect(all.filtered).toBe(all.total)
    const unsettled = await list(study.monitor, '?state=unsettled&limit=1')
    expect(unsettled.queries).toHaveLength(1)
    expect(unsettled.filtered).toBe(
      all.queries.filter(({ settledAt }) => settledAt === null).length,
    )
    expect(unsettled.total).toBe(all.total)
    const second = await list(study.monitor, '?skip=1&limit=1')
    expect(second.queries[0]?.id).toBe(all.queries[1]?.id)
    expect((await list(study.monitor, '?subject=9999')).filtered).toBe(0)
    expect((await list(study.monitor, '?kind=system')).filtered).toBe(
      all.queries.filter(({ kind }) => kind === 'system').length,
    )
  })
})
