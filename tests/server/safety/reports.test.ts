import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  getSafetyCase,
  listSafetyCases,
  safetyCaseSchema,
  type SafetyCase,
} from '../../../shared/api/routes/safety.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const EVENT = {
  AESTDAT: '2026-02-20',
  AETERM: 'Ascites, "tense"',
  AEDECOD: 'Ascites',
  AELLTCD: '10003445',
  AETOXGR: '3',
  AESER: 'Y',
  AESHOSP: 'Y',
  AEREL: 'POSSIBLE',
  AEAWDAT: '2026-03-02',
  AEAWTIM: '07:30',
}

describe.each(ENGINES)('reports of serious events on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
  })
  afterAll(() => server.stop())

  const save = async (subject: string, form: string, items: object): Promise<string> => {
    const body = { form, visit: null, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${idSchema.parse(reply.body).id}`
  }
  const amend = async (record: string, version: number, items: object): Promise<void> => {
    const body = { values: { items, rows: [] }, reason: 'source says otherwise' }
    const reply = await study.coordinator.put(record, body, { 'If-Match': `"${version}"` })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  const submit = (record: string, version: number, note = '', who = study.investigator) =>
    who.post(`${record}/safety-reports`, { note }, { 'If-Match': `"${version}"` })
  const submitted = async (record: string, version: number, note = ''): Promise<SafetyCase> => {
    const reply = await submit(record, version, note)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return safetyCaseSchema.parse(reply.body)
  }
  const caseOf = async (record: string) => {
    const reply = await study.monitor.get(`${record}/safety-case`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return getSafetyCase.response.parse(reply.body)
  }
  const listed = async (who: Browser): Promise<readonly SafetyCase[]> =>
    listSafetyCases.response.parse((await who.get(`${study.path}/safety/cases`)).body).cases

  it('DC-17: the clock runs from awareness, and an event not reported in time is overdue', async () => {
    const subject = await seedSubject(study, '1001')
    await save(subject, 'adverse-events', { ...EVENT, AEAWDAT: '2026-02-25' })
    await save(subject, 'adverse-events', { ...EVENT, AETERM: 'Ascites again' })
    const own = (await listed(study.monitor)).filter(({ subjid }) => subjid === '1001')
    expect(own.map(({ state, overdue, awareFrom }) => ({ state, overdue, awareFrom }))).toEqual([
      { state: 'due', overdue: true, awareFrom: 'form' },
      { state: 'due', overdue: false, awareFrom: 'form' },
    ])
    expect(own[0]?.told).toEqual({ people: 3, read: 0, mailSent: 0, mailFailed: 0 })
  })

  it('DC-17: who recorded an event was aware of it, whatever later time the form gives', async () => {
    const subject = await seedSubject(study, '1019')
    const late = { ...EVENT, AEAWDAT: '2026-03-05' }
    const { case: view } = await caseOf(await save(subject, 'adverse-events', late))
    expect(view.awareFrom).toBe('saved')
    expect(view.awareAt.slice(0, 10)).toBe('2026-03-02')
    expect(view.dueAt?.slice(0, 10)).toBe('2026-03-03')
  })

  it('DC-17: reports are numbered under one case and keep what was recorded, with its hash', async () => {
    const subject = await seedSubject(study, '1002')
    await save(subject, 'exposure', { EXTRT: 'DONAFENIB', EXSTDAT: '2026-01-10', EXDOSE: '200' })
    const record = await save(subject, 'adverse-events', EVENT)
    const first = await submitted(record, 1)
    expect(first).toMatchObject({ state: 'reported', caseNumber: 'S1-1002-01', dueAt: null })
    await amend(record, 1, { ...EVENT, AEOUT: 'RECOVERING/RESOLVING' })
    expect((await caseOf(record)).case).toMatchObject({
      state: 'follow-up-due',
      changed: ['AEOUT'],
    })
    const second = await submitted(record, 2)
    expect(
      second.reports.map(({ sequence, category, late }) => [sequence, category, late]),
    ).toEqual([
      [0, 'ORIGINAL', false],
      [1, 'AMENDMENT', false],
    ])
    const { contents } = await caseOf(record)
    expect(contents[0]?.event['AEOUT']).toBeUndefined()
    expect(contents[0]?.beside['exposure']).toEqual([
      { EXTRT: 'DONAFENIB', EXSTDAT: '2026-01-10', EXDOSE: '200' },
    ])
    expect(contents[1]?.event).toMatchObject({ AEOUT: 'RECOVERING/RESOLVING', AESHOSP: 'Y' })
    const hashes = contents.map((content) =>
      createHash('sha256').update(canonicalJson(content)).digest('hex'),
    )
    expect(second.reports.map(({ contentHash }) => contentHash)).toEqual(hashes)
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.filter((act) => act === 'safety-report.submit')).toHaveLength(2)
  })

  it('DC-17: a report after the end of the clock is marked late', async () => {
    const subject = await seedSubject(study, '1003')
    const record = await save(subject, 'adverse-events', { ...EVENT, AEAWDAT: '2026-02-25' })
    const { reports } = await submitted(record, 1)
    expect(reports.map(({ late }) => late)).toEqual([true])
  })

  it('DC-17: what was reported and is serious no more is nullified with a note, once', async () => {
    const subject = await seedSubject(study, '1004')
    const record = await save(subject, 'adverse-events', EVENT)
    await submitted(record, 1)
    await amend(record, 1, { ...EVENT, AESER: 'N' })
    expect((await caseOf(record)).case.state).toBe('nullification-due')
    const without = await submit(record, 2)
    expect(without.body).toMatchObject({ errors: [{ key: 'safety.noteNeeded' }] })
    const { state, reports } = await submitted(record, 2, 'admission was planned before')
    expect(state).toBe('nullified')
    expect(reports.at(-1)?.category).toBe('NULLIFICATION')
    const again = await submit(record, 2, 'once more')
    expect(again.body).toMatchObject({ requires: ['report.notNullified'] })
    await amend(record, 2, EVENT)
    expect((await caseOf(record)).case.state).toBe('follow-up-due')
  })

  it('DC-17: a removed event that was reported stays in the listing until it is nullified', async () => {
    const subject = await seedSubject(study, '1005')
    const record = await save(subject, 'adverse-events', EVENT)
    await submitted(record, 1)
    const removal = { reason: 'entered for the wrong subject' }
    await study.coordinator.post(`${record}/removal`, removal, { 'If-Match': '"1"' })
    expect((await caseOf(record)).case).toMatchObject({
      state: 'nullification-due',
      removed: true,
    })
    expect((await submitted(record, 2, 'wrong subject')).state).toBe('nullified')
  })

  it('without an awareness date the clock runs from when the event was recorded as serious', async () => {
    const subject = await seedSubject(study, '1006')
    const bare = { ...EVENT, AEAWDAT: '', AEAWTIM: '' }
    const record = await save(subject, 'adverse-events', { ...bare, AESER: 'N' })
    server.clock.advance({ minutes: 10 })
    const before = server.store.now()
    await amend(record, 1, bare)
    const { awareAt, awareFrom } = (await caseOf(record)).case
    expect(awareFrom).toBe('saved')
    expect(awareAt > before).toBe(true)
  })

  it('a report is refused for another version, without a change, and for what is not serious', async () => {
    const subject = await seedSubject(study, '1007')
    const record = await save(subject, 'adverse-events', EVENT)
    const plain = await save(subject, 'adverse-events', { ...EVENT, AESER: 'N' })
    expect((await submit(record, 7)).status).toBe(409)
    expect((await submit(plain, 1)).body).toMatchObject({ requires: ['event.reportable'] })
    expect((await study.monitor.get(`${plain}/safety-case`)).status).toBe(404)
    await submitted(record, 1)
    expect((await submit(record, 1)).body).toMatchObject({ requires: ['report.change'] })
    expect((await submitted(record, 1, 'discharge letter received')).reports).toHaveLength(2)
  })

  it('a report is refused to monitors and to other sites, and leaves nothing', async () => {
    const subject = await seedSubject(study, '1008')
    const other = await seedSubject(study, '1009')
    const record = await save(subject, 'adverse-events', EVENT)
    const before = (await actsOf(server, study.key)).length
    expect((await submit(record, 1, '', study.monitor)).status).toBe(403)
    expect((await submit(record, 1, '', study.stranger)).status).toBe(404)
    const misplaced = record.replace(subject, other)
    expect((await submit(misplaced, 1)).status).toBe(404)
    expect((await actsOf(server, study.key)).length).toBe(before)
    expect(await listed(study.stranger)).toEqual([])
  })

  it('DC-17: the listing leaves as CSV with the keys of reconciliation, and the trail says who took it', async () => {
    const { status, body, headers } = await manager.get(`${study.path}/safety/reconciliation`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/csv')
    const [head = '', ...lines] = z.string().parse(body).trimEnd().split('\n')
    expect(head.split(',').slice(0, 8)).toEqual([
      'STUDYID',
      'SITEID',
      'SUBJID',
      'CASEID',
      'AETERM',
      'AEDECOD',
      'AELLTCD',
      'AESTDTC',
    ])
    const start = `${study.key},S1,1002,S1-1002-01,"Ascites, ""tense""",Ascites,10003445,2026-02-20,`
    const line = lines.find((one) => one.startsWith(start))
    expect(line).toContain(',Y,')
    expect(line).toMatch(/,N,2,[^,]+,[0-9a-f]{64}$/)
    expect((await actsOf(server, study.key)).at(-1)?.act).toBe('study.export')
    expect((await study.monitor.get(`${study.path}/safety/reconciliation`)).status).toBe(403)
  })
})
