import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ROUTES } from '../../../shared/api/routes.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { HIERARCHY, LLT } from '../../shared/coding/made-release.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type Reply, type TestServer } from '../support/test-server.ts'
import { dataManager, held, lockAsIs } from './clean-subject.ts'

const idSchema = z.object({ id: z.string() })
const DAY = '2026-02-10'
const VITALS = { items: { VSDAT: DAY, WEIGHT: '64.0' }, rows: [] }
/** Of a term of the made release. */
const CODE = '99000004'
const reason = 'the source says otherwise'

/** Everything that one subject can have, so that each route has something to write to. */
interface Scene {
  readonly study: SeededStudy
  readonly manager: Browser
  readonly subject: string
  readonly vitals: string
  readonly event: string
  readonly firing: string
  readonly openQuery: string
  readonly answeredQuery: string
  readonly verification: string
  readonly proposed: string
  readonly approved: string
  readonly dictionary: string
  readonly range: string
}

const at = (version: number) => ({ 'If-Match': `"${version}"` })

/** A valid request of each route that writes to a subject's data. */
const HELD: Readonly<Record<string, (scene: Scene) => Promise<Reply>>> = {
  createRecord: ({ study, subject }) =>
    study.coordinator.post(`${subject}/records`, { form: 'vitals', visit: 'W8', values: VITALS }),
  amendRecord: ({ study, vitals }) =>
    study.coordinator.put(
      vitals,
      { values: { ...VITALS, items: { VSDAT: DAY, WEIGHT: '65.0' } }, reason },
      at(1),
    ),
  removeRecord: ({ study, vitals }) =>
    study.coordinator.post(`${vitals}/removal`, { reason }, at(1)),
  decideEnrolment: ({ study, subject }) =>
    study.coordinator.post(`${subject}/enrolment`, {
      ...{ decision: 'screen-failure', date: DAY, reason: 'anaemia' },
    }),
  saveReview: ({ study, subject }) =>
    study.investigator.put(`${subject}/reviews/W8/RECIST%201.1`, { response: 'SD', date: DAY }),
  confirmFiring: ({ study, firing }) =>
    study.coordinator.post(`${firing}/confirmation`, { reason: 'read twice' }),
  openQuery: ({ study, subject, vitals }) =>
    study.monitor.post(`${subject}/queries`, {
      ...{ record: vitals.split('/').at(-1), item: 'WEIGHT', groupRow: '', text: 'Which scale?' },
    }),
  answerQuery: ({ study, openQuery }) =>
    study.coordinator.post(`${openQuery}/answer`, { text: 'The ward scale.' }),
  settleQuery: ({ study, answeredQuery }) =>
    study.monitor.post(`${answeredQuery}/settlement`, { step: 'close', text: null }),
  commentQuery: ({ study, openQuery }) =>
    study.monitor.post(`${openQuery}/comments`, { text: 'Asked by telephone too.' }),
  verifyRecord: ({ study, vitals }) =>
    study.monitor.post(
      `${vitals}/verification`,
      { parts: [{ item: 'VSDAT', groupRow: '' }] },
      at(1),
    ),
  withdrawVerification: ({ study, verification }) =>
    study.monitor.post(`${verification}/withdrawal`, { reason }),
  proposeCoding: ({ manager, study, event, dictionary }) =>
    manager.post(`${study.path}/coding`, {
      ...{ record: event.split('/').at(-1), item: 'AETERM', verbatim: 'Nausea' },
      ...{ dictionary, code: CODE },
    }),
  approveCoding: ({ manager, proposed }) => manager.post(`${proposed}/approval`, {}, at(1)),
  withdrawCoding: ({ manager, approved }) =>
    manager.post(`${approved}/withdrawal`, { reason }, at(1)),
  importQueries: ({ study, manager, subject }) =>
    manager.post(`${study.path}/queries/import`, {
      text: `subjid,visit,form,row,item,text\n${subject.split('/').at(-1) ?? ''},BASELINE,vitals,,WEIGHT,Which scale of which ward?\n`,
      ...{ fileName: 'queries.csv', leaveOut: [] },
    }),
  amendRange: ({ study, range }) =>
    study.coordinator.put(
      range,
      { low: '9', high: '50', validFrom: '2025-01-01', validTo: null, reason },
      at(1),
    ),
}

/** Routes of a study that write nothing into a subject's data, and why each is admitted under a lock. */
const ADMITTED: Readonly<Record<string, string>> = {
  createSubject: 'another subject: held by a lock of its site or study',
  createSite: 'held by a lock of the study',
  amendSite: 'the time zone of a site: no value moves',
  publishVersion: 'held by a lock of the study',
  approveVersion: 'held by a lock of the site or study',
  submitSafetyReport: 'safety never waits, and no form changes',
  redactEntry: 'hides a text from view, and leaves the data',
  takeCasebook: 'a copy',
  putDraft: 'typing is no data; its save is refused',
  discardDraft: 'typing is no data',
  dismissSuggestion: 'held: it has a test of its own, because it needs an enrolled subject',
  loadDictionary: 'codes stay those of the release they were made with',
  createLaboratory: 'no result names it yet',
  amendLaboratory: 'its name; refused where a locked result would move',
  removeLaboratory: 'refused where a locked result would move',
  addRange: 'refused where a locked result would move',
  removeRange: 'refused where a locked result would move',
  rememberMappings: 'how print-outs name tests: no value moves',
  signData: 'held: it has a test of its own, because it needs a complete form',
  saveReading: 'held: it has a test of its own, because it needs a definition with second readings',
  previewQueryImport: 'a look at a file',
  makeSnapshot: 'keeps the data as they are',
  noteLiveVisit: 'what a person saw is no datum of a subject',
  recordDoseDecision: 'a decision of the committee is no datum of a subject',
  correctDoseDecision: 'a decision of the committee is no datum of a subject',
  checkExport: 'a look at the data',
  makeExport: 'a copy',
  cancelExportRun: 'ends the making of a copy',
  makeArchive: 'a copy',
  receiveArchive: 'the receipt of a copy',
  changeStudyAccess: 'what people need to sign in: no value moves',
  recordTraining: 'about a person: no value moves',
  withdrawTraining: 'about a person: no value moves',
  freezeInSubject: 'the lock itself',
  lockInSubject: 'the lock itself',
  releaseInSubject: 'the lock itself',
  freezeInStudy: 'the lock itself',
  lockInStudy: 'the lock itself',
  releaseInStudy: 'the lock itself',
}

it('every route that writes in a study says what a lock does to it', () => {
  const writing = ROUTES.filter(
    ({ method, path }) => method !== 'get' && path.startsWith('/api/studies/:study/'),
  ).map(({ id }) => id)
  expect(writing.toSorted()).toEqual([...Object.keys(HELD), ...Object.keys(ADMITTED)].toSorted())
})

describe.each(ENGINES)('writes to a locked subject on $engine', ({ open }) => {
  let server: TestServer
  let scene: Scene
  beforeAll(async () => {
    server = await startServer(open)
    scene = await seedScene(server, '1001')
  })
  afterAll(() => server.stop())

  it('LK-01: every route that writes to the subject is refused, and changes nothing', async () => {
    await lockAsIs(server, scene.study, '1001')
    const before = (await actsOf(server, scene.study.key)).length
    for (const [route, send] of Object.entries(HELD)) {
      const reply = await send(scene)
      expect(reply.body, route).toMatchObject({
        ...{ type: 'urn:problem:locked', status: 409 },
        lock: { kind: 'lock', level: 'subject', subjid: '1001' },
      })
    }
    expect((await actsOf(server, scene.study.key)).length).toBe(before)
  })

  it('LK-01: a serious event that is recorded can be reported under the lock', async () => {
    const reply = await scene.study.investigator.post(
      `${scene.event}/safety-reports`,
      { note: '' },
      at(1),
    )
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  })

  it('LK-01: a suggested deviation of a locked subject is not dismissed', async () => {
    const { study } = scene
    const subject = await seedSubject(study, '1002')
    const { eligibility } = builtInFamilies.protocols.get('lenvatinib-toripalimab')
    const [first] = eligibility.filter(({ kind }) => kind === 'inclusion')
    const rows = eligibility.map(({ key, kind }) => ({
      IETESTCD: key,
      IEORRES: (kind === 'inclusion') === (key !== first?.key) ? 'Y' : 'N',
    }))
    const answers = { form: 'eligibility', visit: null, values: { items: {}, rows } }
    expect((await study.investigator.post(`${subject}/records`, answers)).status).toBe(201)
    const enrolment = { decision: 'enrolled', date: DAY, cohort: null, reason: 'agreed' }
    const enrolled = await study.coordinator.post(`${subject}/enrolment`, enrolment)
    expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200)
    const wish = { suggestion: `ELIGIBILITY ${first?.key ?? ''}`, reason: 'amendment in force' }
    await lockAsIs(server, study, '1002')
    const refused = await study.coordinator.post(`${subject}/deviation-dismissals`, wish)
    expect(refused.body).toMatchObject({ type: 'urn:problem:locked', act: 'deviation.dismiss' })
  })

  it('typing of a locked form is kept, and its save is refused', async () => {
    const { study, subject } = scene
    const { body: session } = await study.coordinator.get('/api/session')
    const { account } = z.object({ account: z.object({ id: z.string() }) }).parse(session)
    const values = { items: { VSDAT: DAY, WEIGHT: '66' }, rows: [] }
    const place = { form: 'vitals', visit: 'W8', record: null, part: '' }
    const kept = await study.coordinator.put(`${subject}/drafts`, {
      ...{ ...place, account: account.id, baseVersion: null, values },
      ...{ typedAgoMs: 0, replaces: null },
    })
    expect(kept.status, JSON.stringify(kept.body)).toBe(200)
    const saved = { form: 'vitals', visit: 'W8', values }
    expect((await study.coordinator.post(`${subject}/records`, saved)).status).toBe(409)
    const { body } = await study.coordinator.get(`${subject}/drafts`)
    expect(body).toMatchObject({ drafts: [{ form: 'vitals', visit: 'W8' }] })
  })

  it('the same requests are admitted where nothing is locked: each was refused by the lock alone', async () => {
    for (const [number, [route, send]] of Object.entries(HELD).entries()) {
      const own = await seedScene(server, String(2000 + number))
      const reply = await send(own)
      expect(reply.status, `${route} ${JSON.stringify(reply.body)}`).toBeLessThan(300)
    }
  }, 120_000)

  it('LK-01: a freeze refuses what enters data, and admits the rest', async () => {
    const own = await seedScene(server, '1003')
    await held(own.manager, own.study, { kind: 'freeze', level: 'subject', subjid: '1003' })
    const entering = [
      'createRecord',
      'amendRecord',
      'removeRecord',
      'decideEnrolment',
      'saveReview',
    ]
    for (const [route, send] of Object.entries(HELD)) {
      const reply = await send(own)
      if (entering.includes(route))
        expect(reply.body, route).toMatchObject({ lock: { kind: 'freeze' } })
      else expect(reply.status, `${route} ${JSON.stringify(reply.body)}`).toBeLessThan(300)
    }
  })
})

async function seedScene(server: TestServer, subjid: string): Promise<Scene> {
  const study = await seedStudy(server, 'lenvatinib-toripalimab')
  const manager = await dataManager(server, study)
  const subject = await seedSubject(study, subjid)
  const made = (reply: Reply): string => {
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }
  const record = async (form: string, visit: string | null, values: object) => {
    const body = { form, visit, values: { items: {}, rows: [], ...values } }
    return `${subject}/records/${made(await study.coordinator.post(`${subject}/records`, body))}`
  }
  const vitals = await record('vitals', 'BASELINE', {
    ...VITALS,
    items: { ...VITALS.items, PULSE: '310' },
  })
  const event = await record('adverse-events', null, {
    items: {
      ...{ AESTDAT: '2026-02-20', AETERM: 'Nausea', AETOXGR: '3', AESER: 'Y', AESHOSP: 'Y' },
      ...{ AEREL: 'POSSIBLE', AEAWDAT: '2026-03-02', AEAWTIM: '07:30' },
    },
  })
  await record('lesions', null, {
    items: { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N', TUDAT: '2026-01-06' },
  })
  const measured = (TRDAT: string, LDIAM: string) => ({ rows: [{ TRLNKID: 'T01', TRDAT, LDIAM }] })
  await record('tumour-assessment', 'BASELINE', measured('2026-01-06', '50'))
  await record('tumour-assessment', 'W8', measured('2026-03-02', '45'))
  const laboratory = made(
    await study.coordinator.post(`${study.path}/laboratories`, {
      code: 'L',
      name: 'Own',
      site: 'S1',
    }),
  )
  const ranges = `${study.path}/laboratories/${laboratory}/ranges`
  const added = await study.coordinator.post(ranges, {
    ...{ test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
    ...{ low: '9', high: '40', validFrom: '2025-01-01', reason: 'certificate' },
  })
  const [range] = z
    .object({ laboratory: z.object({ ranges: z.array(idSchema) }) })
    .parse(added.body).laboratory.ranges
  const result = { LBDAT: DAY, LBTESTCD: 'ALT', LBORRES: '45', LBORRESU: 'U/L', LBNAM: 'Own' }
  await record('laboratory', 'W4', { rows: [result] })
  const ask = async (item: string): Promise<string> => {
    const wish = { record: vitals.split('/').at(-1), item, groupRow: '', text: 'Which device?' }
    return `${subject}/queries/${made(await study.monitor.post(`${subject}/queries`, wish))}`
  }
  const openQuery = await ask('PULSE')
  const answeredQuery = await ask('VSDAT')
  await study.coordinator.post(`${answeredQuery}/answer`, { text: 'The one of the ward.' })
  const parts = [{ item: 'WEIGHT', groupRow: '' }]
  const verified = await study.monitor.post(`${vitals}/verification`, { parts }, at(1))
  const [verification] = z
    .object({ verifications: z.array(idSchema) })
    .parse(verified.body).verifications
  const firings = await study.monitor.get(`${study.path}/firings?subject=${subjid}&state=open`)
  const [firing] = z.object({ firings: z.array(idSchema) }).parse(firings.body).firings
  const { dictionary, proposed, approved } = await seedCodings({ study, manager, subject })
  return {
    ...{ study, manager, subject, vitals, event, openQuery, answeredQuery },
    ...{ dictionary, proposed, approved },
    verification: `${subject}/verifications/${verification?.id ?? ''}`,
    firing: `${subject}/firings/${firing?.id ?? ''}`,
    range: `${ranges}/${range?.id ?? ''}`,
  }
}

interface Coder {
  readonly study: SeededStudy
  readonly manager: Browser
  readonly subject: string
}

/** A dictionary, with one coding proposed and one approved. */
async function seedCodings({ study, manager, subject }: Coder) {
  const files = [
    { name: 'MedAscii/llt.asc', text: LLT },
    { name: 'MedAscii/MDHIER.ASC', text: HIERARCHY },
  ]
  const loaded = await manager.post(`${study.path}/dictionaries`, {
    ...{ kind: 'MEDDRA', release: '27.0', files },
  })
  const dictionary = idSchema.parse(loaded.body).id
  const coded = async (term: string): Promise<string> => {
    const items = { AETERM: term, AESTDAT: '2026-02-20', AESER: 'N' }
    const saved = await study.coordinator.post(`${subject}/records`, {
      ...{ form: 'adverse-events', visit: null, values: { items, rows: [] } },
    })
    const wish = { record: idSchema.parse(saved.body).id, item: 'AETERM', verbatim: term }
    const coding = await manager.post(`${study.path}/coding`, { ...wish, dictionary, code: CODE })
    expect(coding.status, JSON.stringify(coding.body)).toBe(201)
    return `${study.path}/coding/${idSchema.parse(coding.body).id}`
  }
  return { dictionary, proposed: await coded('Feeling sick'), approved: await coded('Sickness') }
}
