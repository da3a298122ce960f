import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Reply, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'

describe.each(ENGINES)('screening and enrolment on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  const { eligibility, cohorts } = builtInFamilies.protocols.get(PROTOCOL)
  const cohort = cohorts[0]?.key ?? ''

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
  })
  afterAll(() => server.stop())

  /** Answers every criterion as it should be, but those in `notMet`. */
  const answer = async (path: string, notMet: readonly string[] = []): Promise<void> => {
    const rows = eligibility.map(({ key, kind }) => {
      const met = kind === 'inclusion' ? 'Y' : 'N'
      const unmet = kind === 'inclusion' ? 'N' : 'Y'
      return { IETESTCD: key, IEORRES: notMet.includes(key) ? unmet : met }
    })
    const values = { items: {}, rows }
    const record = { form: 'eligibility', visit: null, values }
    const reply = await study.investigator.post(`${path}/records`, record)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  const enrol = (path: string, further: object = {}): Promise<Reply> =>
    study.coordinator.post(`${path}/enrolment`, {
      decision: 'enrolled',
      date: '2026-02-02',
      cohort,
      ...further,
    })

  it('registers a subject once, audited, in screening', async () => {
    const path = await seedSubject(study, '1001')
    const { body } = await study.coordinator.get(path)
    expect(body).toMatchObject({
      subject: { subjid: '1001', site: 'S1', state: 'screening', revision: 1, anchorDate: null },
      records: [{ form: 'subjects', values: { items: { RFICDAT: '2026-01-05' } } }],
    })
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.slice(-2)).toEqual(['subject.create', 'record.create'])
    const again = await study.coordinator.post(`${study.path}/subjects`, {
      subjid: '1001',
      site: 'S1',
      values: CONSENT,
    })
    expect(again.body).toMatchObject({ type: 'urn:problem:already-exists', entity: 'subject' })
  })

  it('AC-14: does not enrol before consent and before every criterion is answered', async () => {
    const values = { items: { SEX: 'F' }, rows: [] }
    const subject = { subjid: '1002', site: 'S1', values }
    await study.coordinator.post(`${study.path}/subjects`, subject)
    const reply = await enrol(`${study.path}/subjects/1002`)
    expect(reply.status).toBe(409)
    expect(reply.body).toMatchObject({
      type: 'urn:problem:wrong-order',
      requires: ['subject.consent', ...eligibility.map(({ key }) => `eligibility.${key}`)],
    })
  })

  it('enrols when everything is met, and brings the subject and its form in step', async () => {
    const path = await seedSubject(study, '1003')
    await answer(path)
    const reply = await enrol(path)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect(reply.body).toMatchObject({ state: 'enrolled', cohort, enrolmentDate: '2026-02-02' })
    const { records } = (await study.coordinator.get(path)).body as {
      records: { form: string; values: { items: object } }[]
    }
    const form = records.find((record) => record.form === 'subjects')
    expect(form?.values.items).toMatchObject({ ENRDAT: '2026-02-02', COHORT: cohort })
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.slice(-2)).toEqual(['record.amend', 'subject.enrol'])
    expect((await enrol(path)).body).toMatchObject({ requires: ['subject.screening'] })
  })

  it('asks for a reason when a criterion is not met, and then enrols with it on record', async () => {
    const path = await seedSubject(study, '1004')
    const notMet = eligibility[0]?.key ?? ''
    await answer(path, [notMet])
    const refused = await enrol(path)
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({
      type: 'urn:problem:reason-required',
      errors: [{ pointer: '/reason', params: { criteria: notMet } }],
    })
    const reply = await enrol(path, { reason: 'Waiver of the sponsor, 1 Feb 2026' })
    expect(reply.status).toBe(200)
    const { entries } = (await study.monitor.get(`${study.path}/audit?act=subject.enrol`)).body as {
      entries: { subjid: string; reason: string; changes: { after: string | null }[] }[]
    }
    const entry = entries.find(({ subjid }) => subjid === '1004')
    expect(entry?.reason).toBe('Waiver of the sponsor, 1 Feb 2026')
    expect(entry?.changes.some(({ after }) => after === notMet)).toBe(true)
  })

  it('demands one of the cohorts of the protocol', async () => {
    const path = await seedSubject(study, '1005')
    await answer(path)
    expect((await enrol(path, { cohort: 'NONE' })).body).toMatchObject({
      errors: [{ pointer: '/cohort' }],
    })
  })

  it('records a screen failure with its reason', async () => {
    const path = await seedSubject(study, '1006')
    const decision = { decision: 'screen-failure', date: '2026-02-02' }
    expect((await study.coordinator.post(`${path}/enrolment`, decision)).status).toBe(422)
    const reason = 'WITHDRAWAL BY SUBJECT'
    const reply = await study.coordinator.post(`${path}/enrolment`, { ...decision, reason })
    expect(reply.body).toMatchObject({ state: 'screen-failure' })
  })

  it('lets entry neither make nor take back the decision, but correct its date', async () => {
    const path = `${study.path}/subjects/1003`
    const { records } = (await study.coordinator.get(path)).body as {
      records: { id: string; form: string; version: number; values: { items: object } }[]
    }
    const form = records.find((record) => record.form === 'subjects')
    const amend = (items: object): Promise<Reply> =>
      study.coordinator.put(
        `${path}/records/${form?.id ?? ''}`,
        { values: { items, rows: [] }, reason: 'corrected' },
        { 'If-Match': `"${form?.version ?? 0}"` },
      )
    const { items = {} } = form?.values ?? {}
    expect((await amend({ ...items, ENRDAT: undefined })).body).toMatchObject({
      type: 'urn:problem:wrong-order',
    })
    expect((await amend({ ...items, ENRDAT: '2026-02-03' })).status).toBe(200)
    const { body } = await study.coordinator.get(path)
    expect(body).toMatchObject({ subject: { enrolmentDate: '2026-02-03', state: 'enrolled' } })
  })

  it('pages, filters and searches the list', async () => {
    interface List {
      subjects: { subjid: string }[]
      next: string | null
      filtered: number
    }
    const list = async (query: string): Promise<List> =>
      (await study.monitor.get(`${study.path}/subjects?${query}`)).body as List
    const first = await list('limit=4')
    const second = await list(`limit=4&cursor=${first.next ?? ''}`)
    const ids = [...first.subjects, ...second.subjects].map(({ subjid }) => subjid)
    expect(ids).toEqual(['1001', '1002', '1003', '1004', '1005', '1006'])
    expect(second.next).toBeNull()
    expect((await list('state=enrolled')).subjects.map(({ subjid }) => subjid)).toEqual([
      '1003',
      '1004',
    ])
    expect((await list('search=06')).filtered).toBe(1)
    expect((await list('search=%25')).filtered).toBe(0)
    expect((await list('site=S2')).subjects).toEqual([])
    expect((await list(`cohort=${cohort}`)).filtered).toBe(2)
  })

  it('shows each visit of a subject with its state, and what is to be done', async () => {
    const path = `${study.path}/subjects/1003`
    const visit = { form: 'visits', visit: 'BASELINE', values: { items: {}, rows: [] } }
    await study.coordinator.post(`${path}/records`, visit)
    const { cells } = (await study.coordinator.get(path)).body as {
      cells: { visit: string; state: string; forms: { form: string; state: string }[] }[]
    }
    const baseline = cells.find((cell) => cell.visit === 'BASELINE')
    expect(baseline?.state).toBe('partial')
    expect(baseline?.forms).toContainEqual({ form: 'visits', state: 'partial', queries: 0 })
    const work = await study.coordinator.get(`${study.path}/work`)
    const { items } = work.body as { items: { kind: string; subjid: string; form: string }[] }
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'form-partial', subjid: '1003', form: 'visits' }),
    )
    expect(items.some(({ kind, subjid }) => kind === 'visit-due' && subjid === '1006')).toBe(false)
  })
})
