import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  ReviewedAssessment,
  ReviewedBestResponse,
} from '../../../shared/api/routes/reviews.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Reply, type TestServer } from '../support/test-server.ts'

interface Responses {
  readonly assessments: readonly ReviewedAssessment[]
  readonly best: readonly ReviewedBestResponse[]
}

const { protocols } = builtInFamilies
const PROTOCOL = 'tace-systemic'
const RECIST = 'RECIST 1.1'
const MRECIST = 'mRECIST'

// Response criteria, section 9: one test for each of its sentences.
describe.each(ENGINES)("the investigator's response on $engine", ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject = ''
  const assessments = new Map<string, string>()
  const versions = new Map<string, number>()

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
    subject = await seedSubject(study, '1001')
    const rows = protocols.get(PROTOCOL).eligibility.map(({ key, kind }) => ({
      IETESTCD: key,
      IEORRES: kind === 'inclusion' ? 'Y' : 'N',
    }))
    const eligibility = { form: 'eligibility', visit: null, values: { items: {}, rows } }
    const answered = await study.investigator.post(`${subject}/records`, eligibility)
    expect(answered.status, JSON.stringify(answered.body)).toBe(201)
    const enrolment = { decision: 'enrolled', date: '2026-01-07', cohort: 'TACE+TKI' }
    const enrolled = await study.investigator.post(`${subject}/enrolment`, enrolment)
    expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200)
    const dose = { EXTRT: 'LENVATINIB', EXSTDAT: '2026-01-07', EXDOSE: '8', EXDOSU: 'mg' }
    await enter('exposure', null, { items: dose, rows: [] })
    const lesion = {
      TULNKID: 'T01',
      TUGRPID: 'TARGET',
      TULOC: 'LIVER',
      TUNODE: 'N',
      TUDAT: '2026-01-06',
    }
    await enter('lesions', null, { items: lesion, rows: [] })
    for (const [visit, date, size] of [
      ['BASELINE', '2026-01-06', '50'],
      ['W8', '2026-03-02', '45'],
      ['W16', '2026-04-27', '46'],
      ['W24', '2026-06-22', '47'],
    ] as const) {
      assessments.set(visit, await enter('tumour-assessment', visit, measured(date, size)))
      versions.set(visit, 1)
    }
  })
  afterAll(() => server.stop())

  const measured = (date: string, size: string) => ({
    items: {},
    rows: [{ TRLNKID: 'T01', TRDAT: date, LDIAM: size, VDIAM: size }],
  })
  const enter = async (form: string, visit: string | null, values: object): Promise<string> => {
    const reply = await study.coordinator.post(`${subject}/records`, { form, visit, values })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }
  const remeasure = async (visit: string, date: string, size: string): Promise<void> => {
    const version = versions.get(visit) ?? 0
    const reply = await study.coordinator.put(
      `${subject}/records/${assessments.get(visit) ?? ''}`,
      { values: measured(date, size), reason: `measured again at ${visit}` },
      { 'If-Match': `"${version}"` },
    )
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    versions.set(visit, version + 1)
  }
  const review = (
    [visit, criteria]: readonly [string, string],
    body: object,
    version?: number,
  ): Promise<Reply> =>
    study.investigator.put(
      `${subject}/reviews/${visit}/${encodeURIComponent(criteria)}`,
      { date: '2026-06-23', ...body },
      version === undefined ? {} : { 'If-Match': `"${version}"` },
    )
  const responses = async (): Promise<Responses> =>
    (await study.investigator.get(`${study.path}/responses`)).body as Responses
  const at = async (visit: string, criteria = RECIST): Promise<ReviewedAssessment | undefined> =>
    (await responses()).assessments.find((one) => one.visit === visit && one.criteria === criteria)
  const bestUnder = async (criteria: string, source: string) => {
    const { body } = await study.investigator.get(`${study.path}/analysis?source=${source}`)
    const { subjects } = body as { subjects: { criteria: string; confirmedBor: string }[] }
    return subjects.find((row) => row.criteria === criteria)?.confirmedBor
  }
  const records = async (): Promise<readonly RecordView[]> => {
    const { body } = await study.investigator.get(subject)
    return (body as { records: RecordView[] }).records
  }

  it('response-criteria 9: derives at once, before anybody has judged', async () => {
    expect(await at('W8')).toMatchObject({ derived: 'SD', recorded: null, state: 'to-do' })
    const { body } = await study.investigator.get(`${subject}/derivation`)
    const { timepoints } = body as { timepoints: { row: { visit: string }; trace: unknown[] }[] }
    const week8 = timepoints.find(({ row }) => row.visit === 'W8')
    expect(week8?.trace.length).toBeGreaterThan(0)
  })

  it('response-criteria 9, DC-12: keeps a differing response beside the derived one, with its reason, and shows the difference', async () => {
    const silent = await review(['W8', RECIST], { response: 'PR' })
    expect(silent.body).toMatchObject({
      type: 'urn:problem:reason-required',
      errors: [{ pointer: '/differenceReason', params: { derived: 'SD' } }],
    })
    const differenceReason = 'necrosis not counted by diameters'
    const saved = await review(['W8', RECIST], { response: 'PR', differenceReason })
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect(await at('W8')).toMatchObject({
      ...{ derived: 'SD', recorded: 'PR', reason: differenceReason },
      ...{ state: 'differs', discordant: true },
    })
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const file = await manager.get(`${study.path}/exports/csv/files/responses.csv?purpose=Test`)
    expect(file.status).toBe(200)
    expect(String(file.body)).toMatch(/RECIST 1\.1.*PR.*necrosis not counted/)
    const analysis = await manager.get(`${study.path}/analysis`)
    const { timepoints } = analysis.body as {
      timepoints: { visit: string; criteria: string; derived: string; investigator: string }[]
    }
    expect(timepoints.find((row) => row.visit === 'W8' && row.criteria === RECIST)).toMatchObject({
      derived: 'SD',
      investigator: 'PR',
    })
  })

  it('response-criteria 9: RECIST 1.1 and mRECIST are two independent reviews of a visit', async () => {
    expect(await at('W8', MRECIST)).toMatchObject({ recorded: null, state: 'to-do' })
    expect((await review(['W8', MRECIST], { response: 'SD' })).status).toBe(200)
    expect(await at('W8', MRECIST)).toMatchObject({ recorded: 'SD', state: 'agrees' })
    expect(await at('W8')).toMatchObject({ recorded: 'PR', state: 'differs' })
  })

  it("response-criteria 9: analyses use the investigator's value, the derived one where none is recorded, or the derived ones alone", async () => {
    expect(
      (await review(['W16', RECIST], { response: 'PR', differenceReason: 'as before' })).status,
    ).toBe(200)
    expect(await bestUnder(RECIST, 'investigator')).toBe('PR')
    expect(await bestUnder(RECIST, 'derived')).toBe('SD')
    const { best } = await responses()
    expect(best.find(({ criteria }) => criteria === RECIST)).toMatchObject({
      ...{ derived: 'SD', recorded: 'PR', read: null, discordant: true },
    })
    expect(best.find(({ criteria }) => criteria === MRECIST)).toMatchObject({
      ...{ derived: 'SD', recorded: 'SD', discordant: false },
    })
  })

  it('response-criteria 9: an override changes only its own visit; sums, nadir and later derivations stay', async () => {
    const rows = async () => {
      const { body } = await study.investigator.get(`${subject}/derivation`)
      const { timepoints } = body as {
        timepoints: {
          row: {
            visit: string
            criteria: string
            sum: number
            derived: string
            percentFromNadir: number
          }
        }[]
      }
      return timepoints
        .map(({ row }) => row)
        .filter(({ criteria }) => criteria === RECIST)
        .map(({ visit, sum, derived, percentFromNadir }) => ({
          visit,
          sum,
          derived,
          percentFromNadir,
        }))
    }
    const before = await rows()
    expect(before.map(({ derived }) => derived)).toEqual(['SD', 'SD', 'SD'])
    const again = { response: 'CR', differenceReason: 'gone on MRI', reason: 'MRI read' }
    expect((await review(['W16', RECIST], again, 1)).status).toBe(200)
    const after = await rows()
    expect(
      after.map(({ visit, sum, percentFromNadir }) => ({ visit, sum, percentFromNadir })),
    ).toEqual(before.map(({ visit, sum, percentFromNadir }) => ({ visit, sum, percentFromNadir })))
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    // O-5 looks at the response in force: after CR, disease that is still there is progression.
    expect(after[2]).toMatchObject({ visit: 'W24', derived: 'PD' })
    const back = { response: 'SD', reason: 'MRI was of another subject' }
    expect((await review(['W16', RECIST], back, 2)).status).toBe(200)
    expect(await rows()).toEqual(before)
  })

  it('response-criteria 9: a changed measurement derives that and all later visits again, and reopens the reviews whose derived response changed', async () => {
    expect((await review(['W24', RECIST], { response: 'SD' })).status).toBe(200)
    await remeasure('W8', '2026-03-02', '30')
    // 30 mm is PR against 50 mm; 46 mm is then 16 mm and more than 20 % above the nadir.
    expect(await at('W8')).toMatchObject({ derived: 'PR', state: 'reopened' })
    expect(await at('W16')).toMatchObject({ derived: 'PD', state: 'reopened' })
    expect(await at('W24')).toMatchObject({ derived: 'PD', state: 'reopened' })
    expect(await at('W8', MRECIST)).toMatchObject({ derived: 'PR', state: 'reopened' })
  })

  it('response-criteria 9: a reopened review says what was derived then and now, and which measurement changed', async () => {
    expect(await at('W16')).toMatchObject({
      derived: 'PD',
      recorded: 'SD',
      reopened: {
        seen: 'SD',
        causes: [
          {
            form: 'tumour-assessment',
            visit: 'W8',
            reason: 'measured again at W8',
            fields: [
              { pointer: '/rows/T01/LDIAM', item: 'LDIAM', before: '45', after: '30' },
              { pointer: '/rows/T01/VDIAM', before: '45', after: '30' },
            ],
          },
        ],
      },
    })
    const { body } = await study.investigator.get(`${study.path}/work`)
    const { items } = body as { items: { kind: string; visit: string; criteria: string }[] }
    const reopened = items.filter(({ kind }) => kind === 'review-reopened')
    expect(reopened.map(({ visit, criteria }) => `${visit} ${criteria}`).sort()).toEqual([
      'W16 RECIST 1.1',
      'W24 RECIST 1.1',
      'W8 RECIST 1.1',
      'W8 mRECIST',
    ])
  })

  it('response-criteria 9: what moves a reopened review once more is told too', async () => {
    await remeasure('W16', '2026-04-27', '31')
    expect(await at('W16')).toMatchObject({
      derived: 'PR',
      state: 'reopened',
      reopened: { seen: 'SD', causes: [{ visit: 'W8' }, { visit: 'W16' }] },
    })
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.lastIndexOf('review.reopen')).toBeGreaterThan(acts.lastIndexOf('record.amend'))
  })

  it('response-criteria 9: a change that moves no derived response reopens nothing', async () => {
    const before = (await responses()).assessments
    await remeasure('W24', '2026-06-22', '48')
    const after = (await responses()).assessments
    const states = (list: readonly ReviewedAssessment[]) =>
      list.map(({ visit, criteria, state, derived }) => ({ visit, criteria, state, derived }))
    expect(states(after)).toEqual(states(before))
  })

  it('response-criteria 9: reviewing again settles it, and the history keeps every response', async () => {
    const review8 = (await records()).find(
      ({ form, visit, rowKey }) => form === 'responses' && visit === 'W8' && rowKey === RECIST,
    )
    const settled = { response: 'PR', reason: 'measured again' }
    expect((await review(['W8', RECIST], settled, review8?.version)).status).toBe(200)
    expect(await at('W8')).toMatchObject({ state: 'agrees', recorded: 'PR', reopened: null })
    const { body } = await study.investigator.get(`${subject}/records/${review8?.id ?? ''}/history`)
    const { entries } = body as { entries: { act: string }[] }
    expect(entries.map(({ act }) => act)).toEqual([
      'review.amend',
      'review.reopen',
      'review.record',
    ])
  })

  it('shows the responses of other sites to nobody, and none to who may not read results', async () => {
    const stranger = await study.stranger.get(`${study.path}/responses`)
    expect(stranger.body).toEqual({ assessments: [], best: [] })
    const administrator = await signedIn(server, [{ role: 'administrator', study: study.key }])
    expect((await administrator.get(`${study.path}/responses`)).status).toBe(403)
  })
})
