import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionFaults } from '../../shared/protocol/definition-schema.ts'
import { ENGINES } from '../db/open-stores.ts'
import {
  signedIn,
  startServer,
  type Browser,
  type TestServer,
} from '../server/support/test-server.ts'
import { toyFamilies } from './toy-family.ts'

const STUDY = '/api/studies/L1'
const SUBJECT = `${STUDY}/subjects/0001`
const CRITERIA = 'Two-Centimetre'

it('a toy protocol is a definition without fault once its members are known', () => {
  const { protocols, criteria, endpoints } = toyFamilies
  const known = { criteria: criteria.keys, endpointKinds: endpoints.keys }
  const definition: unknown = JSON.parse(JSON.stringify(protocols.get('lantern-trial')))
  expect(definitionFaults(definition, known)).toEqual([])
})

describe.each(ENGINES)('toy members of every family, from entry to export on $engine', (of) => {
  let server: TestServer
  let administrator: Browser
  let coordinator: Browser
  let investigator: Browser
  let statistician: Browser

  beforeAll(async () => {
    server = await startServer(of.open, toyFamilies)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  })
  afterAll(() => server.stop())

  const read = async (browser: Browser, path: string): Promise<unknown> => {
    const { status, body } = await browser.get(path)
    expect(status, JSON.stringify(body).slice(0, 500)).toBe(200)
    return body
  }
  const send = async (browser: Browser, path: string, body: object): Promise<unknown> => {
    const reply = await browser.post(path, body)
    expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status)
    return reply.body
  }
  const save = (form: string, visit: string | null, values: object): Promise<unknown> =>
    send(coordinator, `${SUBJECT}/records`, { form, visit, values })

  it('opens a study on the toy protocol, which the list of protocols offers', async () => {
    const { protocols } = (await read(administrator, '/api/protocols')) as {
      protocols: { key: string }[]
    }
    expect(protocols.map(({ key }) => key)).toContain('lantern-trial')
    const sites = [{ code: 'S1', name: 'First Hospital' }]
    await send(administrator, '/api/studies', { id: 'L1', protocol: 'lantern-trial', sites })
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'L1', site: 'S1' }])
    investigator = await signedIn(server, [{ role: 'investigator', study: 'L1', site: 'S1' }])
    statistician = await signedIn(server, [{ role: 'statistician', study: 'L1' }])
    const { definition } = (await read(coordinator, STUDY)) as {
      definition: { forms: { key: string }[] }
    }
    expect(definition.forms.map(({ key }) => key)).toContain('lantern')
  })

  it('registers and enrols a subject under the eligibility of the toy protocol', async () => {
    const values = { items: { SEX: 'F', BRTHDAT: '1960', RFICDAT: '2026-01-02' }, rows: [] }
    await send(coordinator, `${STUDY}/subjects`, { subjid: '0001', site: 'S1', values })
    const answers = { items: {}, rows: [{ IETESTCD: 'INC1', IEORRES: 'Y' }] }
    const eligibility = { form: 'eligibility', visit: null, values: answers }
    await send(investigator, `${SUBJECT}/records`, eligibility)
    const decision = { decision: 'enrolled', date: '2026-01-05', cohort: null }
    expect(await send(coordinator, `${SUBJECT}/enrolment`, decision)).toMatchObject({
      state: 'enrolled',
    })
  })

  it('saves the toy form with its rows, and refuses a code it does not have', async () => {
    const rows = [
      { LNCOLOR: 'RED', LNLUX: '1.5' },
      { LNCOLOR: 'BLUE', LNLUX: '2.0' },
    ]
    expect(await save('lantern', 'BASELINE', { items: { LNPERF: 'Y' }, rows })).toMatchObject({
      completeness: 'complete',
      values: { rows },
    })
    const values = { items: { LNPERF: 'PERHAPS' }, rows: [] }
    const refused = await coordinator.post(`${SUBJECT}/records`, {
      form: 'lantern',
      visit: 'W8',
      values,
    })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/values/items/LNPERF' }] })
    const { cells } = (await read(coordinator, SUBJECT)) as {
      cells: { visit: string; forms: object[] }[]
    }
    expect(cells.find(({ visit }) => visit === 'BASELINE')?.forms).toContainEqual({
      form: 'lantern',
      state: 'complete',
      queries: 0,
    })
  })

  it('derives the time points of the toy criterion from saved measurements', async () => {
    const items = { TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N', TUDAT: '2026-01-03' }
    await save('lesions', null, { items: { TULNKID: 'T01', ...items }, rows: [] })
    const measured = (TRDAT: string, LDIAM: string) => ({
      items: {},
      rows: [{ TRLNKID: 'T01', TRDAT, LDIAM }],
    })
    await save('tumour-assessment', 'BASELINE', measured('2026-01-03', '21'))
    await save('tumour-assessment', 'W8', measured('2026-03-02', '20.1'))
    await save('tumour-assessment', 'W16', measured('2026-04-27', '20.0'))
    expect(await read(coordinator, `${SUBJECT}/derivation`)).toMatchObject({
      timepoints: [
        { row: { criteria: CRITERIA, visit: 'W8', sum: 20.1, derived: 'SD' } },
        {
          row: { criteria: CRITERIA, visit: 'W16', sum: 20, derived: 'CR' },
          trace: [{ rule: 'two-centimetre' }],
        },
      ],
      responses: [{ row: { criteria: CRITERIA, bor: 'CR' } }],
    })
  })

  it('asks for the review under the toy criterion, and keeps it', async () => {
    const work = (await read(investigator, `${STUDY}/work`)) as { items: object[] }
    const missing = { kind: 'review-missing', visit: 'W16', criteria: CRITERIA }
    expect(work.items).toContainEqual(expect.objectContaining(missing))
    const review = { response: 'CR', date: '2026-04-28' }
    const reply = await investigator.put(`${SUBJECT}/reviews/W16/${CRITERIA}`, review)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect(reply.body).toMatchObject({ rowKey: CRITERIA, derivation: { derived: 'CR' } })
    const after = (await read(investigator, `${STUDY}/work`)) as { items: object[] }
    expect(after.items).not.toContainEqual(expect.objectContaining(missing))
  })

  it('counts the toy endpoint, and a built-in one under the toy criterion', async () => {
    const { endpoints } = (await read(statistician, `${STUDY}/analysis`)) as {
      endpoints: { id: string }[]
    }
    expect(endpoints).toMatchObject([
      { id: 'LIGHT', kind: 'x-light', N: 1, result: { light: 3.5 } },
      { id: 'ORR', kind: 'proportion', criteria: CRITERIA, n: 1, N: 1, estimate: 1 },
    ])
  })

  it("writes the toy form's files among the CSV files", async () => {
    const { files } = (await read(statistician, `${STUDY}/exports/csv`)) as { files: object[] }
    expect(files).toContainEqual({ name: 'lanterns.csv', rows: 1 })
    expect(files).toContainEqual({ name: 'lantern-readings.csv', rows: 2 })
    expect(await read(statistician, `${STUDY}/exports/csv/files/lanterns.csv?purpose=Test`)).toBe(
      'SUBJID,VISIT,LNPERF\n0001,BASELINE,Y\n',
    )
    expect(
      await read(statistician, `${STUDY}/exports/csv/files/lantern-readings.csv?purpose=Test`),
    ).toBe('SUBJID,VISIT,LNCOLOR,LNLUX\n0001,BASELINE,BLUE,2.0\n0001,BASELINE,RED,1.5\n')
    expect(
      await read(statistician, `${STUDY}/exports/csv/files/responses.csv?purpose=Test`),
    ).toContain(`0001,W16,${CRITERIA},2026-04-28,CR,`)
  })

  it("hands out the toy export's file under its own type, and says so in the trail", async () => {
    const path = `${STUDY}/exports/lantern-json`
    expect(await read(statistician, path)).toMatchObject({
      files: [{ name: 'lanterns.json', rows: 1 }],
    })
    const reply = await statistician.get(`${path}/files/lanterns.json?purpose=Test`)
    expect(reply.headers.get('content-type')).toContain('application/json')
    expect(reply.body).toEqual({ key: 'lantern-trial', list: [{ subject: '0001', readings: 2 }] })
    const trail = await read(statistician, `${STUDY}/audit?act=study.export&limit=1`)
    expect(JSON.stringify(trail)).toContain('lantern-json')
  })
})
