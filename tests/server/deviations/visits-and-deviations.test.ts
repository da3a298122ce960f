import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, CONSENT, seedStudy, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Reply, type TestServer } from '../support/test-server.ts'

interface Cell {
  readonly visit: string
  readonly state: string
  readonly overlays: readonly string[]
  readonly forms: readonly { readonly form: string; readonly state: string }[]
}

interface Deviations {
  readonly deviations: readonly { readonly term: string; readonly kind: string }[]
  readonly suggestions: readonly { readonly key: string; readonly days: number | null }[]
}

describe.each(ENGINES)('visits and deviations on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    const subject = { subjid: '1001', site: 'S1', values: CONSENT }
    expect((await study.coordinator.post(`${study.path}/subjects`, subject)).status).toBe(201)
    const eligibility = {
      form: 'eligibility',
      visit: null,
      values: { items: {}, rows: answers() },
    }
    const answered = await study.investigator.post(`${path()}/records`, eligibility)
    expect(answered.status, JSON.stringify(answered.body)).toBe(201)
    const enrolment = { decision: 'enrolled', date: '2026-01-06', cohort: null, reason: 'waiver' }
    const enrolled = await study.coordinator.post(`${path()}/enrolment`, enrolment)
    expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200)
    await save('exposure', null, { EXTRT: 'DONAFENIB', EXDOSE: '200', EXSTDAT: '2026-01-08' })
  })
  afterAll(() => server.stop())

  const path = (): string => `${study.path}/subjects/1001`
  const post = (form: string, visit: string | null, items: object) =>
    study.coordinator.post(`${path()}/records`, { form, visit, values: { items, rows: [] } })
  const save = async (...of: Parameters<typeof post>): Promise<Reply> => {
    const reply = await post(...of)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply
  }
  const cellOf = async (visit: string): Promise<Cell | undefined> => {
    const { body } = await study.coordinator.get(path())
    return (body as { cells: Cell[] }).cells.find((cell) => cell.visit === visit)
  }
  const listed = async (): Promise<Deviations> =>
    (await study.coordinator.get(`${study.path}/deviations`)).body as Deviations
  const keys = async (): Promise<readonly string[]> =>
    (await listed()).suggestions.map(({ key }) => key)

  it('DC-16: a visit outside its window is saved, flagged and listed', async () => {
    await save('visits', 'BASELINE', { SVSTDAT: '2026-01-07' })
    await save('visits', 'W4', { SVSTDAT: '2026-02-14' })
    expect((await cellOf('W4'))?.overlays).toContain('out-of-window')
    expect((await cellOf('BASELINE'))?.overlays).not.toContain('out-of-window')
    const { suggestions } = await listed()
    expect(suggestions).toContainEqual({
      subjid: '1001',
      site: 'S1',
      key: 'VISIT WINDOW W4 2026-02-14',
      kind: 'VISIT WINDOW',
      date: '2026-02-14',
      visit: 'W4',
      days: 6,
      windowFrom: '2026-02-02',
      windowTo: '2026-02-08',
      criteria: [],
    })
  })

  it('DC-16: an unscheduled visit is recorded and is no deviation', async () => {
    await save('visits', 'UNS-2026-02-20', { SVSTDAT: '2026-02-20', SVUPDES: 'fever' })
    expect(await cellOf('UNS-2026-02-20')).toBeDefined()
    expect((await keys()).some((key) => key.includes('UNS'))).toBe(false)
  })

  it('DC-16: enrolment against a criterion is suggested as a deviation', async () => {
    expect(await keys()).toContain('ELIGIBILITY I01')
  })

  it('DC-07: a visit not done with its reason closes all its forms, and can be taken back', async () => {
    expect((await cellOf('W8'))?.state).toBe('due')
    const items = { SVSTDAT_REASND: 'NOT DONE', SVREASOC: 'TOO ILL' }
    const { body } = await save('visits', 'W8', items)
    const cell = await cellOf('W8')
    expect(cell?.state).toBe('not-done')
    expect(new Set(cell?.forms.map(({ state }) => state))).toEqual(new Set(['not-done']))
    expect(await keys()).toContain('ASSESSMENT MISSED W8')
    const work = await study.coordinator.get(`${study.path}/work`)
    const { items: waiting } = work.body as { items: { visit: string | null }[] }
    expect(waiting.filter(({ visit }) => visit === 'W8')).toEqual([])
    const { id } = body as { id: string }
    const removal = `${path()}/records/${id}/removal`
    const headers = { 'If-Match': '"1"' }
    const back = await study.coordinator.post(removal, { reason: 'came after all' }, headers)
    expect(back.status).toBe(200)
    expect((await cellOf('W8'))?.state).toBe('due')
    expect(await keys()).not.toContain('ASSESSMENT MISSED W8')
  })

  it('a visit not done without its reason is not complete', async () => {
    const { body } = await save('visits', 'W8', { SVSTDAT_REASND: 'NOT DONE' })
    expect(body).toMatchObject({ completeness: 'partial' })
    expect((await cellOf('W8'))?.state).toBe('partial')
  })

  it('a deviation on record answers its suggestion', async () => {
    await save('deviations', null, {
      DVSTDAT: '2026-02-14',
      DVTERM: 'Week 4 late',
      DVCAT: 'MINOR',
      DVDECOD: 'VISIT WINDOW',
    })
    const { deviations } = await listed()
    expect(deviations).toMatchObject([{ term: 'Week 4 late', kind: 'VISIT WINDOW' }])
    expect(await keys()).not.toContain('VISIT WINDOW W4 2026-02-14')
  })

  it('a person dismisses a suggestion with a reason, once, and the trail keeps it', async () => {
    const dismissals = `${path()}/deviation-dismissals`
    const wish = { suggestion: 'ELIGIBILITY I01', reason: 'amendment in force' }
    expect((await study.monitor.post(dismissals, wish)).status).toBe(403)
    expect((await study.stranger.post(dismissals, wish)).status).toBe(404)
    expect((await study.coordinator.post(dismissals, { ...wish, reason: ' ' })).status).toBe(422)
    const none = await study.coordinator.post(dismissals, { ...wish, suggestion: 'ELIGIBILITY I9' })
    expect(none.status).toBe(404)
    expect((await study.coordinator.post(dismissals, wish)).status).toBe(201)
    expect((await study.coordinator.post(dismissals, wish)).status).toBe(409)
    expect(await keys()).not.toContain('ELIGIBILITY I01')
    expect((await actsOf(server, study.key)).at(-1)).toMatchObject({
      act: 'deviation.dismiss',
      reason: 'amendment in force',
    })
  })

  it('shows nothing of other sites', async () => {
    const { body } = await study.stranger.get(`${study.path}/deviations`)
    expect(body).toEqual({ deviations: [], suggestions: [] })
  })

  it('tells the status of the subject, and since when', async () => {
    const status = async () =>
      ((await study.coordinator.get(path())).body as { subject: { status: unknown } }).subject
        .status
    expect(await status()).toEqual({ status: 'on-treatment', since: '2026-01-08' })
    const end = { DSSCAT: 'STUDY', DSDECOD: 'WITHDRAWAL BY SUBJECT', DSSTDAT: '2026-02-22' }
    await save('disposition', null, end)
    expect(await status()).toEqual({ status: 'withdrawn', since: '2026-02-22' })
  })

  it('PR-04: refuses what is dated after the withdrawal of consent, and takes what was before', async () => {
    const later = await post('concomitant', null, { CMTRT: 'Aspirin', CMSTDAT: '2026-02-23' })
    expect(later.body).toMatchObject({ status: 409, requires: ['consent.standing'] })
    const visit = await post('visits', 'UNS-2026-02-24', { SVSTDAT: '2026-02-24' })
    expect(visit.status).toBe(409)
    const contact = { SSDAT: '2026-02-26', SSORRES: 'ALIVE' }
    expect((await post('survival', null, contact)).status).toBe(409)
    await save('concomitant', null, { CMTRT: 'Aspirin', CMSTDAT: '2026-02-22' })
    const partial = { CMTRT: 'Iron', CMSTDAT: '2026-02' }
    await save('concomitant', null, partial)
    const treatment = { DSSCAT: 'TREATMENT', DSDECOD: 'OTHER', DSSTDAT: '2026-02-25' }
    await save('disposition', null, treatment)
  })

  it('PR-04: takes nothing new that tells no day, unless it says why', async () => {
    const undated = [
      await post('adverse-events', null, { AETERM: 'Itching' }),
      await post('visits', 'UNS-2026-02-10', {}),
      await post('ecg', 'W12', { EGPERF: 'Y' }),
    ]
    for (const { body } of undated) {
      expect(body).toMatchObject({ status: 409, requires: ['record.dated'] })
    }
    await save('adverse-events', null, { AETERM: 'Itching', AESTDAT_REASND: 'UNKNOWN' })
    await save('adverse-events', null, { AETERM: 'Cough', AESTDAT: '2026' })
  })

  it('PR-04: what was held before can be corrected, but not dated later', async () => {
    const { body } = await study.coordinator.get(path())
    const { records } = body as {
      records: { id: string; form: string; values: { items: Record<string, string> } }[]
    }
    const aspirin = records.find(({ values }) => values.items['CMTRT'] === 'Aspirin')
    const change = (items: object, version: number) =>
      study.coordinator.put(
        `${path()}/records/${aspirin?.id ?? ''}`,
        { values: { items, rows: [] }, reason: 'source' },
        { 'If-Match': `"${version}"` },
      )
    expect((await change({ CMTRT: 'Aspirin', CMSTDAT: '2026-03-01' }, 1)).status).toBe(409)
    expect((await change({ CMTRT: 'Aspirin', CMSTDAT: '2026-02-01' }, 1)).status).toBe(200)
  })

  it('PR-04: takes no new row that tells no day, in a form that was held before', async () => {
    const alt = { LBDAT: '2026-02-10', LBTESTCD: 'ALT', LBORRES: '30', LBORRESU: 'U/L' }
    const ast = { LBTESTCD: 'AST', LBORRES: '300', LBORRESU: 'U/L' }
    const values = (...rows: object[]) => ({ items: {}, rows })
    const record = { form: 'laboratory', visit: 'W4' }
    const create = (...rows: object[]) =>
      study.coordinator.post(`${path()}/records`, { ...record, values: values(...rows) })
    expect((await create(alt, ast)).body).toMatchObject({ requires: ['record.dated'] })
    const made = await create(alt)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body as { id: string }
    const change = (version: number, ...rows: object[]) =>
      study.coordinator.put(
        `${path()}/records/${id}`,
        { values: values(...rows), reason: 'source' },
        { 'If-Match': `"${version}"` },
      )
    expect(await change(1, alt, ast)).toMatchObject({
      ...{ status: 409, body: { step: 'record.amend', requires: ['record.dated'] } },
    })
    expect((await change(1, { ...alt, LBORRES: '31' })).status).toBe(200)
    const unknown = { ...ast, LBDAT_REASND: 'UNKNOWN' }
    expect((await change(2, alt, unknown)).status).toBe(200)
    expect((await change(3, alt, { ...ast, LBDAT: '2026-02-11' })).status).toBe(200)
  })

  it('PR-04: an earlier event that the site heard of later is still recorded, and a later deviation', async () => {
    const event = { AETERM: 'Ascites', AESTDAT: '2026-02-20', AESER: 'Y', AEAWDAT: '2026-02-27' }
    await save('adverse-events', null, event)
    const followUp = await post('adverse-events', null, { AETERM: 'Rash', AESTDAT: '2026-02-27' })
    expect(followUp.status).toBe(409)
    await save('deviations', null, { DVTERM: 'Blood drawn', DVSTDAT: '2026-02-26' })
  })

  it('PR-04: the investigator still judges an assessment that was held before', async () => {
    const rows = [{ TRLNKID: 'T01', TRDAT: '2026-02-20', LDIAM: '30', VDIAM: '30' }]
    const assessment = { form: 'tumour-assessment', visit: 'W8', values: { items: {}, rows } }
    const held = await study.coordinator.post(`${path()}/records`, assessment)
    expect(held.status, JSON.stringify(held.body)).toBe(201)
    const review = { response: 'NE', date: '2026-03-01', differenceReason: 'no scan' }
    const reviewed = await study.investigator.put(`${path()}/reviews/W8/mRECIST`, review)
    expect(reviewed.status, JSON.stringify(reviewed.body)).toBeLessThan(300)
  })

  it('PR-04: every export names the subject in a file of its own, with the day', async () => {
    const grant = { role: 'statistician', study: study.key } as const
    const statistician = await signedIn(server, [grant])
    for (const format of builtInFamilies.exports.keys) {
      const exports = `${study.path}/exports/${format}`
      const { body } = await statistician.get(exports)
      const { files } = body as { files: { name: string; rows: number }[] }
      expect(files.at(-1)).toEqual({ name: 'consent-withdrawn.txt', rows: 1 })
      const file = await statistician.get(`${exports}/files/consent-withdrawn.txt?purpose=Test`)
      expect(file.body).toBe('SUBJID,WITHDRAWN\n1001,2026-02-22\n')
    }
  })
})

/** The first inclusion criterion is not met. */
function answers(): { IETESTCD: string; IEORRES: string }[] {
  const number = (kind: string, at: number): string => `${kind}${String(at + 1).padStart(2, '0')}`
  const all = (kind: string, count: number, answer: string) =>
    Array.from({ length: count }, (_, at) => ({ IETESTCD: number(kind, at), IEORRES: answer }))
  return [{ IETESTCD: 'I01', IEORRES: 'N' }, ...all('I', 14, 'Y').slice(1), ...all('E', 13, 'N')]
}
