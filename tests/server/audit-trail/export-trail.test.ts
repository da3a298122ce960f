import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRAIL_COLUMNS } from '../../../shared/trail/export-csv.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { parseCsv } from './parse-csv.ts'

const PHONE = 'call 13800138000'

interface Line {
  readonly seq: number
  readonly at: string
  readonly atSite: string
  readonly act: { readonly code: string; readonly en: string; readonly zh: string }
  readonly site: string | null
  readonly previousHash: string
  readonly hash: string
  readonly stored: Readonly<Record<string, unknown>> | null
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const linesOf = (body: unknown) =>
  String(body)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

describe.each(ENGINES)('the trail as a file on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let statistician: Browser
  let dataManager: Browser
  let subject: string
  let studyId: string

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
    dataManager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const { t, read } = server.store
    const [row] = await read.select().from(t.study).where(eq(t.study.studyKey, study.key))
    studyId = row?.id ?? ''
    subject = await seedSubject(study, '1001')
    await study.stranger.post(`${study.path}/subjects`, {
      subjid: '2001',
      site: 'S2',
      values: { items: { SEX: 'F', BRTHDAT: '1950', RFICDAT: '2026-01-06' }, rows: [] },
    })
    const id = await saved('vitals', 'W8', { WEIGHT: '70' })
    await amended(id, { WEIGHT: '71' }, '=HYPERLINK("http://x")')
  })
  afterAll(() => server.stop())

  const saved = async (form: string, visit: string | null, items: object): Promise<string> => {
    const body = { form, visit, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }
  const amended = async (id: string, items: object, reason: string, version = 1) => {
    const body = { values: { items, rows: [] }, reason }
    const headers = { 'If-Match': `"${version}"` }
    const reply = await study.coordinator.put(`${subject}/records/${id}`, body, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  const taken = (who: Browser, format: string, query = '') =>
    who.get(`${study.path}/audit-export?format=${format}&purpose=Audit%20review${query}`)
  const inTable = async (...where: Parameters<typeof and>) => {
    const { auditEntry } = server.store.t
    return server.store.read
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.chain, studyId), ...where))
      .orderBy(auditEntry.seq)
  }

  it('AT-11: the chain can be computed again from the file of a whole study, by plain means', async () => {
    const before = await inTable()
    const reply = await taken(statistician, 'json')
    expect(reply.status).toBe(200)
    const lines = linesOf(reply.body)
    expect(lines.map(({ seq, hash }) => [seq, hash])).toEqual(
      before.map(({ seq, hash }) => [seq, hash]),
    )
    let previous = lines[0]?.previousHash ?? ''
    for (const line of lines) {
      expect(line.previousHash).toBe(previous)
      expect(sha256(JSON.stringify(line.stored))).toBe(line.hash)
      expect(line.stored?.['previousHash']).toBe(previous)
      previous = line.hash
    }
  })

  it('AT-11, EX-05: CSV has a row for each changed field, with labels, codes, zones and guarded formulas', async () => {
    const reply = await taken(statistician, 'csv')
    const [head, ...rows] = parseCsv(String(reply.body))
    expect(head).toEqual([...TRAIL_COLUMNS])
    const cell = (row: readonly string[], column: (typeof TRAIL_COLUMNS)[number]) =>
      row[TRAIL_COLUMNS.indexOf(column)] ?? ''
    const entries = (await inTable()).filter(({ act }) => act !== 'export.trail')
    const seqs = new Set(rows.map((row) => Number(cell(row, 'SEQ'))))
    for (const { seq } of entries) expect(seqs).toContain(seq)
    const sex = rows.find((row) => cell(row, 'ITEM') === 'SEX' && cell(row, 'SUBJECT') === '1001')
    expect(sex).toBeDefined()
    expect(
      ['AFTER', 'AFTER_EN', 'AFTER_ZH'].map((name) => cell(sex ?? [], name as 'AFTER')),
    ).toEqual(['M', 'Male', '男'])
    const amend = rows.find((row) => cell(row, 'ACT') === 'record.amend')
    expect(amend?.slice(TRAIL_COLUMNS.indexOf('BEFORE'))[0]).toBe('70')
    expect(cell(amend ?? [], 'AFTER')).toBe('71')
    expect(cell(amend ?? [], 'UNIT')).toBe('kg')
    expect(cell(amend ?? [], 'REASON')).toBe('\'=HYPERLINK("http://x")')
    expect(cell(amend ?? [], 'TIME_UTC')).toMatch(/^2026-03-02T08:/)
    expect(cell(amend ?? [], 'TIME_SITE')).toMatch(/^2026-03-02 \d\d:\d\d UTC/)
  })

  it('AT-11: every data value matches the last entry about its record', async () => {
    const lines = linesOf((await taken(statistician, 'json')).body)
    const last = new Map<string, Record<string, unknown>>()
    for (const { stored } of lines) {
      if (stored?.['entity'] !== 'record') continue
      const after = JSON.parse(String(stored['after'])) as { values: Record<string, unknown> }
      last.set(String(stored['entityId']), after.values)
    }
    const { record } = server.store.t
    const rows = await server.store.read.select().from(record).where(eq(record.studyId, studyId))
    expect(rows.length).toBeGreaterThan(2)
    expect(last.size).toBe(rows.length)
    for (const { id, values } of rows) expect(last.get(id)).toEqual(JSON.parse(values))
  })

  it('EX-04: is logged with who, when, filter, rows, hash and purpose before it is handed out, and does not hold that entry', async () => {
    const { body } = await taken(statistician, 'csv', '&subjid=1001&item=WEIGHT')
    // Reading the answer as text took the byte order mark away.
    const text = `\uFEFF${String(body)}`
    const entry = (await inTable()).at(-1)
    expect(entry?.act).toBe('export.trail')
    expect(entry?.role).toBe('statistician')
    expect(JSON.parse(entry?.after ?? '{}')).toEqual({
      format: 'csv',
      purpose: 'Audit review',
      filter: { subjid: '1001', item: 'WEIGHT' },
      upToSeq: (entry?.seq ?? 0) - 1,
      ...{ entries: 2, rows: 2 },
      size: Buffer.byteLength(text),
      sha256: sha256(text),
    })
    expect(parseCsv(text)).toHaveLength(3)
    const { status } = await statistician.get(`${study.path}/audit-export?format=csv`)
    expect(status).toBe(422)
  })

  it('AT-10: is limited to the sites that one may see', async () => {
    const { body } = await taken(study.stranger, 'json')
    const lines = linesOf(body)
    expect(new Set(lines.map(({ site }) => site))).toEqual(new Set(['S2']))
    expect(String(body)).not.toContain('1001')
    const entry = (await inTable()).at(-1)
    expect([entry?.act, entry?.siteId === null]).toEqual(['export.trail', false])
  })

  it('AT-16: what is redacted stays hidden, is marked, and breaks no link of the chain', async () => {
    const values = (term: string) => ({ DVSTDAT: '2026-02-01', DVTERM: term })
    const id = await saved('deviations', null, values(PHONE))
    await amended(id, { ...values(PHONE), DVSTDAT: '2026-02-02' }, 'the day before was typed')
    await amended(id, { ...values('late'), DVSTDAT: '2026-02-02' }, 'a number was typed', 2)
    const first = (await inTable()).find(({ entityId }) => entityId === id)
    const words = { pointer: '/items/DVTERM', reason: 'personal number' }
    const path = `${study.path}/audit/${first?.seq ?? 0}/redaction`
    expect((await dataManager.post(path, words)).status).toBe(200)
    for (const format of ['csv', 'json']) {
      const { body } = await taken(statistician, format)
      expect(String(body)).not.toContain('13800138000')
    }
    const lines = linesOf((await taken(statistician, 'json')).body)
    const hidden = lines.filter(({ stored }) => stored === null)
    expect(hidden).toHaveLength(3)
    expect(JSON.stringify(hidden[0])).toContain('"redacted":true')
    lines.slice(1).forEach(({ previousHash }, at) => {
      expect(previousHash).toBe(lines[at]?.hash)
    })
    const [, ...rows] = parseCsv(String((await taken(statistician, 'csv')).body))
    expect(rows.some((row) => row[TRAIL_COLUMNS.indexOf('REDACTED')] === 'AFTER')).toBe(true)
  })

  it('takes the filters of the page: role, kind of act, days in a zone, one row', async () => {
    const acts = async (query: string) =>
      new Set(linesOf((await taken(statistician, 'json', query)).body).map(({ act }) => act.code))
    const ofRecords = await acts('&act=record.')
    expect([...ofRecords].every((act) => act.startsWith('record.'))).toBe(true)
    expect(ofRecords.size).toBeGreaterThan(1)
    expect(await acts('&role=data-manager')).toEqual(new Set(['audit.redact']))
    expect(await acts('&from=2026-03-03')).toEqual(new Set())
    expect(await acts('&to=2026-03-01&zone=America/Los_Angeles')).toEqual(new Set())
    expect((await acts('&to=2026-03-02&zone=America/Los_Angeles')).size).toBeGreaterThan(2)
    expect((await taken(statistician, 'json', '&zone=Nowhere')).status).toBe(422)
    expect((await taken(statistician, 'json', '&subjid=none')).status).toBe(200)
  })

  it.each(['coordinator', 'investigator', 'monitor', 'data-manager', 'statistician'] as const)(
    'AT-10, AT-11: is free for the %s',
    async (role) => {
      const person = await signedIn(server, [{ role, study: study.key }])
      expect((await taken(person, 'csv')).status).toBe(200)
    },
  )

  it('is refused to an administrator', async () => {
    const person = await signedIn(server, [{ role: 'administrator', study: study.key }])
    expect((await taken(person, 'csv')).status).toBe(403)
  })
})
