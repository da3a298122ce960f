import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { firingSchema, type FiringView } from '../../../shared/api/routes/checks.ts'
import { querySchema } from '../../../shared/api/routes/queries.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const firingsSchema = z.object({ firings: z.array(firingSchema) })
const queriesSchema = z.object({ queries: z.array(querySchema) })
const V1 = builtInFamilies.protocols.get('donafenib-switch')

/** Version 1.1: heavier subjects are plausible, and nobody asks for visits before consent any more. */
const LOOSER: ProtocolDefinition = {
  ...V1,
  version: '1.1',
  checks: (V1.checks ?? []).filter(({ key }) => key !== 'SV-01'),
  forms: V1.forms.map((form) =>
    form.key === 'vitals' ? { ...form, items: form.items.map(withoutTop) } : form,
  ),
  amendment: { reopens: [] },
}

function withoutTop(item: ItemDefinition): ItemDefinition {
  return item.key === 'WEIGHT' && item.kind === 'number' ? { ...item, max: 900 } : item
}

describe.each(ENGINES)('how firings end on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  })
  afterAll(() => server.stop())

  const add = async (by: Browser, subject: string, record: object): Promise<string> => {
    const reply = await by.post(`${subject}/records`, record)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${z.object({ id: z.string() }).parse(reply.body).id}`
  }
  const subjidOf = (subject: string): string => subject.split('/').at(-1) ?? ''
  const firingOf = async (
    subject: string,
    check: string,
    reader = study.monitor,
  ): Promise<FiringView | undefined> => {
    const query = `?subject=${subjidOf(subject)}&check=${check}`
    const reply = await reader.get(`${study.path}/firings${query}`)
    return firingsSchema.parse(reply.body).firings[0]
  }
  /** The state of the query of a check, and what the program said last in it. */
  const endOf = async (subject: string, check: string, reader = study.monitor) => {
    const reply = await reader.get(`${study.path}/queries?subject=${subjidOf(subject)}`)
    const query = queriesSchema.parse(reply.body).queries.find((one) => one.check === check)
    return { state: query?.state, said: query?.entries.at(-1)?.said?.en }
  }
  /** Brings the second version into force. */
  const amend = async (): Promise<void> => {
    const body = { definition: LOOSER, note: 'Amendment 1' }
    const versions = `${study.path}/versions`
    const published = await administrator.post(versions, body, { 'If-Match': '"1"' })
    expect(published.status, JSON.stringify(published.body)).toBe(201)
    const approval = { site: 'S1', effectiveFrom: '2026-01-01', reason: 'Ethics committee' }
    const approved = await administrator.post(`${versions}/2/approvals`, approval)
    expect(approved.status, JSON.stringify(approved.body)).toBe(201)
  }
  const vitals = (weight: string, pulse = '72') => ({
    items: { VSDAT: '2026-01-12', WEIGHT: weight, PULSE: pulse, SYSBP: '120', DIABP: '80' },
    rows: [],
  })

  it('on a form of the investigator, the investigator alone confirms', async () => {
    const subject = await seedSubject(study, '5001')
    const rows = ['I01', 'I01'].map((code) => ({ IETESTCD: code, IEORRES: 'Y' }))
    const values = { items: {}, rows }
    await add(study.investigator, subject, { form: 'eligibility', visit: null, values })
    const firing = await firingOf(subject, 'GEN-DUPLICATE')
    const path = `${subject}/firings/${firing?.id ?? ''}/confirmation`
    const refused = await study.coordinator.post(path, { reason: 'asked twice' })
    expect(refused).toMatchObject({ status: 403, body: { permission: 'review.write' } })
    expect((await firingOf(subject, 'GEN-DUPLICATE'))?.state).toBe('open')
    const done = await study.investigator.post(path, { reason: 'asked twice' })
    expect(done).toMatchObject({ status: 200, body: { state: 'confirmed' } })
    const [confirm] = (await actsOf(server, study.key)).filter(({ act }) => act === 'check.confirm')
    expect(confirm).toMatchObject({ actorKind: 'person', reason: 'asked twice' })
  })

  it('of two events alike, a correction of the first ends the question at the second', async () => {
    const subject = await seedSubject(study, '5010')
    const event = (AESTDAT: string) => ({
      items: { AETERM: 'Fatigue', AEDECOD: 'Fatigue', AESTDAT, AETOXGR: '1' },
      rows: [],
    })
    const form = { form: 'adverse-events', visit: null, values: event('2026-01-10') }
    const first = await add(study.coordinator, subject, form)
    const second = await add(study.coordinator, subject, form)
    expect((await firingOf(subject, 'AE-02'))?.record).toBe(second.split('/').at(-1))
    const change = { values: event('2026-01-12'), reason: 'read again' }
    const reply = await study.coordinator.put(first, change, { 'If-Match': '"1"' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect((await firingOf(subject, 'AE-02'))?.state).toBe('corrected')
  })

  it('one that an amendment loosened or withdrew is not counted as corrected, and says so', async () => {
    const loosened = await seedSubject(study, '5002')
    const corrected = await seedSubject(study, '5003')
    const weight = (values: object) => ({ form: 'vitals', visit: 'BASELINE', values })
    await add(study.coordinator, loosened, weight(vitals('646')))
    const early = { items: { SVSTDAT: '2026-01-02' }, rows: [] }
    const visit = { form: 'visits', visit: 'BASELINE', values: early }
    await add(study.coordinator, loosened, visit)
    const record = await add(study.coordinator, corrected, weight(vitals('64', '720')))
    expect((await firingOf(loosened, 'GEN-RANGE'))?.state).toBe('open')
    expect((await firingOf(loosened, 'SV-01'))?.state).toBe('open')

    await amend()
    await add(study.coordinator, loosened, {
      form: 'visits',
      visit: 'W4',
      values: { items: { SVSTDAT: '2026-02-10' }, rows: [] },
    })
    for (const check of ['GEN-RANGE', 'SV-01']) {
      expect((await firingOf(loosened, check))?.state).toBe('superseded')
      expect(await endOf(loosened, check)).toMatchObject({
        state: 'closed',
        said: expect.stringContaining('amended study definition') as string,
      })
    }
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.filter((act) => act === 'check.lapse')).toHaveLength(2)

    const changed = { values: vitals('64'), reason: 'read again' }
    const reply = await study.coordinator.put(record, changed, { 'If-Match': '"1"' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect((await firingOf(corrected, 'GEN-RANGE'))?.state).toBe('corrected')
    expect(await endOf(corrected, 'GEN-RANGE')).toMatchObject({
      state: 'closed',
      said: expect.stringContaining('The data changed') as string,
    })
  })

  it('one that time alone ended is not called corrected, and says so', async () => {
    const subject = await seedSubject(study, '5011')
    const { items } = vitals('64')
    const values = { items: { ...items, VSDAT: '2026-03-05' }, rows: [] }
    await add(study.coordinator, subject, { form: 'vitals', visit: 'BASELINE', values })
    expect((await firingOf(subject, 'GEN-FUTURE'))?.state).toBe('open')
    server.clock.advance({ hours: 96 })
    const [coordinator, monitor] = await Promise.all([
      signedIn(server, [{ role: 'coordinator', study: study.key }]),
      signedIn(server, [{ role: 'monitor', study: study.key }]),
    ])
    const visit = { items: { SVSTDAT: '2026-02-10' }, rows: [] }
    await add(coordinator, subject, { form: 'visits', visit: 'W4', values: visit })
    expect((await firingOf(subject, 'GEN-FUTURE', monitor))?.state).toBe('superseded')
    expect(await endOf(subject, 'GEN-FUTURE', monitor)).toMatchObject({
      state: 'closed',
      said: expect.stringContaining('time passed') as string,
    })
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts).toContain('check.expire')
  })
})
