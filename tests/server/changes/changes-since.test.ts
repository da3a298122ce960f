import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChangedRecord } from '../../../shared/api/routes/changes.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

interface Answer {
  readonly since: { readonly act: string; readonly visit: string | null } | null
  readonly records: readonly ChangedRecord[]
}

describe.each(ENGINES)('changes since the last own review on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject = ''
  let event = ''
  let version = 1

  const eventValues = (AETERM: string, AETOXGR = '2') => ({
    items: { AETERM, AETOXGR, AESTDAT: '2026-02-10', AESER: 'N' },
    rows: [],
  })
  const enter = async (form: string, visit: string | null, values: object): Promise<string> => {
    const reply = await study.coordinator.post(`${subject}/records`, { form, visit, values })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }
  const amend = async (values: object, reason: string): Promise<void> => {
    const path = `${subject}/records/${event}`
    const headers = { 'If-Match': `"${version}"` }
    const reply = await study.coordinator.put(path, { values, reason }, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    version += 1
  }
  const changes = async (browser: Browser = study.investigator): Promise<Answer> => {
    const reply = await browser.get(`${subject}/changes`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as Answer
  }
  const review = async (
    visit: string,
    response: string,
    why: { readonly reason?: string } = {},
    headers: Record<string, string> = {},
  ): Promise<void> => {
    const path = `${subject}/reviews/${visit}/RECIST%201.1`
    const body = { response, date: '2026-03-03', ...why }
    const reply = await study.investigator.put(path, body, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  const measured = (date: string, LDIAM: string) => ({
    items: {},
    rows: [{ TRLNKID: 'T01', TRDAT: date, LDIAM }],
  })

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, 'lenvatinib-toripalimab')
    subject = await seedSubject(study, '1001')
    const lesion = {
      TULNKID: 'T01',
      TUGRPID: 'TARGET',
      TULOC: 'LIVER',
      TUNODE: 'N',
      TUDAT: '2026-01-06',
    }
    await enter('lesions', null, { items: lesion, rows: [] })
    await enter('tumour-assessment', 'BASELINE', measured('2026-01-06', '50'))
    await enter('tumour-assessment', 'W8', measured('2026-03-02', '45'))
    event = await enter('adverse-events', null, eventValues('Itch'))
  })
  afterAll(() => server.stop())

  it('R2: gives everything as new to a person who never reviewed or signed', async () => {
    const { since, records } = await changes()
    expect(since).toBeNull()
    expect(records.every(({ kind }) => kind === 'new')).toBe(true)
    expect(records.map(({ form }) => form)).toContain('adverse-events')
  })

  it('R2: begins anew with the own review, and not with the act of a colleague', async () => {
    await review('W8', 'SD')
    expect(await changes()).toMatchObject({
      since: { act: 'review.record', visit: 'W8' },
      records: [],
    })
    expect((await changes(study.monitor)).since).toBeNull()
  })

  it('R2: names each changed field with both values, who changed it last, and why', async () => {
    await amend(eventValues('Itch of the arms'), 'first reason')
    await amend(eventValues('Itch of the arms and legs', '3'), 'told at the visit')
    const { records } = await changes()
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ record: event, form: 'adverse-events', kind: 'changed' })
    expect(records[0]?.fields).toMatchObject([
      {
        pointer: '/items/AETERM',
        before: 'Itch',
        after: 'Itch of the arms and legs',
        reason: 'told at the visit',
        role: 'coordinator',
      },
      { pointer: '/items/AETOXGR', before: '2', after: '3', reason: 'told at the visit' },
    ])
  })

  it('R2: leaves out what was changed and changed back, also field by field', async () => {
    await amend(eventValues('Itch', '3'), 'term as in the source')
    const halfBack = await changes()
    expect(halfBack.records[0]?.fields.map(({ item }) => item)).toEqual(['AETOXGR'])
    await amend(eventValues('Itch'), 'grade as in the source')
    expect((await changes()).records).toEqual([])
  })

  it('R2: lists new and removed records, and not what came and went in between', async () => {
    const fleeting = await enter('adverse-events', null, eventValues('Typing slip'))
    const gone = { reason: 'entered for another subject' }
    const remove = (id: string, at: number) =>
      study.coordinator.post(`${subject}/records/${id}/removal`, gone, { 'If-Match': `"${at}"` })
    expect((await remove(fleeting, 1)).status).toBe(200)
    expect((await changes()).records).toEqual([])
    const kept = await enter('adverse-events', null, eventValues('Nausea'))
    expect((await remove(event, version)).status).toBe(200)
    const { records } = await changes()
    expect(records.map(({ record, kind }) => ({ record, kind }))).toEqual([
      { record: event, kind: 'removed' },
      { record: kept, kind: 'new' },
    ])
    expect(records[0]).toMatchObject({ reason: gone.reason })
  })

  it('AT-16: keeps a redacted text hidden, and says that it is', async () => {
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const named = await enter('adverse-events', null, eventValues('Fall of Mrs Example'))
    const trail = await manager.get(`${study.path}/audit?form=adverse-events&limit=1`)
    const { entries } = trail.body as { entries: { seq: number }[] }
    await review('W8', 'SD', { reason: 'looked again' }, { 'If-Match': '"1"' })
    event = named
    version = 1
    await amend(eventValues('Fall'), 'a name was typed')
    const redaction = { pointer: '/items/AETERM', reason: 'a name' }
    const path = `${study.path}/audit/${entries[0]?.seq}/redaction`
    const reply = await manager.post(path, redaction)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const { records } = await changes()
    expect(records).toMatchObject([
      {
        record: named,
        fields: [{ item: 'AETERM', before: null, after: 'Fall', redacted: ['before'] }],
      },
    ])
    expect(JSON.stringify(records)).not.toContain('Mrs Example')
  })

  it('AT-10: is open to who may read the trail at the site, and to nobody else', async () => {
    expect((await study.stranger.get(`${subject}/changes`)).status).toBe(404)
    const administrator = await signedIn(server, [{ role: 'administrator', study: study.key }])
    expect((await administrator.get(`${subject}/changes`)).status).toBe(403)
    for (const role of ['monitor', 'data-manager', 'statistician'] as const) {
      const person = await signedIn(server, [{ role, study: study.key }])
      expect((await person.get(`${subject}/changes`)).status).toBe(200)
    }
  })
})
