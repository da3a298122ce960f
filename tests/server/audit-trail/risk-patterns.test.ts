import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listClockAlerts, listRiskPatterns } from '../../../shared/api/routes/trail.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('the audit review over HTTP on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const patternsOf = async (who: Browser, query = '') => {
    const { body } = await who.get(`${study.path}/audit-patterns${query}`)
    return listRiskPatterns.response.parse(body)
  }

  it('AT-17 lists a late entry, a removal and a field changed three times', async () => {
    const subject = await seedSubject(study, '5001')
    const visit = {
      form: 'visits',
      visit: 'W8',
      values: { items: { SVSTDAT: '2026-01-05' }, rows: [] },
    }
    expect((await study.coordinator.post(`${subject}/records`, visit)).status).toBe(201)
    const vitals = (weight: string) => ({ items: { WEIGHT: weight }, rows: [] })
    const made = await study.coordinator.post(`${subject}/records`, {
      form: 'vitals',
      visit: 'W8',
      values: vitals('60'),
    })
    const record = `${subject}/records/${z.object({ id: z.string() }).parse(made.body).id}`
    for (const [at, weight] of ['61', '62', '63'].entries()) {
      const change = { values: vitals(weight), reason: 'misread' }
      await study.coordinator.put(record, change, { 'If-Match': `"${at + 1}"` })
    }
    await study.coordinator.post(
      `${record}/removal`,
      { reason: 'other subject' },
      { 'If-Match': '"4"' },
    )
    const { findings } = await patternsOf(study.monitor)
    expect(findings.map(({ pattern, value, form }) => [pattern, value, form])).toEqual([
      ['removed', null, 'vitals'],
      ['changed-again', 3, 'vitals'],
      ['late-entry', 56, 'vitals'],
      ['late-entry', 56, 'visits'],
    ])
    const removed = await patternsOf(study.monitor, '?pattern=removed')
    expect(removed.findings).toHaveLength(1)
    expect(removed.counts.find(({ pattern }) => pattern === 'late-entry')?.count).toBe(2)
  })

  it('AT-17: lists what is written after a lock was lifted', async () => {
    const subject = await seedSubject(study, '5010')
    const { store } = server
    const { dataLock, subject: subjects, account } = store.t
    const rows = await store.read.select().from(subjects).where(eq(subjects.subjid, '5010'))
    const [somebody] = await store.read.select().from(account)
    const lock = { level: 'subject', kind: 'lock', setBy: somebody?.id ?? '' } as const
    const locked = { studyId: rows[0]?.studyId ?? '', subjectId: rows[0]?.id ?? '' }
    await store.write((tx) =>
      tx.insert(dataLock).values({
        ...{ ...lock, ...locked, id: store.newId(), setAt: store.now() },
        ...{ releasedBy: somebody?.id ?? '', releasedAt: store.now() },
        releaseReason: 'a late report',
      }),
    )
    const body = { form: 'concomitant', visit: null, values: { items: { CMTRT: 'X' }, rows: [] } }
    expect((await study.coordinator.post(`${subject}/records`, body)).status).toBe(201)
    const { findings } = await patternsOf(study.monitor, '?pattern=after-unlock')
    expect(findings.map(({ subjid, form, value }) => [subjid, form, value])).toEqual([
      ['5010', 'concomitant', 0],
    ])
  })

  it('AT-17 shows each reader the sites that are theirs', async () => {
    expect((await patternsOf(study.stranger)).findings).toEqual([])
  })

  it('TM-04 tells administrators that the clock went backward, and lists it in the trail', async () => {
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const alerts = async () =>
      listClockAlerts.response.parse((await administrator.get('/api/clock-alerts')).body).alerts
    expect(await alerts()).toEqual([])
    server.clock.advance({ minutes: 20 })
    await seedSubject(study, '5002')
    server.clock.advance({ minutes: -15 })
    await seedSubject(study, '5003')
    const [alert] = await alerts()
    expect(Date.parse(alert?.before ?? '') - Date.parse(alert?.after ?? '')).toBeGreaterThan(
      800_000,
    )
    expect((await study.coordinator.get('/api/clock-alerts')).status).toBe(403)
    server.clock.advance({ minutes: 15 })
    const { findings } = await patternsOf(study.monitor, '?pattern=clock-back')
    expect(findings).toHaveLength(1)
  })
})
