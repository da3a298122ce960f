import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'

const VITALS = { form: 'vitals', visit: 'BASELINE', values: { items: {}, rows: [] } }

interface SavedRecord {
  readonly id: string
  readonly version: number
  readonly values: { readonly items: Record<string, string> }
}

const event = (items: Record<string, string>) => ({
  form: 'adverse-events',
  visit: null,
  values: { items, rows: [] },
})

describe.each(ENGINES)('saving forms on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject: string

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    subject = await seedSubject(study, '1001')
  })
  afterAll(() => server.stop())

  const save = async (items: Record<string, string>): Promise<SavedRecord> => {
    const reply = await study.coordinator.post(`${subject}/records`, event(items))
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply.body as SavedRecord
  }

  it('stores what was typed and answers with version, findings and ETag', async () => {
    const reply = await study.coordinator.post(
      `${subject}/records`,
      event({ AETERM: '乏力', AESTDAT: '2026-02', AETOXGR: '2' }),
    )
    expect(reply.status).toBe(201)
    expect(reply.headers.get('etag')).toBe('"1"')
    expect(reply.body).toMatchObject({
      form: 'adverse-events',
      visit: null,
      version: 1,
      completeness: 'partial',
      values: { items: { AETERM: '乏力', AESTDAT: '2026-02', AETOXGR: '2' } },
    })
    const { findings } = reply.body as { findings: { kind: string }[] }
    expect(findings.some(({ kind }) => kind === 'missing')).toBe(true)
  })

  it.each(['2025-11', '2025'])(
    'DC-09: the date %s is stored and exported as it is known, nothing filled in',
    async (known) => {
      const { id } = await save({ AETERM: `Known ${known}`, AESTDAT: known })
      const { t, read } = server.store
      const [row] = await read.select().from(t.record).where(eq(t.record.id, id))
      expect(JSON.parse(row?.values ?? '')).toMatchObject({ items: { AESTDAT: known } })
      const statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
      const { body } = await statistician.get(
        `${study.path}/exports/csv/files/adverse-events.csv?purpose=Test`,
      )
      const lines = z.string().parse(body).split(/\r?\n/)
      const line = lines.find((one) => one.includes(`Known ${known}`))
      expect(line?.split(',')).toContain(known)
    },
  )

  it('numbers the rows of a log', async () => {
    const first = await save({ AETERM: 'Nausea' })
    const second = await save({ AETERM: 'Vomiting' })
    expect(first.id).not.toBe(second.id)
    const { records } = (await study.coordinator.get(subject)).body as {
      records: { form: string; rowKey: string }[]
    }
    const keys = records.filter(({ form }) => form === 'adverse-events').map((row) => row.rowKey)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('AT-13: writes one audit entry for each save, with the reason of a change', async () => {
    const before = (await actsOf(server, study.key)).length
    const record = await save({ AETERM: 'Rash' })
    const amended = await study.coordinator.put(
      `${subject}/records/${record.id}`,
      {
        values: { items: { AETERM: 'Rash maculo-papular' }, rows: [] },
        reason: 'source corrected',
      },
      { 'If-Match': '"1"' },
    )
    expect(amended.status).toBe(200)
    expect(amended.headers.get('etag')).toBe('"2"')
    const acts = (await actsOf(server, study.key)).slice(before)
    expect(acts.map(({ act, reason }) => [act, reason])).toEqual([
      ['record.create', null],
      ['record.amend', 'source corrected'],
    ])
  })

  it('does not write an entry when nothing was changed', async () => {
    const record = await save({ AETERM: 'Fever', AETOXGR: '1' })
    const before = (await actsOf(server, study.key)).length
    const again = await study.coordinator.put(
      `${subject}/records/${record.id}`,
      { values: { items: { AETOXGR: '1', AETERM: 'Fever' }, rows: [] }, reason: 'saved twice' },
      { 'If-Match': '"1"' },
    )
    expect(again.status).toBe(200)
    expect(again.headers.get('etag')).toBe('"1"')
    expect(await actsOf(server, study.key)).toHaveLength(before)
  })

  it('AC-13: answers the second of two savers with both versions', async () => {
    const record = await save({ AETERM: 'Cough' })
    const change = (term: string) =>
      study.coordinator.put(
        `${subject}/records/${record.id}`,
        { values: { items: { AETERM: term }, rows: [] }, reason: 'corrected' },
        { 'If-Match': '"1"' },
      )
    expect((await change('Dry cough')).status).toBe(200)
    const second = await change('Productive cough')
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({
      type: 'urn:problem:version-conflict',
      expected: 1,
      current: { version: 2, values: { items: { AETERM: 'Dry cough' } } },
      submitted: { items: { AETERM: 'Productive cough' } },
    })
  })

  it('AC-13: lets exactly one of many simultaneous savers through', async () => {
    const record = await save({ AETERM: 'Headache' })
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        study.coordinator.put(
          `${subject}/records/${record.id}`,
          { values: { items: { AETERM: `Headache ${at}` }, rows: [] }, reason: 'race' },
          { 'If-Match': '"1"' },
        ),
      ),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(7)
  })

  it('demands the version that was read', async () => {
    const record = await save({ AETERM: 'Insomnia' })
    const path = `${subject}/records/${record.id}`
    const body = { values: { items: { AETERM: 'Insomnia' }, rows: [] }, reason: 'x' }
    expect((await study.coordinator.put(path, body)).status).toBe(428)
    expect((await study.coordinator.put(path, body, { 'If-Match': 'abc' })).status).toBe(400)
  })

  it('demands a reason for a change', async () => {
    const record = await save({ AETERM: 'Itching' })
    const reply = await study.coordinator.put(
      `${subject}/records/${record.id}`,
      { values: { items: {}, rows: [] } },
      { 'If-Match': '"1"' },
    )
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/reason' }] })
  })

  it('names each impossible entry by its pointer and stores nothing', async () => {
    const before = (await actsOf(server, study.key)).length
    const reply = await study.coordinator.post(
      `${subject}/records`,
      event({ AESTDAT: '2026-02-30', AETOXGR: 'severe', NOTANITEM: 'x' }),
    )
    expect(reply.status).toBe(422)
    const { errors } = reply.body as { errors: { pointer: string; key: string }[] }
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/values/items/AESTDAT',
      '/values/items/AETOXGR',
      '/values/items/NOTANITEM',
    ])
    expect(errors.every(({ key }) => key.startsWith('entry.'))).toBe(true)
    expect(await actsOf(server, study.key)).toHaveLength(before)
  })

  it('refuses U+0000 with its pointer', async () => {
    const reply = await study.coordinator.post(
      `${subject}/records`,
      event({ AETERM: 'bad\u0000text' }),
    )
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/values/items/AETERM' }] })
  })

  it('refuses half of a surrogate pair with its pointer', async () => {
    const raw =
      '{"form":"adverse-events","visit":null,"values":{"items":{"AETERM":"\\ud83d"},"rows":[]}}'
    const reply = await study.coordinator.send('POST', `${subject}/records`, { raw })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/values/items/AETERM' }] })
  })

  it('keeps each visit form once', async () => {
    expect((await study.coordinator.post(`${subject}/records`, VITALS)).status).toBe(201)
    const again = await study.coordinator.post(`${subject}/records`, VITALS)
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ type: 'urn:problem:already-exists', entity: 'record' })
  })

  it('refuses a form at the wrong place', async () => {
    const noVisit = await study.coordinator.post(`${subject}/records`, { ...VITALS, visit: null })
    expect(noVisit.body).toMatchObject({ errors: [{ pointer: '/visit' }] })
    const unknown = await study.coordinator.post(`${subject}/records`, { ...VITALS, form: 'none' })
    expect(unknown.body).toMatchObject({ errors: [{ pointer: '/form' }] })
  })

  it("keeps the investigator's forms for the investigator", async () => {
    const eligibility = { form: 'eligibility', visit: null, values: { items: {}, rows: [] } }
    const refused = await study.coordinator.post(`${subject}/records`, eligibility)
    expect(refused.status).toBe(403)
    const accepted = await study.investigator.post(`${subject}/records`, eligibility)
    expect(accepted.status).toBe(201)
    const review = { form: 'responses', visit: 'W8', values: { items: {}, rows: [] } }
    expect((await study.investigator.post(`${subject}/records`, review)).status).toBe(422)
  })

  it('marks a removed record, keeps its content and reopens its place', async () => {
    const record = await save({ AETERM: 'Entered by mistake' })
    const path = `${subject}/records/${record.id}`
    const removed = await study.coordinator.post(
      `${path}/removal`,
      { reason: 'wrong subject' },
      { 'If-Match': '"1"' },
    )
    expect(removed.status).toBe(200)
    expect(removed.body).toMatchObject({
      removed: true,
      version: 2,
      values: { items: { AETERM: 'Entered by mistake' } },
    })
    const amend = await study.coordinator.put(
      path,
      { values: { items: {}, rows: [] }, reason: 'x' },
      { 'If-Match': '"2"' },
    )
    expect(amend.body).toMatchObject({ type: 'urn:problem:wrong-order' })
    const history = await study.monitor.get(`${path}/history`)
    expect(history.body).toMatchObject({
      entries: [
        { act: 'record.remove', reason: 'wrong subject' },
        { act: 'record.create', changes: [{ before: null }, { before: null }, {}] },
      ],
    })
  })

  it('repeats the answer of a create with the same key, and refuses the key for another request', async () => {
    const headers = { 'Idempotency-Key': 'a-key-of-its-own' }
    const body = event({ AETERM: 'Once only' })
    const [first, second] = await Promise.all([
      study.coordinator.post(`${subject}/records`, body, headers),
      study.coordinator.post(`${subject}/records`, body, headers),
    ])
    expect([first.status, second.status]).toEqual([201, 201])
    const third = await study.coordinator.post(`${subject}/records`, body, headers)
    expect((third.body as SavedRecord).id).toBe((first.body as SavedRecord).id)
    expect((second.body as SavedRecord).id).toBe((first.body as SavedRecord).id)
    const other = event({ AETERM: 'Something else' })
    const misuse = await study.coordinator.post(`${subject}/records`, other, headers)
    expect(misuse.status).toBe(409)
  })

  it('raises the revision of the subject with each save', async () => {
    const revision = async (): Promise<number> =>
      ((await study.coordinator.get(subject)).body as { subject: { revision: number } }).subject
        .revision
    const before = await revision()
    await save({ AETERM: 'One more' })
    expect(await revision()).toBe(before + 1)
  })

  it('OR-01: refuses writes of roles that do not enter data, and audits none', async () => {
    const before = (await actsOf(server, study.key)).length
    const reply = await study.monitor.post(`${subject}/records`, event({ AETERM: 'x' }))
    expect(reply.status).toBe(403)
    expect(reply.body).toMatchObject({ permission: 'record.write' })
    expect(await actsOf(server, study.key)).toHaveLength(before)
  })
})
