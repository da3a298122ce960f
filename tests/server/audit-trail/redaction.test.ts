import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { auditEntrySchema } from '../../../shared/api/routes/trail.ts'
import { MASK } from '../../../shared/trail/mask-texts.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PHONE = 'call 13800138000'
const entriesSchema = z.object({ entries: z.array(auditEntrySchema) })
const POINTER = '/items/DVTERM'

describe.each(ENGINES)('redaction on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let dataManager: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    dataManager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
  })
  afterAll(() => server.stop())

  const values = (term: string) => ({ items: { DVSTDAT: '2026-02-01', DVTERM: term }, rows: [] })

  async function saved(subject: string): Promise<string> {
    const body = { form: 'deviations', visit: null, values: values(PHONE) }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return `${subject}/records/${z.object({ id: z.string() }).parse(reply.body).id}`
  }
  const correct = (record: string) =>
    study.coordinator.put(
      record,
      { values: values('visit too late'), reason: 'a telephone number was typed' },
      { 'If-Match': '"1"' },
    )
  const history = async (record: string) =>
    entriesSchema.parse((await dataManager.get(`${record}/history`)).body).entries
  const redact = (who: Browser, seq: number, pointer = POINTER) =>
    who.post(`${study.path}/audit/${seq}/redaction`, { pointer, reason: 'personal number' })

  it('AT-16 hides the text everywhere, by an act of its own, and leaves the entry as it was', async () => {
    const record = await saved(await seedSubject(study, '4001'))
    const first = (await history(record)).at(-1)
    const seq = first?.seq ?? 0
    expect((await correct(record)).status).toBe(200)
    const reply = await redact(dataManager, seq)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const shown = await history(record)
    expect(JSON.stringify(shown)).not.toContain(PHONE)
    expect(JSON.stringify((await dataManager.get(`${study.path}/audit`)).body)).not.toContain(PHONE)
    const change = (at: number) => shown[at]?.changes.find(({ pointer }) => pointer === POINTER)
    expect(change(1)).toMatchObject({ after: null, redacted: ['after'] })
    expect(change(0)).toMatchObject({ before: null, after: 'visit too late', redacted: ['before'] })
    expect(shown.at(-1)?.hash).toBe(first?.hash)
    const { body } = await dataManager.get(`${study.path}/audit?act=audit.redact`)
    const [act] = entriesSchema.parse(body).entries
    expect(act).toMatchObject({ act: 'audit.redact', reason: 'personal number', subjid: '4001' })
  })

  it('AT-16 hides it too where a check, a query or their history quotes it', async () => {
    const subject = await seedSubject(study, '4006')
    const left = { DSSTDAT: '2026-02-01', DSSCAT: 'STUDY', DSDECOD: 'COMPLETED' }
    const form = { form: 'disposition', visit: null }
    const reply = await study.coordinator.post(`${subject}/records`, {
      ...form,
      values: { items: { ...left, DSTRT: PHONE }, rows: [] },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    const id = z.object({ id: z.string() }).parse(reply.body).id
    const record = `${subject}/records/${id}`
    const words = { record: id, item: '', groupRow: '', text: `Whose number is ${PHONE}?` }
    expect((await study.monitor.post(`${subject}/queries`, words)).status).toBe(201)
    const everywhere = async () => {
      const answers = [
        await dataManager.get(`${study.path}/firings`),
        await dataManager.get(`${study.path}/queries`),
        await dataManager.get(`${study.path}/audit`),
        await dataManager.post(`${subject}/casebook`, {}),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      return answers.map(({ body }) => JSON.stringify(body))
    }
    for (const shown of await everywhere()) expect(shown).toContain(PHONE)
    const seq = (await history(record)).at(-1)?.seq ?? 0
    const corrected = { values: { items: left, rows: [] }, reason: 'a telephone number was typed' }
    const put = await study.coordinator.put(record, corrected, { 'If-Match': '"1"' })
    expect(put.status, JSON.stringify(put.body)).toBe(200)
    expect((await redact(dataManager, seq, '/items/DSTRT')).status).toBe(200)
    for (const shown of await everywhere()) {
      expect(shown).not.toContain(PHONE)
      expect(shown).toContain(MASK)
    }
  })

  it('AT-16 hides it in the proofs of derived values, from the value itself and from its row', async () => {
    const subject = await seedSubject(study, '4008')
    const event = { AEDECOD: 'Fatigue', AETOXGR: '2', AESTDAT: '2026-01-20' }
    const of = (AETERM: string) => ({ items: { ...event, AETERM }, rows: [] })
    const reply = await study.coordinator.post(`${subject}/records`, {
      ...{ form: 'adverse-events', visit: null, values: of(PHONE) },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    const record = `${subject}/records/${z.object({ id: z.string() }).parse(reply.body).id}`
    const proof = async () => {
      const { status, body } = await dataManager.get(`${subject}/proof?fact=event/0/grade`)
      expect(status, JSON.stringify(body)).toBe(200)
      return JSON.stringify(body)
    }
    expect(await proof()).toContain(PHONE)
    const seq = (await history(record)).at(-1)?.seq ?? 0
    const corrected = { values: of('Fatigue'), reason: `it said ${PHONE}` }
    const put = await study.coordinator.put(record, corrected, { 'If-Match': '"1"' })
    expect(put.status, JSON.stringify(put.body)).toBe(200)
    // What was typed is gone from the value; the reason of the correction still tells it.
    expect(await proof()).toContain(PHONE)
    expect((await redact(dataManager, seq, '/items/AETERM')).status).toBe(200)
    const change = (await history(record)).find(({ reason }) => reason !== null)
    expect((await redact(dataManager, change?.seq ?? 0, '/reason')).status).toBe(200)
    expect(await proof()).not.toContain(PHONE)
  })

  it('AT-16 hides a date in each spelling that a check or a query gives it', async () => {
    const subject = await seedSubject(study, '4007')
    const event = { AETERM: 'Fatigue', AEDECOD: 'Fatigue', AETOXGR: '1', AESTDAT: '2026-01-20' }
    const dated = (AEENDAT: string) => ({ items: { ...event, AEENDAT }, rows: [] })
    const reply = await study.coordinator.post(`${subject}/records`, {
      ...{ form: 'adverse-events', visit: null, values: dated('2026-01-13') },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    const record = `${subject}/records/${z.object({ id: z.string() }).parse(reply.body).id}`
    const read = async (what: string) =>
      JSON.stringify((await dataManager.get(`${study.path}/${what}`)).body)
    for (const what of ['firings', 'queries']) expect(await read(what)).toContain('13 JAN 2026')
    const seq = (await history(record)).at(-1)?.seq ?? 0
    const corrected = { values: dated('2026-01-21'), reason: 'the date told who it was' }
    const put = await study.coordinator.put(record, corrected, { 'If-Match': '"1"' })
    expect(put.status, JSON.stringify(put.body)).toBe(200)
    expect((await redact(dataManager, seq, '/items/AEENDAT')).status).toBe(200)
    for (const what of ['firings', 'queries', 'audit']) {
      expect(await read(what)).not.toMatch(/13 JAN 2026|2026-01-13/i)
    }
  })

  it('AT-16 waits until the site has corrected the form', async () => {
    const record = await saved(await seedSubject(study, '4002'))
    const seq = (await history(record))[0]?.seq ?? 0
    const refused = await redact(dataManager, seq)
    expect(refused.body).toMatchObject({ status: 409, requires: ['value.corrected'] })
    expect(JSON.stringify(await history(record))).toContain(PHONE)
  })

  it('AT-16 also hides it in a removed form, which nobody can correct any more', async () => {
    const subject = await seedSubject(study, '4003')
    const record = await saved(subject)
    const seq = (await history(record))[0]?.seq ?? 0
    const removal = { reason: 'not a deviation' }
    await study.coordinator.post(`${record}/removal`, removal, { 'If-Match': '"1"' })
    expect(JSON.stringify((await dataManager.get(subject)).body)).toContain(PHONE)
    expect((await redact(dataManager, seq)).status).toBe(200)
    expect(JSON.stringify((await dataManager.get(subject)).body)).not.toContain(PHONE)
  })

  it('hides the reason of a change, once, and only where there is one', async () => {
    const record = await saved(await seedSubject(study, '4004'))
    const seq = (await history(record))[0]?.seq ?? 0
    expect((await redact(dataManager, seq, '/reason')).status).toBe(422)
    await correct(record)
    const [amended] = await history(record)
    expect((await redact(dataManager, amended?.seq ?? 0, '/reason')).status).toBe(200)
    expect((await history(record))[0]).toMatchObject({ reason: null, reasonRedacted: true })
    expect((await redact(dataManager, amended?.seq ?? 0, '/reason')).status).toBe(409)
  })

  it('is refused to everybody else, and for entries of other studies and fields', async () => {
    const record = await saved(await seedSubject(study, '4005'))
    const seq = (await history(record))[0]?.seq ?? 0
    await correct(record)
    for (const who of [study.coordinator, study.investigator, study.monitor]) {
      expect((await redact(who, seq)).status).toBe(403)
    }
    const other = await seedStudy(server)
    const elsewhere = await signedIn(server, [{ role: 'data-manager', study: other.key }])
    expect((await redact(elsewhere, seq)).status).toBe(404)
    const atS2 = await signedIn(server, [{ role: 'data-manager', study: study.key, site: 'S2' }])
    expect((await redact(atS2, seq)).status).toBe(404)
    expect((await redact(dataManager, 999_999)).status).toBe(404)
    expect((await redact(dataManager, seq, '/items/NOTHING')).status).toBe(422)
    expect(JSON.stringify(await history(record))).toContain(PHONE)
  })
})
