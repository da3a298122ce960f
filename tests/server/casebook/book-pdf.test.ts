import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lastChange } from '../../../server/audit/as-of.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { sitesAsOf } from '../../../server/studies/service.ts'
import type { FormatFile, FormatInput } from '../../../server/exporting/format.ts'
import { serverFormats } from '../../../server/exporting/formats.ts'
import { recordSchema } from '../../../shared/api/routes/subjects.ts'
import { snapshotSchema } from '../../../shared/api/routes/snapshots.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { formValuesSchema } from '../../../shared/api/routes/subjects.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { readPdf, squeezed, type ReadPdf } from '../support/read-pdf.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'

const LONG = `${'A finding that the site described at length. '.repeat(6)}${'长'.repeat(30)}`.slice(
  0,
  300,
)

describe.each(ENGINES)('casebooks as PDF on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let studyId: string
  let siteIds: ReadonlyMap<string, string>

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    const { store } = server
    const rows = await store.read.select().from(store.t.study)
    studyId = rows.find(({ studyKey }) => studyKey === study.key)?.id ?? ''
    const { site } = store.t
    const actor = { ...systemActor({ part: 'test', studyId }), studyId }
    await unitOfWork(store, actor, async (tx) => {
      const after = {
        ...{ siteKey: 'S1', country: null, state: 'open' as const, timeZone: 'Asia/Shanghai' },
        name: '上海第一医院 with a very long name '.repeat(4),
      }
      const [row] = await tx.update(site).set(after).where(eq(site.siteKey, 'S1')).returning()
      const entity = { entity: 'site', entityId: row?.id ?? '' } as const
      const reason = 'It was wrong'
      return { result: null, audit: [{ act: 'site.amend', ...entity, before: {}, after, reason }] }
    })
    const sites = await store.read.select().from(site).where(eq(site.studyId, studyId))
    siteIds = new Map(sites.map(({ siteKey, id }) => [siteKey, id]))
  })
  afterAll(() => server.stop())

  async function inputOf(over: Partial<FormatInput> = {}): Promise<FormatInput> {
    const { store } = server
    const head = await lastChange(store, store.read, studyId)
    const seq = over.snapshot?.seq ?? head.seq
    return {
      ...{ store: server.store, families: builtInFamilies },
      study: { id: studyId, key: study.key, title: 'A study' },
      definition: builtInFamilies.protocols.get('donafenib-switch'),
      mark: null,
      ...{ definitionVersion: 1, subjectCount: 0, snapshot: null, sites: { kind: 'all' } },
      subjects: async function* () {
        // Casebooks are read from the store.
      },
      ...{ seq, dictionaries: [] },
      places: await sitesAsOf(store, { studyId, seq, at: store.now() }),
      ...{ twin: null, language: 'en', cutoff: null, responses: 'derived' },
      ...{ stateAt: '2026-03-02T18:00:00.000Z', programVersion: '1.0.0' },
      onProgress: () => undefined,
      ...over,
    }
  }

  async function filesOf(over?: Partial<FormatInput>, format = 'casebook'): Promise<FormatFile[]> {
    const files: FormatFile[] = []
    for await (const file of serverFormats.get(format).files(await inputOf(over))) files.push(file)
    return files
  }

  async function bytesOf(file: FormatFile | undefined): Promise<Buffer> {
    if (file === undefined) throw new Error('There is no such file.')
    const pieces: Uint8Array[] = []
    for await (const piece of file.pieces()) pieces.push(Buffer.from(piece))
    return Buffer.concat(pieces)
  }

  async function bookOf(subjid: string, over?: Partial<FormatInput>): Promise<ReadPdf> {
    const files = await filesOf(over)
    return readPdf(await bytesOf(files.find(({ name }) => name === `casebooks/${subjid}.pdf`)))
  }

  /** The pages before the trail and its own. */
  function partsOf(pdf: ReadPdf): { readonly book: string; readonly trail: string } {
    const trail = pdf.outline.find(({ title }) => /Audit trail|稽查轨迹/.test(title))?.page ?? 0
    const textOf = (pages: ReadPdf['pages']): string => pages.map(({ text }) => text).join('')
    return {
      book: textOf(pdf.pages.slice(0, trail - 1)),
      trail: textOf(pdf.pages.slice(trail - 1)),
    }
  }

  const vitals = (pulse: string) => ({
    items: { VSDAT: '2026-01-12', WEIGHT: '70.50', PULSE: pulse },
    rows: [],
  })

  async function save(subject: string, body: object): Promise<string> {
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return recordSchema.parse(reply.body).id
  }

  async function amend(subject: string, id: string, pulse: string, reason: string): Promise<void> {
    const { read, t } = server.store
    const [row] = await read.select().from(t.record).where(eq(t.record.id, id))
    const version = { 'If-Match': `"${row?.version ?? 0}"` }
    const path = `${subject}/records/${id}`
    const reply = await study.coordinator.put(path, { values: vitals(pulse), reason }, version)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  async function ask(subject: string, record: string, text: string): Promise<string> {
    const reply = await study.monitor.post(
      `${subject}/queries`,
      { record, item: 'PULSE', groupRow: '', text },
      { 'Idempotency-Key': `key-of-${record}-0123456789` },
    )
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }

  async function answer(subject: string, query: string, text: string): Promise<void> {
    const reply = await study.coordinator.post(`${subject}/queries/${query}/answer`, { text })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  async function settle(subject: string, query: string): Promise<void> {
    const body = { step: 'close', text: 'settled later' }
    const reply = await study.monitor.post(`${subject}/queries/${query}/settlement`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  async function verify(subject: string, id: string, item: string): Promise<void> {
    const parts = [{ item, groupRow: '' }]
    const path = `${subject}/records/${id}/verification`
    const reply = await study.monitor.post(path, { parts }, { 'If-Match': '"1"' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  async function sign(subjid: string): Promise<void> {
    const { account, signature, subject: table } = server.store.t
    const [signer] = await server.store.read.select().from(account)
    const rows = await server.store.read.select().from(table).where(eq(table.subjid, subjid))
    const [row] = rows
    if (signer === undefined || row === undefined) throw new Error('nobody')
    await server.store.write((tx) =>
      tx.insert(signature).values({
        ...{ id: `signature-${subjid}`, studyId: row.studyId, subjectId: row.id, scope: 'subject' },
        ...{ meaning: 'responsibility', signerId: signer.id, signerName: 'Wang Li' },
        ...{ signerRole: 'investigator', signedAt: '2026-03-02T16:30:00.000Z' },
        ...{ content: '{}', contentHash: 'abc', state: 'valid' },
      }),
    )
  }

  it('EX-01: holds every stored value, metadata, queries, signatures and the trail of a subject', async () => {
    const subject = await seedSubject(study, '5001')
    const id = await save(subject, { form: 'vitals', visit: 'BASELINE', values: vitals('400') })
    const rash = { items: { AETERM: '皮疹 Rash', AESTDAT: '2019', AENARR: LONG }, rows: [] }
    await save(subject, { form: 'adverse-events', visit: null, values: rash })
    const query = await ask(subject, id, '请核对 pulse: is 400 right?')
    await answer(subject, query, '原始记录为 74')
    await verify(subject, id, 'WEIGHT')
    await sign('5001')

    const pdf = await bookOf('5001')
    const { book, trail } = partsOf(pdf)
    const { record, auditEntry, subject: table } = server.store.t
    const [row] = await server.store.read.select().from(table).where(eq(table.subjid, '5001'))
    const records = await server.store.read
      .select()
      .from(record)
      .where(eq(record.subjectId, row?.id ?? ''))
    expect(records).toHaveLength(3)
    const stored = records.flatMap(({ values }) => {
      const { items, rows } = formValuesSchema.parse(JSON.parse(values))
      return [items, ...rows].flatMap((one) => Object.values(one))
    })
    expect(stored.length).toBeGreaterThan(7)
    for (const value of stored) expect(squeezed(trail)).toContain(squeezed(value))
    for (const shown of [LONG, '70.50 kg', '400', 'Male [M]', '1961', '2019']) {
      expect(squeezed(book)).toContain(squeezed(shown))
    }
    for (const said of [
      ...['请核对 pulse: is 400 right?', '原始记录为 74', 'Electronic signatures', 'Wang Li'],
      ...['responsible for the data', 'valid', 'verified', 'Checks that fired'],
      ...['上海第一医院', '5001', study.key, 'Trail up to entry'],
    ]) {
      expect(squeezed(book)).toContain(squeezed(said))
    }
    const entries = await server.store.read
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.subjectId, row?.id ?? ''))
    expect(entries.length).toBeGreaterThan(5)
    for (const { seq, at, username } of entries) {
      const line = `${seq}${at.slice(0, 19).replace('T', ' ')}`
      expect(squeezed(trail)).toContain(squeezed(line))
      expect(trail).toContain(username)
    }
    expect(pdf.title).toBe(`${study.key} · Casebook of 5001`)
    expect(pdf.language).toBe('en')
  })

  it('EX-02: a changed field bears a mark, its former value, who, when and why', async () => {
    const subject = await seedSubject(study, '5002')
    const id = await save(subject, { form: 'vitals', visit: 'BASELINE', values: vitals('72') })
    await amend(subject, id, '74', '抄写错误 misread')
    const { book } = partsOf(await bookOf('5002'))
    const told = squeezed(book)
    expect(told).toMatch(/74(beats\/min|\/min|bpm)?△1changed/)
    expect(told).toContain(squeezed('value: 72'))
    expect(told).toContain(squeezed('reason: 抄写错误 misread'))
    expect(told).not.toContain(squeezed('70.50 kg △'))
    const step = /value:72.*?→74.*?抄写错误/.exec(told)?.[0] ?? ''
    expect(step).toContain('UTC+8')
  })

  it('X3: gives every time of the trail in UTC and as clocks at the site showed it', async () => {
    const subject = await seedSubject(study, '5003')
    await save(subject, { form: 'vitals', visit: 'BASELINE', values: vitals('72') })
    const { trail } = partsOf(await bookOf('5003'))
    const told = squeezed(trail)
    expect(told).toContain('Time(UTC)')
    expect(told).toContain('Timeatthesite')
    // The clock of the test stands in the morning of UTC, eight hours later at the site.
    const [, utc = '', , local = ''] =
      /2026-03-02(\d\d):(\d\d):\d\d2026-03-0[23](\d\d):\d\dUTC\+8/.exec(told) ?? []
    expect((Number(utc) + 8) % 24).toBe(Number(local))
  })

  it('X5: stands as of a snapshot, whatever was done later, in the same bytes', async () => {
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const subject = await seedSubject(study, '5004')
    const id = await save(subject, { form: 'vitals', visit: 'BASELINE', values: vitals('72') })
    const query = await ask(subject, id, 'Is 72 right?')
    await verify(subject, id, 'PULSE')
    await sign('5004')
    const made = await manager.post(
      `${study.path}/snapshots`,
      { name: 'before' },
      { 'Idempotency-Key': 'snapshot-of-casebooks-1' },
    )
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const snapshot = snapshotSchema.parse(made.body)
    const past = { snapshot, stateAt: snapshot.asOf }
    const find = async (): Promise<Buffer> =>
      bytesOf((await filesOf(past)).find(({ name }) => name.endsWith('5004.pdf')))
    const first = await find()
    await amend(subject, id, '99', 'later change')
    await answer(subject, query, 'A later answer')
    await settle(subject, query)
    await seedSubject(study, '5005')
    const second = await find()
    const { book, trail } = partsOf(readPdf(second))
    expect(book).toBe(partsOf(readPdf(first)).book)
    expect(second.equals(first)).toBe(true)
    expect(squeezed(book)).toContain(squeezed('Version 1, saved'))
    expect(squeezed(book)).toMatch(/Pulse·open–Opened/)
    expect(squeezed(book)).toContain('Pulse·verified')
    expect(squeezed(book)).toMatch(/WangLi.*·valid/)
    for (const later of ['99/min', 'later change', 'A later answer', 'settled later']) {
      expect(squeezed(book)).not.toContain(squeezed(later))
      expect(squeezed(trail)).not.toContain(squeezed(later))
    }
    expect((await filesOf(past)).some(({ name }) => name.endsWith('5005.pdf'))).toBe(false)
    const now = partsOf(await bookOf('5004'))
    expect(squeezed(now.book)).toContain(squeezed('A later answer'))
    expect(squeezed(now.book)).toContain(squeezed('later change'))
    expect(squeezed(now.book)).toContain('Pulse·closed')
    expect(squeezed(now.book)).toContain(squeezed('changed since it was verified'))
  })

  it('hides what was redacted, in values, changes and trail', async () => {
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const subject = await seedSubject(study, '5006')
    const secret = 'ID 310101196101010011'
    const values = { items: { MHTERM: secret, MHSTDAT: '2019' }, rows: [] }
    const id = await save(subject, { form: 'history', visit: null, values })
    const { auditEntry } = server.store.t
    const [entry] = await server.store.read
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.entityId, id))
    const clean = { items: { MHTERM: 'Hypertension', MHSTDAT: '2019' }, rows: [] }
    await study.coordinator.put(
      `${subject}/records/${id}`,
      { values: clean, reason: 'identifier' },
      { 'If-Match': '"1"' },
    )
    const path = `${study.path}/audit/${entry?.seq ?? 0}/redaction`
    const body = { pointer: '/items/MHTERM', reason: 'personal number' }
    const done = await manager.post(path, body)
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    const { text } = await bookOf('5006')
    expect(squeezed(text)).not.toContain('310101196101010011')
    expect(text).toContain('Hypertension')
    expect(text).toContain('[redacted]')
  })

  it('has a casebook for a screen failure and for a subject of whom only consent is known, bookmarked', async () => {
    const subject = await seedSubject(study, '5007')
    const decision = { decision: 'screen-failure', date: '2026-02-02', reason: 'Child-Pugh C' }
    const investigator = study.investigator
    const reply = await investigator.post(`${subject}/enrolment`, decision)
    expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status)
    await seedSubject(study, '5008')
    const failed = await bookOf('5007', { language: 'zh' })
    expect(failed.text).toContain('Child-Pugh C')
    expect(failed.text).toContain('受试者 5007 病例报告表')
    expect(failed.text).not.toContain('\uFFFD')
    const empty = await bookOf('5008')
    const titles = empty.outline.map(({ title }) => title)
    expect(titles[0]).toBe('Casebook of 5008')
    expect(titles).toContain('Audit trail')
    for (const { page } of empty.outline) expect(page).toBeGreaterThan(0)
  })

  it('leaves out the subjects of sites that the exporter does not see', async () => {
    await seedSubject(study, '5009')
    const other = { kind: 'some', ids: [siteIds.get('S2') ?? ''] } as const
    expect(await filesOf({ sites: other })).toEqual([])
    const own = { kind: 'some', ids: [siteIds.get('S1') ?? ''] } as const
    const names = (await filesOf({ sites: own })).map(({ name }) => name)
    expect(names).toContain('casebooks/5009.pdf')
    expect(serverFormats.get('casebook').deidentifies).toBe(false)
  })

  it('counts the records of each file, and makes no file that is not asked for', async () => {
    const files = await filesOf()
    const file = files.find(({ name }) => name.endsWith('5001.pdf'))
    expect(file?.rows).toBe(3)
    expect(file?.mediaType).toBe('application/pdf')
  })
})
