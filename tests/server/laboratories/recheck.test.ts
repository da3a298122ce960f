import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { firingSchema } from '../../../shared/api/routes/checks.ts'
import { querySchema } from '../../../shared/api/routes/queries.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { laboratorySchema } from '../../../shared/api/routes/laboratories.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'

const firingsSchema = z.object({ firings: z.array(firingSchema) })
const queriesSchema = z.object({
  queries: z.array(z.object({ check: z.string().nullable(), state: z.string() })),
})
const threadsSchema = z.object({ queries: z.array(querySchema) })
const changeSchema = z.object({ laboratory: laboratorySchema })

describe.each(ENGINES)('checks after a change of a range on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let path: string
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, 'lenvatinib-toripalimab')
    const reply = await study.coordinator.post(`${study.path}/laboratories`, {
      ...{ code: 'L', name: 'Own', site: 'S1' },
    })
    path = `${study.path}/laboratories/${laboratorySchema.parse(reply.body).id}/ranges`
  })
  afterAll(() => server.stop())

  const enter = async (subject: string, form: string, visit: string | null, values: object) => {
    const body = { form, visit, values: { items: {}, rows: [], ...values } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  /** A subject on treatment with one result that names no limits of its own. */
  const treated = async (subjid: string, laboratory: string): Promise<string> => {
    const subject = await seedSubject(study, subjid)
    await enter(subject, 'exposure', null, {
      items: { EXTRT: 'LENVATINIB', EXSTDAT: '2026-01-10', EXDOSE: '8', EXDOSU: 'mg' },
    })
    const row = { LBDAT: '2026-02-10', LBTESTCD: 'ALT', LBORRES: '250', LBORRESU: 'U/L' }
    await enter(subject, 'laboratory', 'W4', { rows: [{ ...row, LBNAM: laboratory }] })
    return subject
  }
  const firingsOf = async (subjid: string) => {
    const at = `${study.path}/firings?limit=500&check=LB-04&subject=${subjid}`
    const { firings } = firingsSchema.parse((await study.coordinator.get(at)).body)
    return firings.map(({ state, message }) => [state, /grade \d/.exec(message.en)?.[0]])
  }
  const queriesOf = async (subjid: string) => {
    const at = `${study.path}/queries?subject=${subjid}`
    const { queries } = queriesSchema.parse((await study.coordinator.get(at)).body)
    return queries.filter(({ check }) => check === 'LB-04').map(({ state }) => state)
  }

  it('DC-11: ask what the new range makes severe, and take it back with the range, unsaved', async () => {
    await treated('1001', 'Own')
    await treated('1002', 'Another')
    expect(await firingsOf('1001')).toEqual([])
    const range = {
      ...{ test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
      ...{ low: '9', high: '40', validFrom: '2025-01-01', reason: 'certificate of 2025' },
    }
    const reply = await study.coordinator.post(path, range)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    expect(await firingsOf('1001')).toEqual([['open', 'grade 3']])
    expect(await queriesOf('1001')).toEqual(['open'])
    expect(await firingsOf('1002')).toEqual([])
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.slice(acts.lastIndexOf('laboratory.range-add'))).toEqual([
      'laboratory.range-add',
      'laboratory.recalculate',
      'check.fire',
      'query.open',
    ])
    const [added] = changeSchema.parse(reply.body).laboratory.ranges
    const wider = { low: '9', high: '100', validFrom: '2025-01-01', validTo: null }
    const amended = await study.coordinator.put(
      `${path}/${added?.id ?? ''}`,
      { ...wider, reason: 'misread' },
      { 'If-Match': '"1"' },
    )
    expect(amended.status, JSON.stringify(amended.body)).toBe(200)
    expect(await firingsOf('1001')).toEqual([['superseded', 'grade 3']])
    expect(await queriesOf('1001')).toEqual(['closed'])
  })

  it('say that an amendment ended a question, where none of the limits did', async () => {
    const subject = await treated('1003', 'Own')
    await enter(subject, 'visits', 'BASELINE', { items: { SVSTDAT: '2026-01-02' } })
    const endOf = async () => {
      const { body } = await study.coordinator.get(`${study.path}/queries?subject=1003`)
      const { queries } = threadsSchema.parse(body)
      return queries
        .filter(({ check }) => check === 'SV-01')
        .map(({ state, entries }) => [state, entries.at(-1)?.said?.en])
    }
    expect((await endOf()).map(([state]) => state)).toEqual(['open'])
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const V1 = builtInFamilies.protocols.get('lenvatinib-toripalimab')
    const checks = (V1.checks ?? []).filter(({ key }) => key !== 'SV-01')
    const definition = { ...V1, version: '1.1', checks, amendment: { reopens: [] } }
    const versions = `${study.path}/versions`
    const body = { definition, note: 'Amendment 1' }
    expect((await administrator.post(versions, body, { 'If-Match': '"1"' })).status).toBe(201)
    const approval = { site: 'S1', effectiveFrom: '2026-01-01', reason: 'Ethics committee' }
    expect((await administrator.post(`${versions}/2/approvals`, approval)).status).toBe(201)
    const range = {
      ...{ test: 'ALT', unit: 'U/L', sex: 'M', ageFrom: null, ageTo: null },
      ...{ low: '9', high: '41', validFrom: '2025-02-01', reason: 'certificate of 2025' },
    }
    const reply = await study.coordinator.post(path, range)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    expect(await endOf()).toEqual([
      ['closed', expect.stringContaining('amended study definition') as string],
    ])
  })
})
