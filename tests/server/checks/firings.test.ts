import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkRowSchema, firingSchema, type FiringView } from '../../../shared/api/routes/checks.ts'
import { querySchema, type QueryView } from '../../../shared/api/routes/queries.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Reply, type TestServer } from '../support/test-server.ts'

const firingsSchema = z.object({ firings: z.array(firingSchema), filtered: z.number() })
const queriesSchema = z.object({ queries: z.array(querySchema) })
const savedSchema = z.object({ id: z.string(), version: z.number() })
const RANGE = 'GEN-RANGE'

describe.each(ENGINES)('edit checks at a save on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const vitals = (weight: string, pulse = '72') => ({
    items: { VSDAT: '2026-01-12', WEIGHT: weight, PULSE: pulse, SYSBP: '120', DIABP: '80' },
    rows: [],
  })
  const create = (subject: string, values: object, confirmations?: readonly object[]) =>
    study.coordinator.post(`${subject}/records`, {
      form: 'vitals',
      visit: 'BASELINE',
      values,
      ...(confirmations === undefined ? {} : { confirmations }),
    })
  const amend = (
    record: string,
    version: number,
    values: object,
    confirmations: readonly object[] = [],
  ) =>
    study.coordinator.put(
      record,
      { values, reason: 'read again', confirmations },
      { 'If-Match': `"${version}"` },
    )
  const pathOf = (subject: string, reply: Reply): string => {
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${savedSchema.parse(reply.body).id}`
  }
  const subjidOf = (subject: string): string => subject.split('/').at(-1) ?? ''
  const firingsOf = async (subject: string, check = RANGE): Promise<readonly FiringView[]> => {
    const query = `?subject=${subjidOf(subject)}&check=${check}`
    const reply = await study.monitor.get(`${study.path}/firings${query}`)
    return firingsSchema.parse(reply.body).firings
  }
  const queriesOf = async (subject: string): Promise<readonly QueryView[]> => {
    const reply = await study.monitor.get(`${study.path}/queries?subject=${subjidOf(subject)}`)
    return queriesSchema.parse(reply.body).queries.filter(({ check }) => check === RANGE)
  }
  const confirmation = (firing: Pick<FiringView, 'compared'>, reason: string) => ({
    check: RANGE,
    item: 'WEIGHT',
    groupRow: '',
    compared: firing.compared,
    reason,
  })
  /** What the check compares for a weight, learnt from a subject of its own. */
  const comparedOf = async (subjid: string, weight: string): Promise<FiringView> => {
    const subject = await seedSubject(study, subjid)
    pathOf(subject, await create(subject, vitals(weight)))
    const [firing] = await firingsOf(subject)
    if (firing === undefined) throw new Error('nothing fired')
    return firing
  }

  const text = (part: string) => expect.stringContaining(part) as string

  it('AT-14: keeps the first value, that the check fired, and the change; DC-05: its query closes itself', async () => {
    const subject = await seedSubject(study, '4001')
    const record = pathOf(subject, await create(subject, vitals('646.0')))
    expect((await queriesOf(subject)).map(({ state, kind }) => [state, kind])).toEqual([
      ['open', 'system'],
    ])
    expect((await amend(record, 1, vitals('64.6'))).status).toBe(200)
    const [firing] = await firingsOf(subject)
    expect(firing).toMatchObject({ state: 'corrected', item: 'WEIGHT' })
    expect(firing?.message.en).toContain('646')
    const [query] = await queriesOf(subject)
    expect(query?.state).toBe('closed')
    expect(query?.entries.map(({ act, by }) => [act, by])).toEqual([
      ['open', 'system'],
      ['close', 'system'],
    ])
    expect(query?.entries[1]?.said?.en).toContain('no longer fires')
    const history = await study.monitor.get(`${record}/history`)
    expect(JSON.stringify(history.body)).toContain('646.0')
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    const of = ['check.fire', 'query.open', 'record.amend', 'check.correct', 'query.close']
    for (const act of of) expect(acts).toContain(act)
    expect(acts.lastIndexOf('check.fire')).toBeLessThan(acts.lastIndexOf('check.correct'))
  })

  it('DC-02: saves a true extreme value with a confirmation, as it is, and E25: no query is born', async () => {
    const seen = await comparedOf('4002', '204.5')
    const subject = await seedSubject(study, '4003')
    const reply = await create(subject, vitals('204.5'), [confirmation(seen, 'weighed twice')])
    expect(reply.body).toMatchObject({ values: { items: { WEIGHT: '204.5' } } })
    expect(await queriesOf(subject)).toEqual([])
    const [firing] = await firingsOf(subject)
    expect(firing).toMatchObject({ state: 'confirmed', reason: 'weighed twice', query: null })
    const confirm = (await actsOf(server, study.key)).filter(({ act }) => act === 'check.confirm')
    expect(confirm.at(-1)).toMatchObject({ actorKind: 'person', reason: 'weighed twice' })
  })

  it('a confirmation for other values than those saved confirms nothing', async () => {
    const seen = await comparedOf('4004', '205.5')
    const subject = await seedSubject(study, '4005')
    pathOf(subject, await create(subject, vitals('206.5'), [confirmation(seen, 'weighed twice')]))
    expect((await firingsOf(subject))[0]?.state).toBe('open')
    expect((await queriesOf(subject))[0]?.state).toBe('open')
  })

  it('a confirmation holds for its values alone: other values that fire are asked again', async () => {
    const seen = await comparedOf('4006', '207.5')
    const subject = await seedSubject(study, '4007')
    const reply = await create(subject, vitals('207.5'), [confirmation(seen, 'weighed twice')])
    const record = pathOf(subject, reply)
    expect((await amend(record, 1, vitals('207.5', '75'))).status).toBe(200)
    expect((await firingsOf(subject)).map(({ state }) => state)).toEqual(['confirmed'])
    expect((await amend(record, 2, vitals('208.5', '75'))).status).toBe(200)
    const states = (await firingsOf(subject)).map(({ state }) => state)
    expect([...states].sort()).toEqual(['open', 'superseded'])
    expect((await queriesOf(subject)).map(({ state }) => state)).toEqual(['open'])
    expect((await amend(record, 3, vitals('209.5', '75'))).status).toBe(200)
    const [query] = await queriesOf(subject)
    expect(query?.entries.map(({ act }) => act)).toEqual(['open', 'comment'])
    expect(query?.entries[1]?.said?.en).toContain('209.5')
  })

  it('E25: confirmed within a minute the query is cancelled, later it is answered with the reason', async () => {
    const early = await comparedOf('4008', '210.5')
    const path = `${study.path}/subjects/4008/firings/${early.id}/confirmation`
    const done = await study.coordinator.post(path, { reason: 'weighed twice' })
    expect(done.body).toMatchObject({ state: 'confirmed', reason: 'weighed twice' })
    expect((await queriesOf('4008'))[0]?.state).toBe('cancelled')
    const late = await comparedOf('4009', '210.5')
    server.clock.advance({ minutes: 2 })
    const latePath = `${study.path}/subjects/4009/firings/${late.id}/confirmation`
    expect((await study.coordinator.post(latePath, { reason: 'scales checked' })).status).toBe(200)
    const [query] = await queriesOf('4009')
    expect(query?.state).toBe('answered')
    expect(query?.entries.at(-1)).toMatchObject({ act: 'answer', text: 'scales checked' })
    const again = await study.coordinator.post(latePath, { reason: 'once more' })
    expect(again).toMatchObject({ status: 409, body: { requires: ['check.open'] } })
  })

  it('DC-02: a value confirmed late gives way to another that fires too, and its thread opens anew', async () => {
    const subject = await seedSubject(study, '4020')
    const record = pathOf(subject, await create(subject, vitals('646')))
    const [firing] = await firingsOf(subject)
    server.clock.advance({ minutes: 2 })
    const path = `${subject}/firings/${firing?.id ?? ''}/confirmation`
    expect((await study.coordinator.post(path, { reason: 'weighed twice' })).status).toBe(200)
    const reply = await amend(record, 1, vitals('647'))
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const queries = await queriesOf(subject)
    expect(queries).toMatchObject([
      {
        state: 'reopened',
        entries: [{ act: 'open' }, { act: 'answer' }, { act: 'reopen', said: { en: text('647') } }],
      },
    ])
    const standing = (await firingsOf(subject)).filter(({ state }) => state === 'open')
    expect(standing.map(({ query }) => query)).toEqual(queries.map(({ id }) => id))
    const said = confirmation({ compared: { ...standing[0]?.compared, value: '648' } }, 'again')
    expect((await amend(record, 2, vitals('648'), [said])).status).toBe(200)
    expect((await queriesOf(subject)).map(({ state }) => state)).toEqual(['answered'])
  })

  it('a thread that a monitor opened again goes on where the check fires again', async () => {
    const subject = await seedSubject(study, '4021')
    const record = pathOf(subject, await create(subject, vitals('646')))
    expect((await amend(record, 1, vitals('64'))).status).toBe(200)
    const [closed] = await queriesOf(subject)
    const settlement = `${subject}/queries/${closed?.id ?? ''}/settlement`
    const again = { step: 'reopen', text: 'Please look at the scales.' }
    expect((await study.monitor.post(settlement, again)).status).toBe(200)
    expect((await amend(record, 2, vitals('646'))).status).toBe(200)
    const queries = await queriesOf(subject)
    expect(queries.map(({ id, state }) => [id, state])).toEqual([[closed?.id, 'reopened']])
    expect(queries[0]?.entries.at(-1)).toMatchObject({ act: 'comment', by: 'system' })
    const [open] = (await firingsOf(subject)).filter(({ state }) => state === 'open')
    expect(open?.query).toBe(closed?.id)
  })

  it('AT-14: a reason for a check that does not fire is kept in the trail', async () => {
    const subject = await seedSubject(study, '4022')
    const said = confirmation({ compared: { value: '646' } }, 'a heavy person')
    pathOf(subject, await create(subject, vitals('64'), [said]))
    const unmet = (await actsOf(server, study.key)).filter(({ act }) => act === 'check.unmet')
    expect(unmet.at(-1)).toMatchObject({ actorKind: 'person', reason: 'a heavy person' })
  })

  it('saving the same values with a confirmation keeps the confirmation', async () => {
    const subject = await seedSubject(study, '4010')
    const record = pathOf(subject, await create(subject, vitals('211.5')))
    const [open] = await firingsOf(subject)
    if (open === undefined) throw new Error('nothing fired')
    const said = [confirmation(open, 'weighed twice')]
    const reply = await amend(record, 1, vitals('211.5'), said)
    expect(reply.body).toMatchObject({ version: 1 })
    expect((await firingsOf(subject))[0]).toMatchObject({ state: 'confirmed' })
    const before = (await actsOf(server, study.key)).length
    expect((await amend(record, 1, vitals('211.5'), said)).status).toBe(200)
    expect((await actsOf(server, study.key)).length).toBe(before)
  })

  it('a removed form leaves no firing open and no query waiting', async () => {
    const subject = await seedSubject(study, '4011')
    const record = pathOf(subject, await create(subject, vitals('212.5')))
    const removal = { reason: 'wrong subject' }
    const reply = await study.coordinator.post(`${record}/removal`, removal, { 'If-Match': '"1"' })
    expect(reply.status).toBe(200)
    expect((await firingsOf(subject))[0]?.state).toBe('corrected')
    expect((await queriesOf(subject))[0]?.state).toBe('closed')
  })

  it('two rows of one identity fire once, and the form is saved', async () => {
    const subject = await seedSubject(study, '4012')
    const row = { LBDAT: '2026-01-12', LBTESTCD: 'ALT', LBORRES: '40', LBORRESU: 'U/L' }
    const reply = await study.coordinator.post(`${subject}/records`, {
      form: 'laboratory',
      visit: 'BASELINE',
      values: { items: {}, rows: [row, row, row] },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    expect(await firingsOf(subject, 'GEN-DUPLICATE')).toHaveLength(1)
  })

  it('is confirmed by site staff alone, and told to nobody elsewhere', async () => {
    const firing = await comparedOf('4013', '213.5')
    const path = `${study.path}/subjects/4013/firings/${firing.id}/confirmation`
    const reason = { reason: 'weighed twice' }
    expect((await study.monitor.post(path, reason)).status).toBe(403)
    expect((await study.stranger.post(path, reason)).status).toBe(404)
    const wrongSubject = `${study.path}/subjects/4012/firings/${firing.id}/confirmation`
    expect((await study.coordinator.post(wrongSubject, reason)).status).toBe(404)
    expect((await study.coordinator.post(path, { reason: '  ' })).status).toBe(422)
    const seen = await study.stranger.get(`${study.path}/firings`)
    expect(firingsSchema.parse(seen.body)).toEqual({ firings: [], filtered: 0 })
  })

  it('E27: tells of each check how often it fired, was corrected and was confirmed', async () => {
    const reply = await study.monitor.get(`${study.path}/checks`)
    const { checks } = z.object({ checks: z.array(checkRowSchema) }).parse(reply.body)
    const range = checks.find(({ key }) => key === RANGE)
    const firings = (await study.monitor.get(`${study.path}/firings?check=${RANGE}&limit=500`)).body
    const all = firingsSchema.parse(firings)
    expect(range?.fired).toBe(all.filtered)
    const count = (state: string) => all.firings.filter((one) => one.state === state).length
    expect(range).toMatchObject({
      open: count('open'),
      corrected: count('corrected'),
      confirmed: count('confirmed'),
      superseded: count('superseded'),
    })
    expect(range?.confirmed).toBeGreaterThan(0)
    expect(new Set(checks.map(({ key, form }) => `${form} ${key}`)).size).toBe(checks.length)
  })
})
