import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listNotices } from '../../../shared/api/routes/notices.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, systemActs, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const EVENT = {
  AESTDAT: '2026-02-20',
  AETERM: 'Ascites, tense',
  AEDECOD: 'Ascites',
  AETOXGR: '3',
  AESER: 'Y',
  AESHOSP: 'Y',
  AEAWDAT: '2026-03-02',
  AEAWTIM: '07:30',
}

describe.each(ENGINES)('notices of serious events on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let otherSite: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    otherSite = await signedIn(server, [{ role: 'investigator', study: study.key, site: 'S2' }])
  })
  afterAll(() => server.stop())

  const noticesOf = async (who: Browser, subjid: string) => {
    const reply = await who.get('/api/notices')
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const { notices } = listNotices.response.parse(reply.body)
    return notices.filter((notice) => notice.subjid === subjid)
  }
  const eventsOf = async (who: Browser, subjid: string) =>
    (await noticesOf(who, subjid)).map(({ textKey }) => textKey.replace('notice.', '')).reverse()
  const save = async (subject: string, items: object): Promise<string> => {
    const body = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${idSchema.parse(reply.body).id}`
  }
  const amend = async (record: string, version: number, items: object): Promise<void> => {
    const body = { values: { items, rows: [] }, reason: 'source says otherwise' }
    const reply = await study.coordinator.put(record, body, { 'If-Match': `"${version}"` })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  it('DC-17: saving one tells the set roles at the site within the request, and nobody else', async () => {
    const subject = await seedSubject(study, '1001')
    await save(subject, EVENT)
    const [notice] = await noticesOf(study.investigator, '1001')
    expect(notice).toMatchObject({ study: study.key, readAt: null, mail: 'none' })
    expect(notice?.textKey).toBe('notice.serious.new')
    expect(notice?.values).toMatchObject({ subjid: '1001', site: 'S1' })
    expect(notice?.values['due']).toMatch(/^2026-03-03 07:30 UTC/)
    expect(await eventsOf(study.monitor, '1001')).toEqual(['serious.new'])
    for (const who of [study.coordinator, study.stranger, otherSite]) {
      expect(await eventsOf(who, '1001')).toEqual([])
    }
    const acts = (await actsOf(server, study.key)).slice(-3)
    expect(acts.map(({ act, username }) => `${act} ${username}`)).toEqual([
      expect.stringMatching(/^record\.create user-/),
      'notice.make system',
      'notice.make system',
    ])
  })

  it('DC-17: becoming serious, changing, becoming less and removal are told, and nothing else', async () => {
    const subject = await seedSubject(study, '1002')
    const record = await save(subject, { ...EVENT, AESER: 'N' })
    expect(await eventsOf(study.monitor, '1002')).toEqual([])
    await amend(record, 1, EVENT)
    await amend(record, 2, { ...EVENT, AEGRPID: 'A' })
    await amend(record, 3, { ...EVENT, AEGRPID: 'A', AEOUT: 'UNKNOWN' })
    await amend(record, 4, { ...EVENT, AESER: 'N' })
    await amend(record, 5, EVENT)
    const removal = await study.coordinator.post(
      `${record}/removal`,
      { reason: 'entered twice' },
      { 'If-Match': '"6"' },
    )
    expect(removal.status).toBe(200)
    expect(await eventsOf(study.monitor, '1002')).toEqual([
      'serious.new',
      'serious.follow-up',
      'serious.downgrade',
      'serious.new',
      'serious.removed',
    ])
  })

  it('DC-17: a refused save tells nobody', async () => {
    const subject = await seedSubject(study, '1003')
    const record = await save(subject, { ...EVENT, AESER: 'N' })
    const body = { values: { items: EVENT, rows: [] }, reason: 'now serious' }
    const stale = await study.coordinator.put(record, body, { 'If-Match': '"7"' })
    expect(stale.status).toBe(409)
    expect(await eventsOf(study.monitor, '1003')).toEqual([])
  })

  it('DC-17: without an awareness date the clock starts when the event is saved', async () => {
    const subject = await seedSubject(study, '1004')
    await save(subject, { ...EVENT, AEAWDAT: '', AEAWTIM: '' })
    const [notice] = await noticesOf(study.monitor, '1004')
    expect(notice?.values['due']).toMatch(/^2026-03-03 /)
  })

  it('DC-17: a protocol can have dose-limiting toxicities told as well', async () => {
    const dose = await seedStudy(server, 'toripalimab-donafenib')
    const subject = await seedSubject(dose, '1001')
    const items = { ...EVENT, AESER: 'N', AEDLT: 'Y', AEREL: 'POSSIBLE' }
    const body = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    expect((await dose.coordinator.post(`${subject}/records`, body)).status).toBe(201)
    expect(await eventsOf(dose.monitor, '1001')).toEqual(['special.new'])
  })

  it('DC-17: the trail says so when there was nobody to tell', async () => {
    const lonely = await seedStudy(server)
    const { accountGrant } = server.store.t
    await server.store.write((tx) => tx.update(accountGrant).set({ validTo: server.store.now() }))
    const coordinator = await signedIn(server, [
      { role: 'coordinator', study: lonely.key, site: 'S1' },
    ])
    const subject = await seedSubject({ ...lonely, coordinator }, '1001')
    const body = { form: 'adverse-events', visit: null, values: { items: EVENT, rows: [] } }
    expect((await coordinator.post(`${subject}/records`, body)).status).toBe(201)
    const acts = await actsOf(server, lonely.key)
    expect(acts.at(-1)).toMatchObject({ act: 'notice.nobody', username: 'system' })
    await server.store.write((tx) => tx.update(accountGrant).set({ validTo: null }))
  })

  it('a notice is marked as read by its own recipient alone, once', async () => {
    const subject = await seedSubject(study, '1005')
    await save(subject, EVENT)
    const [own] = await noticesOf(study.investigator, '1005')
    const path = `/api/notices/${own?.id ?? ''}/reading`
    expect((await study.monitor.post(path, {})).status).toBe(404)
    expect((await study.investigator.post('/api/notices/none/reading', {})).status).toBe(404)
    expect((await study.investigator.post(path, {})).status).toBe(200)
    const [read] = await noticesOf(study.investigator, '1005')
    expect(read?.readAt).not.toBeNull()
    const before = (await actsOf(server, study.key)).length
    expect((await study.investigator.post(path, {})).status).toBe(200)
    expect((await noticesOf(study.investigator, '1005'))[0]?.readAt).toBe(read?.readAt)
    expect((await actsOf(server, study.key)).length).toBe(before)
    expect((await noticesOf(study.monitor, '1005'))[0]?.readAt).toBeNull()
  })

  it('notices are shown no longer than the right to see the subject lasts', async () => {
    const subject = await seedSubject(study, '1006')
    const leaver = await signedIn(
      server,
      [{ role: 'monitor', study: study.key, site: 'S1' }],
      `leaver-${server.store.newId().slice(0, 8).toLowerCase()}`,
    )
    await save(subject, EVENT)
    const [notice] = await noticesOf(leaver, '1006')
    expect(notice).toBeDefined()
    const { accountGrant, notice: table } = server.store.t
    const rows = await server.store.read.select().from(table)
    const recipient = rows.find(({ id }) => id === notice?.id)?.recipientId ?? ''
    const grants = await server.store.read.select().from(accountGrant)
    const held = grants.find(({ accountId }) => accountId === recipient)
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const end = `/api/accounts/${recipient}/grants/${held?.id ?? ''}/end`
    const ended = await administrator.post(end, { reason: 'left the team' })
    expect(ended.status, JSON.stringify(ended.body)).toBe(200)
    expect(await noticesOf(leaver, '1006')).toEqual([])
    const reading = await leaver.post(`/api/notices/${notice?.id ?? ''}/reading`, {})
    expect(reading.status).toBe(404)
  })

  it('a person says where mail goes; the trail keeps that it changed, not the address', async () => {
    const address = { email: 'pi@hospital.example', language: 'zh' }
    expect((await study.investigator.put('/api/notices/address', address)).body).toEqual(address)
    const { body } = await study.investigator.get('/api/notices')
    expect(body).toMatchObject({ address, sendsMail: false })
    expect((await systemActs(server)).at(-1)).toBe('account.mail')
    const entries = await server.store.read.select().from(server.store.t.auditEntry)
    expect(JSON.stringify(entries)).not.toContain('hospital.example')
    for (const email of ['no address', 'a@b.example\r\nBcc: c@d.example']) {
      const refused = await study.investigator.put('/api/notices/address', { ...address, email })
      expect(refused.status).toBe(422)
    }
  })
})
