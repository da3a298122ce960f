import { and, eq, gt } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntryRow } from '../../../db/rows.ts'
import { fieldChanges } from '../../../server/audit/field-changes.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { auditEntrySchema } from '../../../shared/api/routes/trail.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { CONSENT, seedStudy, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const CRITERIA = 'RECIST%201.1'
/** Every route by which people write clinical values; typing that is not saved is none. */
const DRIVEN = [
  ...['createSubject', 'decideEnrolment', 'createRecord', 'amendRecord', 'removeRecord'],
  'saveReview',
]

describe.each(ENGINES)('the trail of a study on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let studyId: string
  let subject: string
  let dataManager: Browser

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, 'lenvatinib-toripalimab')
    dataManager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const { t, read } = server.store
    const [row] = await read.select().from(t.study).where(eq(t.study.studyKey, study.key))
    studyId = row?.id ?? ''
    subject = `${study.path}/subjects/1001`
  })
  afterAll(() => server.stop())

  const since = async (seq: number): Promise<readonly AuditEntryRow[]> => {
    const { auditEntry } = server.store.t
    return server.store.read
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.chain, studyId), gt(auditEntry.seq, seq)))
      .orderBy(auditEntry.seq)
  }
  const head = async () => (await since(0)).at(-1)?.seq ?? 0

  /** The entries of people that a call leaves about records and reviews, as `act: field before>after`. */
  async function left(call: () => Promise<{ status: number; body: unknown }>) {
    const before = await head()
    const reply = await call()
    expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status)
    const entries = (await since(before)).filter(({ entity }) => entity === 'record')
    return entries.map((entry) => ({
      act: entry.act,
      fields: fieldChanges(entry)
        .filter(({ path }) => path[0] === 'items' || path[0] === 'rows')
        .map(({ path, before: was, after }) => `${path.join('.')} ${was ?? ''}>${after ?? ''}`),
    }))
  }

  const measured = (date: string, LDIAM: string) => ({
    items: {},
    rows: [{ TRLNKID: 'T01', TRDAT: date, LDIAM }],
  })
  const save = (form: string, visit: string | null, values: object) =>
    study.coordinator.post(`${subject}/records`, { form, visit, values })
  const trailOf = async (who: Browser, query: string) => {
    const reply = await who.get(`${study.path}/audit?limit=200${query}`)
    expect(reply.status).toBe(200)
    const { entries } = reply.body as { entries: unknown[] }
    return entries.map((entry) => auditEntrySchema.parse(entry))
  }

  it('AT-01, AT-03: each way of writing leaves one entry with each filled or changed field once', async () => {
    const path = `${study.path}/subjects`
    const created = await left(() =>
      study.coordinator.post(path, { subjid: '1001', site: 'S1', values: CONSENT }),
    )
    expect(created).toEqual([
      {
        act: 'record.create',
        fields: ['items.BRTHDAT >1961', 'items.RFICDAT >2026-01-05', 'items.SEX >M'],
      },
    ])
    const failing = `${path}/1009`
    await study.coordinator.post(path, { subjid: '1009', site: 'S1', values: CONSENT })
    const decision = { decision: 'screen-failure', date: '2026-02-01', reason: 'anaemia' }
    const decided = await left(() => study.coordinator.post(`${failing}/enrolment`, decision))
    expect(decided.flatMap((one) => one.fields)).toEqual(['items.SCRNFAIL >anaemia'])
    const lesion = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' }
    const made = await left(() =>
      save('lesions', null, { items: { ...lesion, TUDAT: '2026-01-06' }, rows: [] }),
    )
    expect(made[0]?.fields).toHaveLength(5)
    await save('tumour-assessment', 'BASELINE', measured('2026-01-06', '50'))
    let id = ''
    const week8 = await left(async () => {
      const reply = await save('tumour-assessment', 'W8', measured('2026-03-02', '45'))
      id = (reply.body as { id: string }).id
      return reply
    })
    expect(week8).toHaveLength(1)
    const reviewed = await left(() =>
      study.investigator.put(`${subject}/reviews/W8/${CRITERIA}`, {
        response: 'SD',
        date: '2026-03-03',
      }),
    )
    expect(reviewed.map(({ act }) => act)).toEqual(['review.record'])
    const record = `${subject}/records/${id}`
    const change = { values: measured('2026-03-02', '46'), reason: 'misread' }
    const amended = await left(() => study.coordinator.put(record, change, { 'If-Match': '"1"' }))
    expect(amended.filter(({ act }) => act === 'record.amend')).toEqual([
      { act: 'record.amend', fields: ['rows.1.LDIAM 45>46'] },
    ])
    const removal = { reason: 'other subject' }
    const removed = await left(() =>
      study.coordinator.post(`${record}/removal`, removal, { 'If-Match': '"2"' }),
    )
    expect(removed.filter(({ act }) => act === 'record.remove')).toHaveLength(1)
  })

  it('AT-01: no other route writes clinical values of people', () => {
    const writing = ROUTES.filter(
      ({ method, access }) =>
        method !== 'get' && ['subject.enrol', 'record.write', 'review.write'].includes(access),
    ).map(({ id }) => id)
    for (const id of DRIVEN) expect(writing).toContain(id)
  })

  it('AT-02: an entry says who in what role, what and where, when, and the value before and after', async () => {
    const [entry] = await trailOf(study.monitor, '&act=record.amend')
    expect(entry).toMatchObject({
      ...{ role: 'coordinator', site: 'S1', subjid: '1001', visit: 'W8' },
      ...{ form: 'tumour-assessment', reason: 'misread', origin: 'person' },
    })
    expect(entry?.username).toMatch(/^user-/)
    expect(entry?.displayName).toMatch(/^Person /)
    expect(entry?.at).toMatch(/^2026-03-02T08:.*Z$/)
    expect(entry?.changes).toEqual([
      { pointer: '/rows/T01/LDIAM', item: 'LDIAM', before: '45', after: '46', redacted: [] },
    ])
  })

  it('AT-04: a change of saved data without a reason is refused and leaves nothing', async () => {
    const reply = await save('concomitant', null, { items: { CMTRT: 'Aspirin' }, rows: [] })
    const record = `${subject}/records/${(reply.body as { id: string }).id}`
    const before = await head()
    for (const reason of [undefined, '', '  ']) {
      const body = { values: { items: { CMTRT: 'Other' }, rows: [] }, reason }
      const refused = await study.coordinator.put(record, body, { 'If-Match': '"1"' })
      expect(refused.status).toBe(422)
    }
    expect(await head()).toBe(before)
  })

  it('AT-05: a removed row keeps its whole history with all former values', async () => {
    const [removed] = await trailOf(study.monitor, '&act=record.remove')
    const history = await study.monitor.get(`${subject}/records/${removed?.entityId ?? ''}/history`)
    const text = JSON.stringify(history.body)
    expect(text).toContain('"45"')
    expect(text).toContain('"46"')
    expect(text).toContain('other subject')
  })

  it('AT-06: no route, role or variable of the environment switches the trail off', async () => {
    const words = ROUTES.filter(
      ({ path, method }) => method !== 'get' && path.includes('/audit'),
    ).map(({ id }) => id)
    expect(words).toEqual(['redactEntry'])
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
      for (const path of [`${study.path}/audit`, `${study.path}/audit/1`, '/api/audit']) {
        const { status } = await administrator.send(method, path, { body: { enabled: false } })
        expect(status).toBe(404)
      }
    }
    const before = await head()
    await save('concomitant', null, { items: { CMTRT: 'Still audited' }, rows: [] })
    expect(await head()).toBeGreaterThan(before)
  })

  it('AT-07: UPDATE and DELETE fail on the trail with the connection of the product itself', async () => {
    const { store } = server
    const { auditEntry } = store.t
    const before = await since(0)
    const update = store.write((tx) => tx.update(auditEntry).set({ reason: 'other' }))
    await expect(update).rejects.toThrow()
    await expect(store.write((tx) => tx.delete(auditEntry))).rejects.toThrow()
    expect(await since(0)).toEqual(before)
  })

  it('AT-09: two filters find all changes of the diameter of one lesion, and of nothing else', async () => {
    const other = { ...measured('2026-03-02', '30') }
    await save('tumour-assessment', 'W16', {
      ...other,
      rows: [...other.rows, { TRLNKID: 'T02', TRDAT: '2026-03-02', LDIAM: '12' }],
    })
    const found = await trailOf(study.monitor, '&row=T01&item=LDIAM&order=oldest-first')
    const values = found.map(({ changes }) =>
      changes
        .filter(({ pointer }) => pointer === '/rows/T01/LDIAM')
        .map(({ before, after }) => `${before ?? ''}>${after ?? ''}`),
    )
    expect(values).toEqual([['>50'], ['>45'], ['45>46'], ['>30']])
    expect(await trailOf(study.monitor, '&row=T02&item=LDIAM')).toHaveLength(1)
    expect(await trailOf(study.monitor, '&row=T01&item=TRDAT&act=record.amend')).toEqual([])
  })

  it.each(['coordinator', 'investigator', 'monitor', 'data-manager', 'statistician'] as const)(
    'AT-10: the %s opens the history of a field at the own site, and none of another one',
    async (role) => {
      const [entry] = await trailOf(study.monitor, '&act=record.amend')
      const path = `${subject}/records/${entry?.entityId ?? ''}/history`
      const here = await signedIn(server, [{ role, study: study.key, site: 'S1' }])
      expect(JSON.stringify((await here.get(path)).body)).toContain('"before":"45","after":"46"')
      const elsewhere = await signedIn(server, [{ role, study: study.key, site: 'S2' }])
      expect((await elsewhere.get(path)).status).toBe(404)
      const seen = await trailOf(elsewhere, '')
      expect(seen.every(({ site }) => site === 'S2')).toBe(true)
    },
  )

  it('AT-12: each step of work is found with who and when', async () => {
    const saved = await save('concomitant', null, { items: { CMTRT: 'Ibuprofen' }, rows: [] })
    const record = (saved.body as { id: string }).id
    const words = { record, item: 'CMTRT', groupRow: '', text: 'Which dose?' }
    const asked = await study.monitor.post(`${subject}/queries`, words)
    const query = asked.body as { id: string; version: number }
    const step = async (who: Browser, part: string, version: number, body: object) => {
      const path = `${subject}/queries/${query.id}/${part}`
      const reply = await who.post(path, body, { 'If-Match': `"${version}"` })
      expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status)
    }
    await step(study.coordinator, 'answer', 1, { text: 'None was noted' })
    await step(study.monitor, 'settlement', 2, { step: 'close', text: null })
    await step(study.monitor, 'settlement', 3, { step: 'reopen', text: 'Please look again' })
    const parts = [{ item: '', groupRow: '' }]
    const path = `${subject}/records/${record}/verification`
    const verified = await study.monitor.post(path, { parts }, { 'If-Match': '"1"' })
    expect(verified.status, JSON.stringify(verified.body)).toBe(200)
    expect((await study.monitor.post(`${subject}/casebook`, {})).status).toBe(200)
    const file = `${study.path}/exports/csv/files/subjects.csv`
    expect((await dataManager.get(file)).status).toBe(200)
    const trail = `${study.path}/audit-export?format=csv&purpose=inspection`
    expect((await dataManager.get(trail)).status).toBe(200)
    expect((await dataManager.post(`${study.path}/archives`, { site: 'S1' })).status).toBe(201)
    const roles = new Map<string, string | null>([
      ...([
        ['query.open', 'monitor'],
        ['query.answer', 'coordinator'],
      ] as const),
      ...([
        ['query.close', 'monitor'],
        ['query.reopen', 'monitor'],
      ] as const),
      ...([
        ['verification.set', 'monitor'],
        ['review.record', 'investigator'],
      ] as const),
      ...([
        ['subject.export', 'monitor'],
        ['study.export', 'data-manager'],
      ] as const),
      ...([
        ['export.trail', 'data-manager'],
        ['archive.make', 'data-manager'],
      ] as const),
    ])
    for (const [act, role] of roles) {
      const [entry] = (await trailOf(dataManager, `&act=${act}`)).filter((one) => one.role === role)
      expect(entry?.role, act).toBe(role)
      expect(entry?.at, act).toMatch(/^2026-03-02T/)
      expect(entry?.displayName, act).not.toBe('')
    }
  })
})
