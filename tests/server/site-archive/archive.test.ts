import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import { listArchives, makeArchive } from '../../../shared/api/routes/archives.ts'
import { buildPackage } from '../../../server/site-archive/build-package.ts'
import { SITE_TABLES } from '../../../server/site-archive/site-tables.ts'
import { createZip } from '../../../server/packing/service.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { parseCsv } from '../audit-trail/parse-csv.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { LEFT_OUT } from './left-out.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A package unpacked by a tool of the operating system. */
function unpacked(zip: string): ReadonlyMap<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'unpacked-'))
  execFileSync('unzip', ['-q', zip, '-d', folder])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const texts = files.map(
    (file) => [path.relative(folder, file), readFileSync(file, 'utf8')] as const,
  )
  for (const line of readFileSync(path.join(folder, 'checksums.sha256'), 'utf8').split('\n')) {
    const [hash, name] = line.split('  ')
    if (name !== undefined) expect(sha256(readFileSync(path.join(folder, name))), name).toBe(hash)
  }
  rmSync(folder, { recursive: true, force: true })
  return new Map(texts)
}

describe.each(ENGINES)('the archive of a site on $engine', ({ open }) => {
  let folder: string
  let server: TestServer
  let study: SeededStudy
  let dataManager: Browser
  let studyId: string
  let siteId: string
  let path1: string
  let files: ReadonlyMap<string, string>
  let id: string
  let hash: string

  const rowsOf = (name: string) =>
    JSON.parse(files.get(name) ?? '[]') as Readonly<Record<string, unknown>>[]

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'archives-'))
    server = await startServer(open, builtInFamilies, { archiveDir: folder })
    study = await seedStudy(server)
    dataManager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const { t, read } = server.store
    const [row] = await read.select().from(t.study).where(eq(t.study.studyKey, study.key))
    studyId = row?.id ?? ''
    const sites = await read.select().from(t.site).where(eq(t.site.studyId, studyId))
    siteId = sites.find(({ siteKey }) => siteKey === 'S1')?.id ?? ''
    path1 = await seedSubject(study, '1001')
    await seedSubject(study, '1002')
    const foreign = { subjid: 'OTHER-9', site: 'S2', values: CONSENT }
    expect((await study.stranger.post(`${study.path}/subjects`, foreign)).status).toBe(201)
    await workAtSite()
    await signed()
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const saved = async (form: string, visit: string | null, items: object) => {
    const body = { form, visit, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${path1}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }

  async function workAtSite(): Promise<void> {
    const vitals = await saved('vitals', 'BASELINE', {
      VSDAT: '2026-01-12',
      WEIGHT: '70',
      PULSE: '400',
    })
    const record = `${path1}/records/${vitals}`
    const change = {
      values: { items: { VSDAT: '2026-01-12', WEIGHT: '71', PULSE: '400' }, rows: [] },
      reason: '看错了 <misread>',
    }
    expect((await study.coordinator.put(record, change, { 'If-Match': '"1"' })).status).toBe(200)
    await saved('concomitant', null, { CMTRT: '=SUM(1,2) 阿司匹林' })
    const wrong = await saved('concomitant', null, { CMTRT: 'Typed by mistake' })
    const removal = { reason: 'of another subject' }
    const gone = `${path1}/records/${wrong}/removal`
    expect((await study.coordinator.post(gone, removal, { 'If-Match': '"1"' })).status).toBe(200)
    const frozen = await dataManager.post(`${path1}/freezes`, {
      ...{ level: 'visit', visit: 'W8', reason: 'scans are being read <again>' },
    })
    expect(frozen.status, JSON.stringify(frozen.body)).toBe(201)
    const release = `${path1}/locks/${(frozen.body as { id: string }).id}/release`
    expect((await dataManager.post(release, { reason: 'all scans were read' })).status).toBe(200)
    const words = { record: vitals, item: 'PULSE', groupRow: '', text: 'Is 400 right?' }
    const asked = await study.monitor.post(`${path1}/queries`, words)
    expect(asked.status).toBe(201)
    const parts = [{ item: 'WEIGHT', groupRow: '' }]
    const verified = await study.monitor.post(
      `${record}/verification`,
      { parts },
      { 'If-Match': '"2"' },
    )
    expect(verified.status).toBe(200)
  }

  async function signed(): Promise<void> {
    const { account, signature, subject } = server.store.t
    const [signer] = await server.store.read.select().from(account)
    const [row] = await server.store.read.select().from(subject).where(eq(subject.subjid, '1001'))
    if (signer === undefined || row === undefined) throw new Error('nobody')
    await server.store.write((tx) =>
      tx.insert(signature).values({
        ...{ id: 'signature-1', studyId, subjectId: row.id, scope: 'subject' },
        ...{ meaning: 'responsibility', signerId: signer.id, signerName: 'Wang Li' },
        ...{ signerRole: 'investigator', signedAt: '2026-03-02T09:00:00.000Z' },
        ...{ content: '{}', contentHash: 'abc', state: 'valid' },
      }),
    )
  }

  it('OR-04: is made by data management, kept under its hash, and counted', async () => {
    const reply = await dataManager.post(`${study.path}/archives`, { site: 'S1' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    const made = makeArchive.response.parse(reply.body)
    ;({ id, sha256: hash } = made)
    const zip = path.join(folder, `${hash}.zip`)
    expect(sha256(readFileSync(zip))).toBe(hash)
    expect(made.size).toBe(readFileSync(zip).length)
    files = unpacked(zip)
    expect(made.counts).toMatchObject({ files: files.size, subjects: 2, signatures: 1 })
    expect([made.number, made.receipt, made.stored]).toEqual([1, null, true])
    const manifest = JSON.parse(files.get('manifest.json') ?? '{}') as { counts: object }
    expect(made.counts).toMatchObject(manifest.counts)
  })

  it('EX-01, BK-05, AT-19: equals the database field by field, read with generic tools alone', async () => {
    const { t, read } = server.store
    const subjects = await read.select().from(t.subject).where(eq(t.subject.siteId, siteId))
    const ids = subjects.map((row) => row.id)
    const records = await read.select().from(t.record).where(inArray(t.record.subjectId, ids))
    const packed = rowsOf('data/records.json')
    expect(packed).toHaveLength(records.length)
    for (const row of records) {
      const found = packed.find((one) => one['id'] === row.id)
      expect(found).toMatchObject({
        ...{ form: row.form, visit: row.visit, rowKey: row.rowKey, version: row.version },
        ...{ removed: row.removed, values: JSON.parse(row.values) as unknown },
        ...{ definitionVersion: String(row.definitionVersion) },
        ...{ firstEntry: row.createdSeq, lastEntry: row.updatedSeq },
      })
    }
    for (const [file, rows] of [
      ['queries', await read.select().from(t.query).where(eq(t.query.siteId, siteId))],
      [
        'checks-fired',
        await read.select().from(t.checkFiring).where(eq(t.checkFiring.siteId, siteId)),
      ],
      ['signatures', await read.select().from(t.signature)],
      ['verifications', await read.select().from(t.verification)],
      ['query-entries', await read.select().from(t.queryEntry)],
      ['subjects', subjects],
    ] as const) {
      const own = rowsOf(`tables/${file}.json`)
      expect(rows.length, file).toBeGreaterThan(0)
      expect(own.length, file).toBe(rows.length)
      for (const row of rows) expect(own.find((one) => one['id'] === row.id)).toMatchObject(row)
    }
    const { auditEntry } = t
    const entries = await read
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.siteId, siteId)))
      .orderBy(auditEntry.seq)
    const lines = (files.get('trail/audit-trail.ndjson') ?? '').trim().split('\n')
    const before = entries.filter(({ act }) => act !== 'archive.make')
    expect(lines).toHaveLength(before.length)
    for (const [at, line] of lines.entries()) {
      const { stored, hash: own } = JSON.parse(line) as { stored: object; hash: string }
      expect({ ...stored, hash: own }).toEqual(before[at])
      expect(createHash('sha256').update(JSON.stringify(stored)).digest('hex')).toBe(own)
    }
  })

  it('EX-01, EX-03: data files hold each value with its code, meaning, unit and entry', () => {
    const [head = [], ...rows] = parseCsv(files.get('data/subjects.csv') ?? '')
    const cell = (row: readonly string[], column: string) => row[head.indexOf(column)]
    expect(rows.map((row) => cell(row, 'SUBJID'))).toEqual(['1001', '1002'])
    expect([cell(rows[0] ?? [], 'SEX'), cell(rows[0] ?? [], 'SEX_ZH')]).toEqual(['M', '男'])
    const [medHead = [], ...drugs] = parseCsv(files.get('data/concomitant.csv') ?? '')
    expect(drugs.map((row) => row[medHead.indexOf('CMTRT')])).toContain("'=SUM(1,2) 阿司匹林")
    expect(drugs.map((row) => row[medHead.indexOf('REMOVED')]).sort()).toEqual(['false', 'true'])
    expect(files.get('metadata/version-1/items.csv')).toContain('kg')
    expect(files.get('metadata/version-1/forms.zh.html')).toContain('体重')
    const definition = files.get('metadata/version-1/definition.json') ?? '{}'
    expect((JSON.parse(definition) as { key: string }).key).toBe('donafenib-switch')
  })

  it('EX-01, EX-02, ES-01: the casebook shows former values, threads, signatures and the trail', () => {
    const book = files.get('casebooks/1001.en.html') ?? ''
    expect(book).toContain('71 kg<sup class="mark">△1</sup>')
    expect(book).toContain('value: 70 kg → 71 kg')
    expect(book).toContain('看错了 &lt;misread&gt;')
    expect(book).toContain('Is 400 right?')
    expect(book).toContain('REMOVED')
    expect(book).toMatch(/Wang Li · Investigator · .* · responsible for the data · valid/)
    expect(book).toContain('Audit trail')
    expect(book).not.toMatch(/<script|https?:|src=/)
    const chinese = files.get('casebooks/1001.zh.html') ?? ''
    expect(chinese).toContain('lang="zh-CN"')
    expect(chinese).toContain('稽查轨迹')
    expect(files.get('README.zh.txt')).toContain('sha256sum')
  })

  it('LK-03, EX-01: the casebook lists freezes and locks, with who, when, where and why', () => {
    const book = files.get('casebooks/1001.en.html') ?? ''
    const [, list = ''] = /Freezes and locks.*?<ul>(.*?)<\/ul>/s.exec(book) ?? []
    const words = list.replaceAll(/<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' ')
    expect(words).toMatch(
      /Frozen: Visit 1001 · W8, 2026-03-0\d.*, Person .*\. Reason: scans are being read &lt;again&gt;\. Released 2026-03-0\d.*, Person .*\. Reason: all scans were read\./,
    )
    expect(files.get('casebooks/1002.en.html')).toContain('Nothing is frozen or locked.')
    expect(files.get('casebooks/1001.zh.html')).toContain('all scans were read')
  })

  it('R3: the casebook proves what is derived, in both languages', () => {
    const cell = (name: string): readonly string[] => {
      const [, proofs = ''] =
        /<h2>(?:Derived values|推导值).*?<table>(.*?)<\/table>/s.exec(files.get(name) ?? '') ?? []
      return Array.from(proofs.matchAll(/<td>(.*?)<\/td>/gs), ([, text = '']) => text.trim())
    }
    const english = cell('casebooks/1001.en.html')
    expect(english.length).toBeGreaterThan(8)
    expect(cell('casebooks/1001.zh.html')).toHaveLength(english.length)
    expect(english.join(' ')).not.toMatch(/undefined|\[object/)
  })

  it('AC-02: holds nothing of another site: no number, no text, no id', async () => {
    const { t, read } = server.store
    const [other] = await read.select().from(t.subject).where(eq(t.subject.subjid, 'OTHER-9'))
    const needles = ['OTHER-9', other?.id ?? '', other?.siteId ?? '', 'Second Hospital']
    for (const [name, text] of files) {
      for (const needle of needles) expect(text.includes(needle), `${name}: ${needle}`).toBe(false)
    }
  })

  it('AC-12: holds no secret of an account', async () => {
    const accounts = await server.store.read.select().from(server.store.t.account)
    for (const { passwordHash } of accounts) {
      for (const text of files.values()) expect(text).not.toContain(passwordHash)
    }
  })

  /** The package as a file of this name, without an entry in the trail. */
  const built = async (name: string) => {
    const services = {
      store: server.store,
      definitions: createDefinitions(server.store),
      families: builtInFamilies,
    }
    const place = { studyId, studyKey: study.key, siteId, site: 'S1', siteName: 'First Hospital' }
    const zip = await createZip(path.join(folder, name))
    await buildPackage(services, { ...place, timeZone: 'Asia/Shanghai', mark: null }, zip)
    return zip.close()
  }

  it('AT-16: holds nowhere what was redacted, also where a text of JSON quotes it', async () => {
    const name = 'Drug of "Zhang San"\nward 3'
    const subject = `${study.path}/subjects/1002`
    const values = { items: { CMTRT: name }, rows: [] }
    const body = { form: 'concomitant', visit: null, values }
    const created = await study.coordinator.post(`${subject}/records`, body)
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    const { id: record } = created.body as { id: string }
    for (const text of [`Is ${name} a drug?`, 'Which drug?']) {
      const words = { record, item: 'CMTRT', groupRow: '', text }
      const asked = await study.monitor.post(`${subject}/queries`, words)
      expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    }
    const corrected = { values: { items: { CMTRT: 'Aspirin' }, rows: [] }, reason: 'a name' }
    const path2 = `${subject}/records/${record}`
    expect((await study.coordinator.put(path2, corrected, { 'If-Match': '"1"' })).status).toBe(200)
    const history = await dataManager.get(`${path2}/history`)
    const { entries } = history.body as { entries: { seq: number; act: string }[] }
    const seq = entries.find(({ act }) => act === 'record.create')?.seq ?? 0
    const redaction = { pointer: '/items/CMTRT', reason: 'a name was typed' }
    const hidden = await dataManager.post(`${study.path}/audit/${seq}/redaction`, redaction)
    expect(hidden.status, JSON.stringify(hidden.body)).toBeLessThan(300)
    await built('redacted.zip')
    const packed = unpacked(path.join(folder, 'redacted.zip'))
    const leaks = [...packed].filter(([, text]) => text.includes('Zhang')).map(([file]) => file)
    expect(leaks).toEqual([])
  })

  it('AT-16: is not handed out any more where a text of its site was redacted since', async () => {
    const { body } = await dataManager.get(`${study.path}/archives`)
    expect(listArchives.response.parse(body).archives).toMatchObject([
      { id, stored: true, withdrawn: true },
    ])
    const refused = await dataManager.get(`${study.path}/archives/${id}/file`)
    expect(refused.body).toMatchObject({ status: 409, type: 'urn:problem:text-redacted' })
  })

  it('is of the same bytes for the same data', async () => {
    const first = await built('first')
    server.clock.advance({ hours: 30 })
    const again = await built('again')
    server.clock.advance({ hours: -30 })
    expect(again).toEqual(first)
  })

  it('OR-04: is received once by the investigator of the site, who names its hash', async () => {
    const receipt = (who: Browser, sha: string) =>
      who.post(`${study.path}/archives/${id}/receipt`, { sha256: sha })
    expect((await receipt(dataManager, hash)).status).toBe(403)
    const elsewhere = await signedIn(server, [
      { role: 'investigator', study: study.key, site: 'S2' },
    ])
    expect((await receipt(elsewhere, hash)).status).toBe(404)
    expect((await receipt(study.investigator, 'f'.repeat(64))).status).toBe(422)
    const reply = await receipt(study.investigator, hash)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect((await receipt(study.investigator, hash)).body).toMatchObject({
      ...{ status: 409, step: 'archive.receive', requires: ['archive.notReceived'] },
    })
    const { body } = await dataManager.get(`${study.path}/archives`)
    const [listed] = listArchives.response.parse(body).archives
    expect(listed?.receipt?.by).toMatch(/^Person user-/)
    const trail = await dataManager.get(`${study.path}/audit?act=archive.`)
    const { entries } = trail.body as { entries: { act: string; changes: unknown[] }[] }
    expect(entries.map(({ act }) => act)).toEqual(['archive.receive', 'archive.make'])
    expect(JSON.stringify(entries[0]?.changes)).toContain(hash)
  })

  it('OR-03, OR-04, AT-12: is made, taken and read by the investigator after close-out and lock', async () => {
    const { store } = server
    const { site, dataLock, account } = store.t
    const [somebody] = await store.read.select().from(account)
    await store.write(async (tx) => {
      await tx.update(site).set({ state: 'closed' }).where(eq(site.id, siteId))
      await tx.insert(dataLock).values({
        ...{ id: store.newId(), studyId, siteId, level: 'site', kind: 'lock' },
        ...{ setBy: somebody?.id ?? '', setAt: store.now() },
      })
    })
    const again = await dataManager.post(`${study.path}/archives`, { site: 'S1' })
    expect(again.status, JSON.stringify(again.body)).toBe(201)
    const second = makeArchive.response.parse(again.body)
    expect(second.number).toBe(2)
    const response = await fetch(`${server.base}${study.path}/archives/${second.id}/file`, {
      headers: { Cookie: study.investigator.cookie ?? '' },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toContain('-S1-archive-2.zip')
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(second.sha256)
    for (const what of [path1.slice(study.path.length), '/audit', '/archives']) {
      expect((await study.investigator.get(`${study.path}${what}`)).status, what).toBe(200)
    }
    const trail = await study.investigator.get(`${study.path}/audit?act=archive.download`)
    expect((trail.body as { entries: unknown[] }).entries).toHaveLength(1)
    expect(second.withdrawn).toBe(false)
    ;({ id, sha256: hash } = second)
  })

  it('is not handed out when its file was changed or is gone', async () => {
    const file = `${study.path}/archives/${id}/file`
    writeFileSync(path.join(folder, `${hash}.zip`), 'something else')
    expect((await dataManager.get(file)).body).toMatchObject({
      ...{ status: 409, step: 'archive.download', requires: ['archive.file'] },
    })
    rmSync(path.join(folder, `${hash}.zip`))
    expect((await dataManager.get(file)).status).toBe(409)
    const { body } = await dataManager.get(`${study.path}/archives`)
    const listed = listArchives.response.parse(body).archives
    expect(listed.map(({ stored }) => stored)).toEqual([false, true])
  })

  it('is refused to others, and for sites that are not theirs', async () => {
    const make = (who: Browser, site: string) => who.post(`${study.path}/archives`, { site })
    for (const who of [study.coordinator, study.monitor, study.investigator]) {
      expect((await make(who, 'S1')).status).toBe(403)
    }
    const atS2 = await signedIn(server, [{ role: 'data-manager', study: study.key, site: 'S2' }])
    expect((await make(atS2, 'S1')).status).toBe(404)
    expect((await make(dataManager, 'S9')).status).toBe(404)
    const { body } = await atS2.get(`${study.path}/archives`)
    expect(listArchives.response.parse(body).archives).toEqual([])
    expect((await atS2.get(`${study.path}/archives/${id}/file`)).status).toBe(404)
    expect((await study.coordinator.get(`${study.path}/archives`)).status).toBe(403)
  })

  it('OR-04: leaves out no table of the product without a reason', () => {
    const known = new Set<string>([
      ...SITE_TABLES.map(({ table }) => table),
      ...Object.keys(LEFT_OUT),
    ])
    expect(Object.keys(server.store.t).filter((name) => !known.has(name))).toEqual([])
  })
})
