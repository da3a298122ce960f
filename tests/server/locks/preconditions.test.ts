import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openItemSchema } from '../../../shared/api/held.ts'
import { getStudyCloseOut, getSubjectCloseOut } from '../../../shared/api/routes/locks.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { PRECONDITION_KINDS } from '../../../shared/locks/preconditions.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { HIERARCHY, LLT } from '../../shared/coding/made-release.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { dataManager, hold, seedSettled, settle, sign } from './clean-subject.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const idSchema = z.object({ id: z.string() })
const refusalSchema = z.object({
  type: z.literal('urn:problem:lock-preconditions'),
  counts: z.array(z.object({ kind: z.string(), count: z.number() })),
  open: z.array(openItemSchema),
})

describe.each(ENGINES)('what a lock asks for on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
    manager = await dataManager(server, study)
  })
  afterAll(() => server.stop())

  const lockSubject = (subjid: string) =>
    hold(manager, study, { kind: 'lock', level: 'subject', subjid })
  const refusal = async (subjid: string) => refusalSchema.parse((await lockSubject(subjid)).body)
  const save = async (subject: string, form: string, visit: string | null, values: object) => {
    const body = { form, visit, values: { items: {}, rows: [], ...values } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }

  it('LK-02, AC-14: a lock with an open query is refused with the list, and granted once it is closed', async () => {
    const subject = await seedSettled(server, study, '1001')
    const { body: file } = await study.monitor.get(subject)
    const [record] = z.object({ records: z.array(idSchema) }).parse(file).records
    const asked = await study.monitor.post(`${subject}/queries`, {
      ...{ record: record?.id, item: 'SEX', groupRow: '', text: 'What does the source say?' },
    })
    const query = `${subject}/queries/${idSchema.parse(asked.body).id}`
    const item = { kind: 'query-unsettled', site: 'S1', subjid: '1001', visit: null }
    expect(await refusal('1001')).toEqual({
      type: 'urn:problem:lock-preconditions',
      counts: [{ kind: 'query-unsettled', count: 1 }],
      open: [{ ...item, form: 'subjects', count: 1 }],
    })
    await study.coordinator.post(`${query}/answer`, { text: 'The passport says so.' })
    expect((await refusal('1001')).counts).toEqual([{ kind: 'query-unsettled', count: 1 }])
    const { locks } = z
      .object({ locks: z.array(idSchema) })
      .parse((await manager.get(`${study.path}/locks`)).body)
    expect(locks).toEqual([])
    await study.monitor.post(`${query}/settlement`, { step: 'close', text: null })
    expect((await lockSubject('1001')).status).toBe(201)
  })

  it('LK-02: every kind is counted and listed with its place, on the page and at the lock', async () => {
    const subject = await seedSubject(study, '1002')
    await everythingOpen(subject)
    const page = getSubjectCloseOut.response.parse((await manager.get(`${subject}/close-out`)).body)
    const kinds = page.counts.map(({ kind }) => kind)
    // A signature is missing or broken; the other kinds stand beside one another.
    expect(kinds).toEqual(PRECONDITION_KINDS.filter((kind) => kind !== 'signature-broken'))
    const { open: listed, counts } = await refusal('1002')
    expect(counts).toEqual(page.counts)
    expect(listed).toEqual(page.open)
    const at = (kind: string) =>
      listed
        .filter((one) => one.kind === kind)
        .map(({ visit, form }) => `${visit ?? '-'} ${form ?? '-'}`)
    expect(at('form-incomplete')).toContain('BASELINE vitals')
    expect(at('result-pending')).toEqual(['BASELINE vitals'])
    expect(new Set(at('review-missing'))).toEqual(new Set(['W16 responses']))
    expect(at('review-reopened')).toEqual(['W8 responses'])
    expect(at('draft-waiting')).toEqual(['W8 vitals'])
    expect(at('coding-missing')).toContain('- adverse-events')
    expect(at('visit-overdue').length).toBeGreaterThan(0)
    expect(at('form-missing')).toContain('BASELINE laboratory')
    expect(at('check-unanswered')).toEqual(['BASELINE vitals'])
    await sign(server, study, '1002', 'broken')
    await study.coordinator.post(`${subject}/records`, {
      ...{ form: 'vitals', visit: 'W12', values: { items: { VSDAT: '2026-02-20' }, rows: [] } },
    })
    const broken = await refusal('1002')
    expect(broken.counts.map(({ kind }) => kind)).toContain('signature-broken')
  })

  it('LK-02: a form or a visit asks for what is open there alone', async () => {
    const subject = await seedSettled(server, study, '1003')
    await save(subject, 'vitals', 'BASELINE', { items: { VSDAT: '2026-01-12' } })
    const lock = (visit: string, form?: string) =>
      hold(manager, study, {
        ...{ kind: 'lock', level: form === undefined ? 'visit' : 'record', subjid: '1003' },
        ...{ visit, ...(form === undefined ? {} : { form }) },
      })
    const kindsOf = (body: unknown) =>
      refusalSchema.parse(body).open.map(({ kind, form }) => `${kind} ${form ?? ''}`)
    expect(kindsOf((await lock('BASELINE', 'vitals')).body)).toEqual(
      expect.arrayContaining(['form-incomplete vitals', 'verification-missing vitals']),
    )
    expect(kindsOf((await lock('BASELINE')).body)).toContain('form-incomplete vitals')
    expect((await lock('W8')).status).toBe(201)
    expect(kindsOf((await lock('BASELINE', 'ecg')).body)).toEqual(['form-missing ecg'])
  })

  it('LK-02: a site or study asks for what is open at any of its subjects, and says how far each is', async () => {
    const own = await seedStudy(server, PROTOCOL)
    const lead = await dataManager(server, own)
    await seedSettled(server, own, '2001')
    await seedSubject(own, '2002')
    const site = await hold(lead, own, { kind: 'lock', level: 'site', site: 'S1' })
    expect(refusalSchema.parse(site.body).open.map(({ subjid }) => subjid)).toEqual(
      expect.arrayContaining(['2002']),
    )
    expect(refusalSchema.parse(site.body).open.some(({ subjid }) => subjid === '2001')).toBe(false)
    expect((await hold(lead, own, { kind: 'lock', level: 'subject', subjid: '2001' })).status).toBe(
      201,
    )
    expect(
      (await hold(own.monitor, own, { kind: 'freeze', level: 'subject', subjid: '2002' })).status,
    ).toBe(201)
    const page = getStudyCloseOut.response.parse((await lead.get(`${own.path}/close-out`)).body)
    expect(page.subjects).toMatchObject([
      { subjid: '2001', held: 'lock', open: 0 },
      { subjid: '2002', held: 'freeze' },
    ])
    expect(page.sites).toMatchObject([{ site: 'S1', subjects: 2 }])
    expect(page.whole).toBe(true)
    expect((await hold(lead, own, { kind: 'lock', level: 'site', site: 'S2' })).status).toBe(201)
    await settle(server, own, '2002')
    expect((await hold(lead, own, { kind: 'lock', level: 'study' })).status).toBe(201)
  })

  it('shows a person the subjects of the own sites alone', async () => {
    const other = await signedIn(server, [{ role: 'monitor', study: study.key, site: 'S2' }])
    const page = getStudyCloseOut.response.parse((await other.get(`${study.path}/close-out`)).body)
    expect(page).toMatchObject({ counts: [], open: [], subjects: [], sites: [], whole: false })
    expect((await other.get(`${study.path}/subjects/1001/close-out`)).status).toBe(404)
  })

  async function everythingOpen(subject: string): Promise<void> {
    await enrol(subject)
    await save(subject, 'exposure', null, {
      items: { EXTRT: 'LENVATINIB', EXSTDAT: '2025-10-01', EXDOSE: '8', EXDOSU: 'mg' },
    })
    await save(subject, 'vitals', 'BASELINE', {
      items: { VSDAT: '2025-09-28', WEIGHT: '64', PULSE: '310', SYSBP_REASND: 'PENDING' },
    })
    await save(subject, 'lesions', null, {
      items: {
        TULNKID: 'T01',
        TUGRPID: 'TARGET',
        TULOC: 'LIVER',
        TUNODE: 'N',
        TUDAT: '2025-09-28',
      },
    })
    const measure = (visit: string, TRDAT: string, LDIAM: string) =>
      save(subject, 'tumour-assessment', visit, { rows: [{ TRLNKID: 'T01', TRDAT, LDIAM }] })
    await measure('BASELINE', '2025-09-28', '50')
    const week8 = await measure('W8', '2025-11-26', '48')
    await measure('W16', '2026-01-21', '47')
    const review = { response: 'SD', date: '2025-11-27' }
    const reviewed = await study.investigator.put(`${subject}/reviews/W8/RECIST%201.1`, review)
    expect(reviewed.status, JSON.stringify(reviewed.body)).toBe(200)
    const smaller = { rows: [{ TRLNKID: 'T01', TRDAT: '2025-11-26', LDIAM: '20' }], items: {} }
    const amended = await study.coordinator.put(
      `${subject}/records/${week8}`,
      { values: smaller, reason: 'misread' },
      { 'If-Match': '"1"' },
    )
    expect(amended.status, JSON.stringify(amended.body)).toBe(200)
    await save(subject, 'adverse-events', null, {
      items: { AETERM: 'Nausea', AESTDAT: '2025-11-20', AESER: 'N' },
    })
    const files = [
      { name: 'MedAscii/llt.asc', text: LLT },
      { name: 'MedAscii/MDHIER.ASC', text: HIERARCHY },
    ]
    await manager.post(`${study.path}/dictionaries`, { kind: 'MEDDRA', release: '27.0', files })
    await draft(subject)
    await freeFiring()
  }

  async function enrol(subject: string): Promise<void> {
    const { eligibility } = builtInFamilies.protocols.get(PROTOCOL)
    const rows = eligibility.map(({ key, kind }) => ({
      IETESTCD: key,
      IEORRES: kind === 'inclusion' ? 'Y' : 'N',
    }))
    const answers = { form: 'eligibility', visit: null, values: { items: {}, rows } }
    await study.investigator.post(`${subject}/records`, answers)
    const enrolment = { decision: 'enrolled', date: '2025-09-30', cohort: null, reason: 'agreed' }
    const reply = await study.coordinator.post(`${subject}/enrolment`, enrolment)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  async function draft(subject: string): Promise<void> {
    const { body: session } = await study.coordinator.get('/api/session')
    const { account } = z.object({ account: idSchema }).parse(session)
    const reply = await study.coordinator.put(`${subject}/drafts`, {
      ...{ form: 'vitals', visit: 'W8', record: null, part: '', account: account.id },
      ...{ baseVersion: null, values: { items: { WEIGHT: '6' }, rows: [] } },
      ...{ typedAgoMs: 0, replaces: null },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  /** A warning that became no query: as data of earlier programs may hold it. */
  async function freeFiring(): Promise<void> {
    const { checkFiring } = server.store.t
    const rows = await server.store.read.select().from(checkFiring)
    const found = rows.find(
      ({ form, state, severity }) =>
        form === 'vitals' && state === 'open' && severity === 'warning',
    )
    expect(found).toBeDefined()
    await server.store.write((tx) =>
      tx
        .update(checkFiring)
        .set({ queryId: null })
        .where(eq(checkFiring.id, found?.id ?? '')),
    )
  }
})
