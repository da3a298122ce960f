import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verify } from '../../../server/audit/verify.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

interface Saved {
  readonly id: string
  readonly version: number
}

const event = (term: string) => ({ items: { AETERM: term, AESTDAT: '2026-02-20' }, rows: [] })

describe.each(ENGINES)('work at two servers of one database on $engine', ({ open }) => {
  let one: TestServer
  let other: TestServer
  let study: SeededStudy
  let subject: string
  let there: Browser

  beforeAll(async () => {
    one = await startServer(open, builtInFamilies, { beatMs: 100 })
    other = await one.beside()
    study = await seedStudy(one)
    subject = await seedSubject(study, '1001')
    there = new Browser(other.base, study.coordinator.cookie)
  })
  afterAll(async () => {
    await other.stop()
    await one.stop()
  })

  const save = async (by: Browser, term: string): Promise<Saved> => {
    const body = { form: 'adverse-events', visit: null, values: event(term) }
    const reply = await by.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply.body as Saved
  }
  /** The record as the subject's page shows it. */
  const stored = async (by: Browser, id: string) => {
    const { records } = (await by.get(subject)).body as { records: readonly Saved[] }
    return records.find((record) => record.id === id)
  }
  const change = (by: Browser, { id, version }: Saved, term: string) =>
    by.put(
      `${subject}/records/${id}`,
      { values: event(term), reason: 'Transcription error' },
      { 'If-Match': `"${version}"` },
    )

  it('what is saved at one is seen at the other at once', async () => {
    for (const [by, reader] of [
      [study.coordinator, there],
      [there, study.coordinator],
    ] as const) {
      const { id } = await save(by, 'Fatigue')
      expect(await stored(reader, id)).toMatchObject({
        ...{ version: 1, values: { items: { AETERM: 'Fatigue' } } },
      })
    }
  })

  it('of two who save one version at two servers the second gets both versions', async () => {
    const record = await save(study.coordinator, 'Nausea')
    const replies = await Promise.all([
      change(study.coordinator, record, 'Vomiting'),
      change(there, record, 'Retching'),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    const refused = replies.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({ type: 'urn:problem:version-conflict' })
    for (const by of [study.coordinator, there]) {
      expect(await stored(by, record.id)).toMatchObject({ version: 2 })
    }
  })

  it('a create repeated at the other server is made once, and answered alike', async () => {
    const body = { form: 'adverse-events', visit: null, values: event('Repeated') }
    const key = { 'Idempotency-Key': 'one-key-for-both-servers' }
    const replies = await Promise.all(
      [study.coordinator, there].map((by) => by.post(`${subject}/records`, body, key)),
    )
    expect(replies.map(({ status }) => status)).toEqual([201, 201])
    const [first, second] = replies.map(({ body: answer }) => (answer as Saved).id)
    expect(second).toBe(first)
  })

  it('a listener at one hears of a save at the other', async () => {
    const gone = new AbortController()
    const response = await fetch(`${other.base}${study.path}/live/changes`, {
      headers: { Cookie: study.monitor.cookie ?? '' },
      signal: gone.signal,
    })
    expect(response.status).toBe(200)
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    const marks = async (wanted: number): Promise<number> => {
      const heard = () => new Set(text.match(/^data: \w+$/gm)).size
      while (heard() < wanted) {
        const piece = await reader?.read()
        if (piece?.done !== false) break
        text += decoder.decode(piece.value)
      }
      return heard()
    }
    expect(await marks(1)).toBe(1)
    await save(study.coordinator, 'Heard elsewhere')
    expect(await marks(2)).toBe(2)
    gone.abort()
  })

  it('an amendment made at one is in force at the next request to the other', async () => {
    const administrator = await signedIn(one, [{ role: 'administrator', study: null }])
    const version = async (by: Browser) =>
      ((await by.get(study.path)).body as { definitionVersion: string }).definitionVersion
    const before = await version(there)
    const definition = {
      ...builtInFamilies.protocols.get('donafenib-switch'),
      ...{ version: '1.1', amendment: { reopens: [] } },
    }
    const published = await administrator.post(
      `${study.path}/versions`,
      { definition, note: 'Amendment 1' },
      { 'If-Match': '"1"' },
    )
    expect(published.status, JSON.stringify(published.body)).toBe(201)
    for (const site of ['S1', 'S2']) {
      const approval = { site, effectiveFrom: '2026-03-01', reason: 'Ethics committee' }
      const approved = await administrator.post(`${study.path}/versions/2/approvals`, approval)
      expect(approved.status, JSON.stringify(approved.body)).toBeLessThan(300)
    }
    expect(await version(there)).not.toBe(before)
  })

  it('TM-05: twenty writers at both leave one chain without a gap, and none is lost', async () => {
    const { subject: t } = one.store.t
    const before = await one.store.read.$count(t)
    const registered = Array.from({ length: 20 }, (_, n) => {
      const by = n % 2 === 0 ? study.coordinator : there
      const subjid = `2${String(n).padStart(3, '0')}`
      return by.post(`${study.path}/subjects`, { subjid, site: 'S1', values: CONSENT })
    })
    const replies = await Promise.all(registered)
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]))
    expect(await one.store.read.$count(t)).toBe(before + 20)
    expect((await verify(one.store)).faults).toEqual([])
  })
})
