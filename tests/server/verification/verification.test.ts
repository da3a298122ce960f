import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verificationSchema } from '../../../shared/api/routes/verification.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'

const listSchema = z.object({ verifications: z.array(verificationSchema) })
const idSchema = z.object({ id: z.string() })
const WHOLE = { item: '', groupRow: '' }
const WEIGHT = { item: 'WEIGHT', groupRow: '' }
const ALT = { item: 'LBORRES', groupRow: '2026-01-12|ALT' }

describe.each(ENGINES)('source data verification on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const vitals = (weight: string, pulse = '72') => ({
    items: { VSDAT: '2026-01-12', WEIGHT: weight, PULSE: pulse },
    rows: [],
  })

  async function saved(subject: string, form: string, values: object): Promise<string> {
    const body = { form, visit: 'BASELINE', values }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${idSchema.parse(reply.body).id}`
  }
  const verify = (who: Browser, record: string, parts: readonly object[], version = 1) =>
    who.post(`${record}/verification`, { parts }, { 'If-Match': `"${version}"` })
  const amend = (record: string, version: number, values: object) =>
    study.coordinator.put(record, { values, reason: 'misread' }, { 'If-Match': `"${version}"` })
  const statesOf = async (subject: string): Promise<readonly string[]> => {
    const { body } = await study.monitor.get(`${subject}/verifications`)
    return listSchema.parse(body).verifications.map(({ item, state }) => `${item} ${state}`)
  }

  it('DC-15 resets what a later change touched, and leaves the rest verified', async () => {
    const subject = await seedSubject(study, '3001')
    const record = await saved(subject, 'vitals', vitals('64.0'))
    expect((await verify(study.monitor, record, [WHOLE, WEIGHT])).status).toBe(200)
    expect((await amend(record, 1, vitals('64.0', '74'))).status).toBe(200)
    expect(await statesOf(subject)).toEqual([' changed', 'WEIGHT verified'])
    expect((await amend(record, 2, vitals('46.0', '74'))).status).toBe(200)
    expect(await statesOf(subject)).toEqual([' changed', 'WEIGHT changed'])
    const acts = await actsOf(server, study.key)
    const reset = acts.filter(({ act }) => act === 'verification.reset')
    expect(reset.map(({ username }) => username)).toEqual(['system', 'system'])
  })

  it('DC-15 resets the consent form when the subject is enrolled or fails screening', async () => {
    const subject = await seedSubject(study, '3009')
    const { body } = await study.monitor.get(subject)
    const { records } = z.object({ records: z.array(idSchema) }).parse(body)
    const record = `${subject}/records/${records[0]?.id ?? ''}`
    const sex = { item: 'SEX', groupRow: '' }
    expect((await verify(study.monitor, record, [WHOLE, sex])).status).toBe(200)
    const decision = { decision: 'screen-failure', date: '2026-02-01', reason: 'anaemia' }
    expect((await study.coordinator.post(`${subject}/enrolment`, decision)).status).toBe(200)
    expect(await statesOf(subject)).toEqual([' changed', 'SEX verified'])
  })

  it('DC-15 follows one row of a group by its identity, and its removal', async () => {
    const subject = await seedSubject(study, '3002')
    const row = (test: string, result: string) => ({
      LBDAT: '2026-01-12',
      LBTESTCD: test,
      LBORRES: result,
      LBORRESU: 'U/L',
    })
    const record = await saved(subject, 'laboratory', { items: {}, rows: [row('ALT', '40')] })
    expect((await verify(study.monitor, record, [ALT])).status).toBe(200)
    const first = { items: {}, rows: [row('AST', '33'), row('ALT', '40')] }
    expect((await amend(record, 1, first)).status).toBe(200)
    expect(await statesOf(subject)).toEqual(['LBORRES verified'])
    const removal = { reason: 'wrong subject' }
    await study.coordinator.post(`${record}/removal`, removal, { 'If-Match': '"2"' })
    expect(await statesOf(subject)).toEqual(['LBORRES changed'])
  })

  it('is taken back with a reason, and can be set again', async () => {
    const subject = await seedSubject(study, '3003')
    const record = await saved(subject, 'vitals', vitals('70'))
    const { body } = await verify(study.monitor, record, [WEIGHT])
    const [standing] = listSchema.parse(body).verifications
    const path = `${subject}/verifications/${standing?.id ?? ''}/withdrawal`
    expect((await study.monitor.post(path, { reason: ' ' })).status).toBe(422)
    expect((await study.monitor.post(path, { reason: 'the wrong page was read' })).status).toBe(200)
    expect((await study.monitor.post(path, { reason: 'once more' })).status).toBe(409)
    expect((await verify(study.monitor, record, [WEIGHT])).status).toBe(200)
    expect(await statesOf(subject)).toEqual(['WEIGHT withdrawn', 'WEIGHT verified'])
    const [last] = (await actsOf(server, study.key)).slice(-2)
    expect(last).toMatchObject({ act: 'verification.withdraw', reason: 'the wrong page was read' })
  })

  it('is refused to site staff, for another version, for what is not there, and twice', async () => {
    const subject = await seedSubject(study, '3004')
    const record = await saved(subject, 'vitals', vitals('70'))
    const before = (await actsOf(server, study.key)).length
    expect((await verify(study.coordinator, record, [WEIGHT])).status).toBe(403)
    expect((await verify(study.investigator, record, [WEIGHT])).status).toBe(403)
    expect((await verify(study.stranger, record, [WEIGHT])).status).toBe(404)
    expect((await verify(study.monitor, record, [WEIGHT], 7)).status).toBe(409)
    const nothing = await verify(study.monitor, record, [WEIGHT, { item: 'X', groupRow: '' }])
    expect(nothing.body).toMatchObject({
      errors: [{ pointer: '/parts/1/item', key: 'verify.nothingThere' }],
    })
    expect((await actsOf(server, study.key)).length).toBe(before)
    expect((await verify(study.monitor, record, [WEIGHT])).status).toBe(200)
    expect((await verify(study.monitor, record, [WEIGHT])).status).toBe(409)
  })
})
