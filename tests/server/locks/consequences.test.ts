import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openStore } from '../../../server/open-store.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder, loadFolder } from '../../../server/importing/service.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { GOLDEN_TRIALS, hepatrial, temporaryFolder } from '../cli/run-hepatrial.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'
import { dataManager, held, lockAsIs } from './clean-subject.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const idSchema = z.object({ id: z.string() })

describe.each(ENGINES)('what would follow inside a lock on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
  })
  afterAll(() => server.stop())

  const save = async (subject: string, form: string, visit: string | null, values: object) => {
    const body = { form, visit, values: { items: {}, rows: [], ...values } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${idSchema.parse(reply.body).id}`
  }
  const measured = (TRDAT: string, LDIAM: string) => ({ rows: [{ TRLNKID: 'T01', TRDAT, LDIAM }] })

  it('LK-01: a change that would reopen a locked review is refused, and names the lock', async () => {
    const subject = await seedSubject(study, '1001')
    await save(subject, 'lesions', null, {
      items: {
        TULNKID: 'T01',
        TUGRPID: 'TARGET',
        TULOC: 'LIVER',
        TUNODE: 'N',
        TUDAT: '2026-01-06',
      },
    })
    const baseline = await save(
      subject,
      'tumour-assessment',
      'BASELINE',
      measured('2026-01-06', '50'),
    )
    await save(subject, 'tumour-assessment', 'W8', measured('2026-03-02', '45'))
    const review = { response: 'SD', date: '2026-03-03' }
    await study.investigator.put(`${subject}/reviews/W8/RECIST%201.1`, review)
    await lockForm('1001', 'W8', 'responses')
    const change = (LDIAM: string) =>
      study.coordinator.put(
        baseline,
        { values: { items: {}, ...measured('2026-01-06', LDIAM) }, reason: 'misread' },
        { 'If-Match': '"1"' },
      )
    const refused = await change('90')
    expect(refused.body).toMatchObject({
      ...{ type: 'urn:problem:locked', act: 'review.reopen' },
      lock: { level: 'record', visit: 'W8', form: 'responses' },
      at: { visit: 'W8', form: 'responses' },
    })
    const { body } = await study.monitor.get(subject)
    expect(JSON.stringify(body)).toContain('"LDIAM":"50"')
    expect((await change('51')).status).toBe(200)
  })

  it('a check that fires at a locked form is kept and asked: true data are never stopped by it', async () => {
    const subject = await seedSubject(study, '1002')
    await save(subject, 'exposure', null, {
      items: { EXTRT: 'LENVATINIB', EXSTDAT: '2026-01-10', EXDOSE: '8', EXDOSU: 'mg' },
    })
    const before = (await actsOf(server, study.key)).length
    await lockForm('1002', null, 'exposure')
    await save(subject, 'deaths', null, { items: { DTHDAT: '2026-01-05', DTHCAUS: 'DISEASE' } })
    const acts = (await actsOf(server, study.key)).slice(before).map(({ act }) => act)
    expect(acts).toContain('record.create')
    const { body } = await study.monitor.get(`${study.path}/queries?subject=1002`)
    const { queries } = z
      .object({ queries: z.array(z.object({ form: z.string().nullable(), state: z.string() })) })
      .parse(body)
    const held = queries.filter(({ form }) => form === 'exposure')
    expect(held.every(({ state }) => state === 'open')).toBe(true)
  })

  it('LK-01, DC-11: a range that would move a locked result is refused, whether its flag would turn or not', async () => {
    const reply = await study.coordinator.post(`${study.path}/laboratories`, {
      ...{ code: 'L', name: 'Own', site: 'S1' },
    })
    const ranges = `${study.path}/laboratories/${idSchema.parse(reply.body).id}/ranges`
    const subject = await seedSubject(study, '1003')
    const result = { LBDAT: '2026-02-10', LBTESTCD: 'ALT', LBORRES: '250', LBORRESU: 'U/L' }
    await save(subject, 'laboratory', 'W4', { rows: [{ ...result, LBNAM: 'Own' }] })
    const add = (test: string, high: string, validFrom = '2025-01-01') =>
      study.coordinator.post(ranges, {
        ...{ test, unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
        ...{ low: '9', high, validFrom, reason: 'certificate' },
      })
    expect((await add('ALT', '40')).status).toBe(201)
    await lockAsIs(server, study, '1003')
    const sameFlag = await add('ALT', '50', '2026-01-01')
    expect(sameFlag.body).toMatchObject({
      ...{ type: 'urn:problem:locked', act: 'laboratory.recalculate' },
      at: { subjid: '1003', visit: 'W4', form: 'laboratory' },
    })
    expect((await add('ALT', '300', '2026-01-01')).body).toMatchObject({
      act: 'laboratory.recalculate',
    })
    expect((await add('ALT', '50', '2026-03-01')).status).toBe(201)
    expect((await add('AST', '50')).status).toBe(201)
  })

  it('LK-01: an import into a locked site or study is refused, and nothing of it is stored', async () => {
    const definition = protocols.get(PROTOCOL)
    const { trial } = loadFolder(path.join(GOLDEN_TRIALS, PROTOCOL), definition)
    const few = { ...trial, subjects: trial.subjects.slice(0, 3) }
    const actor = systemActor({ part: 'import', studyId: null })
    const own = await seedStudy(server, PROTOCOL)
    const lead = await dataManager(server, own)
    const options = { studyKey: own.key, definition, trial: few }
    const stored = async () =>
      (await server.store.read.select().from(server.store.t.subject)).length
    const before = await stored()
    await held(lead, own, { kind: 'freeze', level: 'study' })
    await expect(importFolder(server.store, actor, options)).rejects.toThrow(/frozen since/)
    expect(await stored()).toBe(before)
  })

  /** Locks a form although things are open there. */
  async function lockForm(subjid: string, visit: string | null, form: string): Promise<void> {
    const { store } = server
    const { subject, account, dataLock } = store.t
    const rows = await store.read.select().from(subject).where(eq(subject.subjid, subjid))
    const studies = await store.read.select().from(store.t.study)
    const studyId = studies.find(({ studyKey }) => studyKey === study.key)?.id ?? ''
    const found = rows.find((row) => row.studyId === studyId)
    const [person] = await store.read.select().from(account)
    const id = store.newId()
    const place = { siteId: found?.siteId ?? '', subjectId: found?.id ?? '', visit, form }
    await unitOfWork(store, systemActor({ part: 'test', studyId }), async (tx, { at }) => {
      await tx.insert(dataLock).values({
        ...{ id, studyId, level: 'record', ...place, kind: 'lock' },
        ...{ setBy: person?.id ?? '', setAt: at },
      })
      const draft = { act: 'lock.set', entity: 'dataLock', entityId: id, ...place } as const
      return { result: null, audit: [{ ...draft, before: null, after: {} }] }
    })
  }
})

describe('the command line', () => {
  it('LK-01: imports nothing into a locked study, and says what holds it', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    const from = path.join(GOLDEN_TRIALS, PROTOCOL)
    const common = ['--study', 'A', '--protocol', PROTOCOL, '--from', from, '--data', data]
    const store = await openStore({ dataDir: data, databaseUrl: undefined })
    const { account, dataLock, study } = store.t
    const at = store.now()
    const personId = store.newId()
    await store.write((tx) =>
      tx.insert(account).values({
        ...{ id: personId, username: 'wang.fang', displayName: 'Wang Fang', createdAt: at },
        ...{ passwordHash: 'no password opens this', passwordSetAt: at, mustChangePassword: false },
      }),
    )
    const definition = protocols.get(PROTOCOL)
    const { trial } = loadFolder(from, definition)
    const few = { ...trial, subjects: [] }
    const options = { studyKey: 'A', definition, trial: few }
    await importFolder(store, systemActor({ part: 'import', studyId: null }), options)
    const [found] = await store.read.select().from(study)
    const studyId = found?.id ?? ''
    await unitOfWork(store, systemActor({ part: 'test', studyId }), async (tx, unit) => {
      const lock = { id: 'one', studyId, level: 'study', kind: 'lock' } as const
      await tx.insert(dataLock).values({ ...lock, setBy: personId, setAt: unit.at })
      const draft = { act: 'lock.set', entity: 'dataLock', entityId: 'one' } as const
      return { result: null, audit: [{ ...draft, before: null, after: {} }] }
    })
    await store.close()
    const { code, err, out } = await hepatrial('import', ...common)
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toContain('The study is locked since')
    expect(err).toContain('by Wang Fang')
    expect((await hepatrial('verify', '--data', data)).code).toBe(0)
  })
})
