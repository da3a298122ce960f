import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import {
  holdsTestData,
  importFolder,
  ImportRefusedError,
} from '../../../server/importing/service.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import { agreedPurpose, saidPurpose } from '../../../server/settings.ts'
import type { ExportRunView } from '../../../shared/api/routes/export-runs.ts'
import { TEST_DATA_FILE } from '../../../shared/environment/test-mark.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { bytesOf, run, temporaryFolder, unzipped } from '../export-packages/support.ts'
import { readPdf, squeezed } from '../support/read-pdf.ts'
import { CONSENT } from '../support/seed.ts'
import { serveStore, signedIn, TestClock } from '../support/test-server.ts'
import type { Browser, TestServer } from '../support/test-server.ts'

const PROTOCOL = 'donafenib-switch'
const WORDS = 'TEST DATA · 测试数据'
const FORMATS = ['csv', 'sdtm', 'odm', 'forms-csv']
const sites = [{ code: 'S1', name: 'First Hospital', timeZone: 'Asia/Shanghai' }]

describe('test data beside those of a study in production', () => {
  const folder = temporaryFolder()
  const logger = createLogger('silent')
  let server: TestServer
  /** A test installation that holds the same database: what a restored backup of production is. */
  let copy: TestServer
  const jobs: Jobs[] = []

  /** Everything that somebody of both studies does on one of the two servers. */
  const manager = (at: TestServer): Promise<Browser> =>
    signedIn(at, [
      { role: 'data-manager', study: 'REAL' },
      { role: 'data-manager', study: 'TRIAL-RUN' },
    ])

  beforeAll(async () => {
    const clock = new TestClock()
    const { store, execute, remove } = await openTestStore({ now: clock.now })
    const beside = (): Promise<TestServer> => Promise.reject(new Error('There are two already.'))
    const served = { clock, execute, beside, families: builtInFamilies }
    const options = () => {
      const own = createJobs({ store, logger, folder, beatMs: 20 })
      jobs.push(own)
      return { jobs: own }
    }
    server = await serveStore({ ...served, store, options: options(), close: remove })
    const test: Store = {
      ...{ ...store, installation: 'test' },
      forHeavyReads: () => Promise.resolve(test),
    }
    const close = (): Promise<void> => Promise.resolve()
    copy = await serveStore({ ...served, store: test, options: options(), close })
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    for (const [id, environment] of [
      ['REAL', 'production'],
      ['TRIAL-RUN', 'test'],
    ]) {
      const body = { id, protocol: PROTOCOL, sites, environment }
      const reply = await administrator.post('/api/studies', body)
      expect(reply.body).toMatchObject({ id, environment })
      const coordinator = await signedIn(server, [
        { role: 'coordinator', study: id ?? '', site: 'S1' },
      ])
      const subject = { subjid: id === 'REAL' ? '1001' : '9001', site: 'S1', values: CONSENT }
      expect((await coordinator.post(`/api/studies/${id}/subjects`, subject)).status).toBe(201)
    }
  })
  afterAll(async () => {
    await Promise.all(jobs.map((one) => one.idle()))
    await copy.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A package of a study as somebody takes it, unpacked, with the name it was given. */
  const taken = async (at: TestServer, study: string, formats = FORMATS) => {
    const person = await manager(at)
    const base = `/api/studies/${study}`
    const made: ExportRunView = await run(person, base, 'packages', { formats, language: 'en' })
    expect(made).toMatchObject({ state: 'done', problem: null })
    const { headers, bytes } = await bytesOf(at, person, `${base}/export-runs/${made.id}/file`)
    expect(headers.get('content-disposition')).toContain(made.file?.name)
    return { name: made.file?.name ?? '', files: unzipped(bytes) }
  }
  const text = (files: ReadonlyMap<string, Buffer>, name: string): string =>
    files.get(name)?.toString() ?? ''

  it('VA-06: a study says what it is for when it is opened; the trail has it, and nothing changes it', async () => {
    const person = await manager(server)
    const { studies } = (await person.get('/api/studies')).body as { studies: object[] }
    expect(studies).toMatchObject([
      { id: 'REAL', environment: 'production' },
      { id: 'TRIAL-RUN', environment: 'test' },
    ])
    const reader = await signedIn(server, [{ role: 'central-reader', study: 'TRIAL-RUN' }])
    expect((await reader.get('/api/studies/TRIAL-RUN')).status).toBe(403)
    expect((await reader.get('/api/studies')).body).toMatchObject({
      studies: [{ id: 'TRIAL-RUN', environment: 'test' }],
    })
    const { auditEntry } = server.store.t
    const entries = await server.store.read.select().from(auditEntry)
    const created = entries.filter(({ act }) => act === 'study.create')
    expect(created.map(({ after }) => JSON.parse(after ?? '{}') as object)).toMatchObject([
      { environment: 'production' },
      { environment: 'test' },
    ])
    await expect(
      importFolder(server.store, systemActor({ part: 'test', studyId: null }), {
        ...{ studyKey: 'REAL', definition: builtInFamilies.protocols.get(PROTOCOL) },
        ...{ trial: { subjects: [] }, environment: 'test' },
      }),
    ).rejects.toThrow(ImportRefusedError)
  })

  it('VA-06: a package of a test study bears the mark in its name, README, manifest and definitions', async () => {
    const { name, files } = await taken(server, 'TRIAL-RUN')
    expect(name).toMatch(/^TEST-TRIAL-RUN-.*\.zip$/)
    expect(text(files, 'README.en.txt')).toMatch(/^TEST DATA: a test study\..* · 测试数据/)
    expect(JSON.parse(text(files, 'manifest.json'))).toMatchObject({
      environment: 'test',
      mark: expect.stringContaining('测试数据') as string,
    })
    for (const file of ['data/sdtm/define.xml', 'data/odm/odm.xml']) {
      expect(text(files, file), file).toContain(`<StudyDescription>${WORDS} - `)
    }
    expect(text(files, 'data/forms-csv/README.txt')).toContain('TEST DATA: a test study')
    // Names that an import or a standard knows stay.
    expect(files.has('data/csv/subjects.csv')).toBe(true)
    expect(text(files, `data/csv/${TEST_DATA_FILE}`)).toMatch(/^TEST DATA: a test study/)
    expect(files.has('data/sdtm/dm.xpt')).toBe(true)
  })

  it('VA-06: an export of a production study holds nothing of a test study, and no mark', async () => {
    const { name, files } = await taken(server, 'REAL')
    expect(name).toMatch(/^REAL-/)
    expect(text(files, 'data/csv/subjects.csv')).toContain('1001')
    expect(JSON.parse(text(files, 'manifest.json'))).toMatchObject({ environment: 'production' })
    for (const [file, bytes] of files) {
      for (const other of ['9001', 'TRIAL-RUN', 'TEST DATA', '测试数据']) {
        expect(bytes.includes(other), `${file}: ${other}`).toBe(false)
      }
    }
  })

  it('VA-06: a copy of a production study on a test installation is marked, its numbers the same bytes', async () => {
    const original = await taken(server, 'REAL', ['csv', 'sdtm'])
    const copied = await taken(copy, 'REAL', ['csv', 'sdtm'])
    expect(copied.name).toBe(`TEST-${original.name}`)
    expect(text(copied.files, 'README.en.txt')).toMatch(/^TEST DATA: a copy of this study/)
    expect(text(copied.files, 'data/sdtm/define.xml')).toContain(WORDS)
    const numbers = [...original.files.keys()].filter((file) => /\.(?:csv|xpt)$/.test(file))
    expect(numbers.length).toBeGreaterThan(10)
    for (const file of numbers) {
      expect(
        copied.files.get(file)?.equals(original.files.get(file) ?? Buffer.alloc(0)),
        file,
      ).toBe(true)
    }
  })

  it('VA-06: data files of a test study have a note beside them, and a production study takes none of them in', async () => {
    const filesOf = async (study: string) => {
      const { body } = await (await manager(server)).get(`/api/studies/${study}/exports/csv`)
      return (body as { files: { name: string }[] }).files.map(({ name }) => name)
    }
    expect(await filesOf('REAL')).not.toContain(TEST_DATA_FILE)
    expect(await filesOf('TRIAL-RUN')).toContain(TEST_DATA_FILE)
    const person = await manager(server)
    const note = `/api/studies/TRIAL-RUN/exports/csv/files/${TEST_DATA_FILE}?purpose=Test`
    const { bytes } = await bytesOf(server, person, note)
    expect(bytes.toString()).toMatch(/^TEST DATA: a test study\..*\n测试数据：测试研究。.*\n$/)

    const from = temporaryFolder()
    expect(holdsTestData(from)).toBe(false)
    writeFileSync(path.join(from, TEST_DATA_FILE), bytes)
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const into = (at: Store, studyKey: string) =>
      importFolder(at, systemActor({ part: 'test', studyId: null }), {
        ...{ studyKey, definition, trial: { subjects: [] }, dryRun: true },
        testData: holdsTestData(from),
      })
    for (const study of ['REAL', 'NOT-THERE']) {
      await expect(into(server.store, study)).rejects.toThrow(ImportRefusedError)
      await expect(into(server.store, study)).rejects.toThrow(/--environment test/)
    }
    expect(await into(server.store, 'TRIAL-RUN')).toMatchObject({ subjects: 0 })
    expect(await into(copy.store, 'REAL')).toMatchObject({ subjects: 0 })
    rmSync(from, { recursive: true })
  })

  it('VA-06: single files, casebooks, archives and the report of test data bear it too', async () => {
    const person = await manager(server)
    const base = '/api/studies/TRIAL-RUN'
    const named = async (path: string) => {
      const { status, headers, bytes } = await bytesOf(server, person, `${base}${path}`)
      expect(status, path).toBe(200)
      return {
        name: /filename="?([^";]+)/.exec(headers.get('content-disposition') ?? '')?.[1],
        bytes,
      }
    }
    const book = await named('/casebook.pdf?kind=blank&language=zh')
    expect(book.name).toBe('TEST-TRIAL-RUN-blank-casebook.pdf')
    const { pages, title } = readPdf(book.bytes)
    expect(title).toContain(`${WORDS} - TRIAL-RUN`)
    for (const page of pages) expect(squeezed(page.text)).toContain(squeezed(WORDS))
    const report = await named('/report/files/report-en.html?purpose=Test')
    expect(report.name).toBe('TEST-report-en.html')
    expect(report.bytes.toString()).toContain('<p class="mark">TEST DATA: a test study.')
    const plain = await named('/exports/csv/files/subjects.csv?purpose=Test')
    expect(plain.name).toBe('subjects.csv')
    const made = await person.post(`${base}/archives`, { site: 'S1' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body as { id: string }
    const archive = await named(`/archives/${id}/file`)
    expect(archive.name).toBe('TEST-TRIAL-RUN-S1-archive-1.zip')
    const files = unzipped(archive.bytes)
    expect(text(files, 'README.zh.txt')).toMatch(/^TEST DATA: .* · 测试数据/)
    expect(text(files, 'casebooks/9001.en.html')).toContain('<p class="test">TEST DATA')
    expect(JSON.parse(text(files, 'manifest.json'))).toMatchObject({ environment: 'test' })
  })

  it('VA-06: a test installation says so to everybody, and opens test studies alone', async () => {
    expect((await copy.store.read.select().from(copy.store.t.study)).length).toBe(2)
    const administrator = await signedIn(copy, [{ role: 'administrator', study: null }])
    expect((await administrator.get('/api/setup')).body).toMatchObject({ environment: 'test' })
    const study = { id: 'NEW', protocol: PROTOCOL, sites }
    const refused = await administrator.post('/api/studies', {
      ...study,
      environment: 'production',
    })
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/environment', key: 'study.notOnTest' }] },
    })
    const opened = await administrator.post('/api/studies', study)
    expect(opened).toMatchObject({ status: 201, body: { environment: 'test' } })
    const review = await bytesOf(copy, administrator, '/api/access-review/file')
    expect(review.headers.get('content-disposition')).toContain('TEST-access-review.csv')
  })

  it('VA-06: an installation is for production unless its database or setting says test; anything else is refused', () => {
    expect(saidPurpose({})).toBeNull()
    expect(saidPurpose({ HEPATRIAL_ENVIRONMENT: '' })).toBeNull()
    expect(saidPurpose({ HEPATRIAL_ENVIRONMENT: 'test' })).toBe('test')
    for (const wrong of ['Test', 'tset', 'staging', 'seeded-secret']) {
      const read = () => saidPurpose({ HEPATRIAL_ENVIRONMENT: wrong })
      expect(read).toThrow(/HEPATRIAL_ENVIRONMENT is to be one of: production, test/)
      expect(read).not.toThrow(/seeded-secret/)
    }
    expect(agreedPurpose('production', null)).toBe('production')
    expect(agreedPurpose('production', 'production')).toBe('production')
    expect(agreedPurpose('production', 'test')).toBe('test')
    expect(agreedPurpose('test', null)).toBe('test')
    expect(() => agreedPurpose('test', 'production')).toThrow(
      /which it stays\..*Nothing was started/,
    )
  })
})
