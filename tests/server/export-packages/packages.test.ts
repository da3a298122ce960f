import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerFormat } from '../../../server/exporting/format.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import type { ExportRunView, ProblemCount } from '../../../shared/api/routes/export-runs.ts'
import type { SnapshotView } from '../../../shared/api/routes/snapshots.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { bytesOf, ended, listened, run, temporaryFolder, unzipped } from './support.ts'

let release: () => void = () => undefined
/** Held back until `release` is called: a run that takes its time. */
let gate = Promise.resolve()
let fault: Error | null = null

const toy: ServerFormat = {
  key: 'toy',
  title: { en: 'Toy', zh: '玩具' },
  description: { en: 'One line a subject.', zh: '每例受试者一行。' },
  deidentifies: false,
  *files(input) {
    yield {
      name: 'folder/subjects.txt',
      rows: input.subjectCount,
      fields: ['SUBJID'],
      mediaType: 'text/plain; charset=utf-8',
      async *pieces() {
        await gate
        let subjects = 0
        for await (const { subjid } of input.subjects()) {
          yield Buffer.from(`${subjid}\n`)
          subjects += 1
          input.onProgress({ step: { en: 'Toy', zh: '玩具' }, subjects })
        }
        if (fault !== null) throw fault
        input.onProgress({ step: { en: 'Toy', zh: '玩具' }, subjects })
      },
    }
  },
}

/** The package of a run, as the trail names it. */
function packed({ file }: ExportRunView): { name: string; sha256: string; size: number } {
  if (file === null) throw new Error('no package')
  const { name, sha256, size } = file
  return { name, sha256, size }
}

function textOf(files: ReadonlyMap<string, Buffer>, name: string): string {
  return files.get(name)?.toString() ?? ''
}

/** Every file but the list itself stands in it with its hash. */
function expectChecksums(files: ReadonlyMap<string, Buffer>): void {
  const sums = textOf(files, 'checksums.sha256').trim().split('\n')
  expect(sums).toHaveLength(files.size - 1)
  for (const line of sums) {
    const [sum, name = ''] = line.split('  ')
    const bytes = files.get(name) ?? Buffer.alloc(0)
    expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(sum)
  }
}

describe.each(ENGINES)('packages of an export on $engine', ({ open }) => {
  let server: TestServer
  let jobs: Jobs
  let study: SeededStudy
  let statistician: Browser
  let manager: Browser
  const folder = temporaryFolder()

  beforeAll(async () => {
    const serverFormats = createRegistry<ServerFormat>('server format', [toy])
    const options: { jobs?: Jobs; serverFormats: typeof serverFormats } = { serverFormats }
    server = await startServer(
      async (sources) => {
        const opened = await open(sources)
        const logger = createLogger('silent')
        jobs = createJobs({ store: opened.store, logger, folder, beatMs: 20 })
        options.jobs = jobs
        return opened
      },
      builtInFamilies,
      options,
    )
    study = await seedStudy(server)
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    await seedSubject(study, '1001')
    await seedSubject(study, '1002')
  })
  afterAll(async () => {
    release()
    await jobs.idle()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const snapshot = async (name: string, more: object = {}): Promise<SnapshotView> => {
    const reply = await manager.post(`${study.path}/snapshots`, { name, ...more })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply.body as SnapshotView
  }
  const fileOf = (made: ExportRunView): string => `${study.path}/export-runs/${made.id}/file`
  const take = (made: ExportRunView, headers = {}, person = statistician) =>
    bytesOf(server, person, fileOf(made), headers)
  const entriesOf = async (act: string): Promise<readonly Record<string, unknown>[]> => {
    const { auditEntry } = server.store.t
    const rows = await server.store.read.select().from(auditEntry).orderBy(auditEntry.seq)
    return rows
      .filter((row) => row.act === act)
      .map((row) => JSON.parse(row.after ?? '{}') as Record<string, unknown>)
  }

  it('EX-07, LK-04: hold data, definition, code lists, README, log and checksums of one snapshot, byte for byte the same again', async () => {
    const kept = await snapshot('Interim one')
    const wish = { formats: ['csv', 'toy'], snapshot: kept.id, language: 'zh' }
    const made = await run(statistician, study.path, 'packages', wish)
    expect(made).toMatchObject({ state: 'done', kind: 'package', problem: null })
    expect(made.progress).toMatchObject({ done: expect.any(Number) as number })
    const first = await take(made)
    expect(first.status).toBe(200)
    const files = unzipped(first.bytes)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        ...['log/problems.csv', 'data/csv/subjects.csv', 'data/toy/folder/subjects.txt'],
        ...['metadata/definition.json', 'metadata/items.csv', 'metadata/code-lists.csv'],
        ...['README.zh.txt', 'manifest.json', 'checksums.sha256'],
      ]),
    )
    expect(textOf(files, 'data/toy/folder/subjects.txt')).toBe('1001\n1002\n')
    expectChecksums(files)
    const manifest = JSON.parse(textOf(files, 'manifest.json')) as object
    expect(manifest).toMatchObject({
      study: study.key,
      state: { snapshot: { name: 'Interim one', hash: kept.hash }, seq: kept.seq, at: kept.asOf },
      subjects: 2,
      versions: { definition: { number: 1 }, standards: { CTCAE: 'CTCAE v5.0' }, dictionaries: [] },
    })
    expect(textOf(files, 'README.zh.txt')).toContain(kept.hash)
    expect(textOf(files, 'README.zh.txt')).toContain('S1 UTC, S2 UTC')

    await seedSubject(study, '1003')
    server.clock.advance({ minutes: 5 })
    const again = await run(statistician, study.path, 'packages', wish)
    expect(again.file).toEqual(made.file)
    expect((await take(again)).bytes.equals(first.bytes)).toBe(true)
    const live = await run(statistician, study.path, 'packages', { ...wish, snapshot: undefined })
    expect(live.file).not.toEqual(made.file)
    expect(live.data).toMatchObject({ snapshot: null, subjects: 3 })
  })

  it('EX-04: leave an entry when they are made and one when they are taken, with all parts', async () => {
    const purpose = 'Safety committee'
    const wish = { formats: ['csv'], purpose, recipient: 'Central statistics', country: 'DE' }
    const made = await run(statistician, study.path, 'packages', wish)
    const entry = (await entriesOf('package.make')).at(-1)
    expect(entry).toMatchObject({
      ...{ formats: ['csv'], purpose, recipient: 'Central statistics', country: 'DE' },
      ...{ population: 'ALL', profile: 'full', subjects: 3 },
      package: packed(made),
    })
    expect(entry?.['rows']).toBe(made.files.reduce((sum, { rows }) => sum + rows, 0))
    const before = (await entriesOf('package.download')).length
    await take(made)
    await take(made, { Range: 'bytes=10-' })
    const taken = (await entriesOf('package.download')).slice(before)
    expect(taken).toEqual([{ package: packed(made) }, expect.objectContaining({ fromByte: 10 })])
    const { body } = await manager.get(`${study.path}/export-log`)
    const [row] = (body as { rows: Record<string, unknown>[] }).rows
    expect(row).toMatchObject({
      ...{ format: 'csv', file: packed(made).name, sha256: packed(made).sha256, purpose },
      ...{ recipient: 'Central statistics', country: 'DE', rows: entry?.['rows'] },
    })
    expect(row?.['fields']).toContain('SUBJID')
  })

  it('say by themselves how far they are, to whoever asked for them and to nobody else', async () => {
    const address = `${study.path}/export-run-changes`
    expect((await study.coordinator.get(address)).status).toBe(403)
    const other = await signedIn(server, [{ role: 'statistician', study: study.key }])
    const [own, foreign] = await Promise.all([
      listened(server, statistician, address),
      listened(server, other, address),
    ])
    const before = (await own.next())[0]?.id
    expect(await foreign.next()).toEqual([])
    const asked = { formats: ['csv'], purpose: 'Test' }
    const made = await statistician.post(`${study.path}/export-packages`, asked)
    const { id } = made.body as ExportRunView
    expect(id).not.toBe(before)
    const states: string[] = []
    while (states.at(-1) !== 'done') {
      const [newest] = await own.next()
      if (newest?.id === id) states.push(newest.state)
    }
    const reply = await statistician.get(`${study.path}/export-runs`)
    const [listed] = (reply.body as { runs: ExportRunView[] }).runs
    expect((own.latest() as { runs: unknown[] }).runs[0]).toEqual(listed)
    // The next thing that the other one hears of is a run of that person's own.
    const { body } = await other.post(`${study.path}/export-packages`, asked)
    const heard = await foreign.next()
    expect(heard.map((one) => one.id)).toEqual([(body as ExportRunView).id])
    await Promise.all([own.leave(), foreign.leave()])
  })

  it('can be taken in parts that fit together, and only as the same bytes', async () => {
    const made = await run(statistician, study.path, 'packages', { formats: ['csv'] })
    const whole = await take(made)
    const etag = whole.headers.get('etag') ?? ''
    expect(etag).toBe(`"${made.file?.sha256 ?? ''}"`)
    expect(whole.headers.get('accept-ranges')).toBe('bytes')
    const head = await take(made, { Range: 'bytes=0-99' })
    const tail = await take(made, { Range: 'bytes=100-', 'If-Range': etag })
    expect([head.status, tail.status]).toEqual([206, 206])
    expect(head.headers.get('content-range')).toBe(`bytes 0-99/${whole.bytes.length}`)
    expect(Buffer.concat([head.bytes, tail.bytes]).equals(whole.bytes)).toBe(true)
    const other = await take(made, { Range: 'bytes=100-', 'If-Range': '"another"' })
    expect(other.status).toBe(200)
    const beyond = await take(made, { Range: `bytes=${whole.bytes.length}-` })
    expect(beyond.status).toBe(416)
    expect(beyond.headers.get('content-range')).toBe(`bytes */${whole.bytes.length}`)
    expect((await take(made, { 'If-None-Match': etag })).status).toBe(304)
  })

  it('are checked first: rows of every file, and nothing is handed out', async () => {
    const checked = await run(statistician, study.path, 'checks', { formats: ['csv', 'toy'] })
    expect(checked).toMatchObject({ kind: 'check', state: 'done', file: null })
    expect(checked.files).toContainEqual({ format: 'toy', name: 'folder/subjects.txt', rows: 3 })
    expect((await take(checked)).status).toBe(409)
    const found = await statistician.get(`${study.path}/export-runs/${checked.id}/problems`)
    const { total, counts } = found.body as { total: number; counts: ProblemCount[] }
    expect(counts).toEqual(checked.problems)
    expect(total).toBe(counts.reduce((sum, { count }) => sum + count, 0))
  })

  it('refuse an unknown format, a snapshot of nowhere, an empty choice and a copy that cannot be de-identified', async () => {
    const asked = async (wish: object): Promise<number> =>
      (await statistician.post(`${study.path}/export-packages`, { purpose: 'Test', ...wish }))
        .status
    expect(await asked({ formats: ['nothing'] })).toBe(501)
    expect(await asked({ formats: [] })).toBe(422)
    expect(await asked({ formats: ['csv', 'csv'] })).toBe(422)
    expect(await asked({ formats: ['csv'], snapshot: 'none' })).toBe(404)
    const reply = await statistician.post(`${study.path}/export-packages`, {
      ...{ formats: ['csv', 'toy'], profile: 'deidentified', purpose: 'Test' },
    })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({
      errors: [
        { pointer: '/formats/1', key: 'exportRun.notDeidentified', params: { format: 'toy' } },
      ],
    })
    const runs = (await statistician.get(`${study.path}/export-runs`)).body as { runs: unknown[] }
    expect(runs.runs.length).toBeGreaterThan(0)
  })

  it('keep nothing of a format that fails or a full disk, and say which it was', async () => {
    const before = readdirSync(folder).toSorted()
    fault = new Error('the toy broke')
    const failed = await run(statistician, study.path, 'packages', { formats: ['csv', 'toy'] })
    expect(failed).toMatchObject({ state: 'failed', file: null })
    expect(failed.problem).toMatchObject({ type: 'urn:problem:format-failed', format: 'toy' })
    fault = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    const full = await run(statistician, study.path, 'packages', { formats: ['toy'] })
    fault = null
    expect(full.problem).toMatchObject({ type: 'urn:problem:storage-full', status: 507 })
    expect(readdirSync(folder).toSorted()).toEqual(before)
    expect((await take(full)).status).toBe(409)
    expect((await entriesOf('package.fail')).slice(-2)).toEqual([
      { kind: 'export.package', problem: 'urn:problem:format-failed', formats: ['csv', 'toy'] },
      { kind: 'export.package', problem: 'urn:problem:storage-full', formats: ['toy'] },
    ])
  })

  it('can be cancelled while they are made: nothing is kept, and two at once are the most', async () => {
    const before = readdirSync(folder).toSorted()
    gate = new Promise((resolve) => {
      release = resolve
    })
    const ask = () =>
      statistician.post(`${study.path}/export-packages`, { formats: ['toy'], purpose: 'Test' })
    const first = (await ask()).body as ExportRunView
    const second = (await ask()).body as ExportRunView
    const third = await ask()
    expect(third.status).toBe(409)
    expect(third.body).toMatchObject({ requires: ['job.ended'] })
    const stop = (id: string) =>
      statistician.post(`${study.path}/export-runs/${id}/cancellation`, {})
    for (const { id } of [first, second]) {
      expect((await stop(id)).body).toMatchObject({ state: 'cancelled' })
    }
    expect((await stop(first.id)).status).toBe(409)
    // Long enough for the next sign of life, by which each learns that it is to stop.
    await new Promise((resolve) => setTimeout(resolve, 200))
    release()
    await jobs.idle()
    for (const { id } of [first, second]) {
      expect(await ended(statistician, study.path, id)).toMatchObject({ state: 'cancelled' })
    }
    expect(readdirSync(folder).toSorted()).toEqual(before)
    expect((await entriesOf('package.cancel')).length).toBe(2)
  })

  it('AC-02: of another account, study or site are as if they did not exist', async () => {
    const made = await run(statistician, study.path, 'packages', { formats: ['csv'] })
    const other = await seedStudy(server)
    const elsewhere = await signedIn(server, [{ role: 'statistician', study: other.key }])
    const sited = await signedIn(server, [{ role: 'investigator', study: study.key, site: 'S1' }])
    const told = async (person: Browser, base: string, id: string) => {
      const paths = ['', '/file', '/problems'].map((rest) => `${base}/export-runs/${id}${rest}`)
      const replies = await Promise.all(paths.map((address) => person.get(address)))
      const cancelled = await person.post(`${base}/export-runs/${id}/cancellation`, {})
      return [...replies, cancelled].map(({ status, body }) => {
        return { status, body: { ...(body as object), instance: '' } }
      })
    }
    for (const [person, base] of [
      [manager, study.path],
      [sited, study.path],
      [elsewhere, other.path],
    ] as const) {
      const replies = await told(person, base, made.id)
      expect(replies).toEqual(await told(person, base, 'none'))
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([404]))
      const listed = (await person.get(`${base}/export-runs`)).body as { runs: unknown[] }
      expect(listed.runs).toEqual([])
    }
    const coordinator = await study.coordinator.get(`${study.path}/export-runs`)
    expect(coordinator.status).toBe(403)
  })

  it('AC-06: are out of reach once the right they were made under is narrowed or withdrawn', async () => {
    const both = await signedIn(server, [
      { role: 'investigator', study: study.key, site: 'S1' },
      { role: 'investigator', study: study.key, site: 'S2' },
    ])
    const made = await run(both, study.path, 'packages', { formats: ['csv'] })
    expect((await take(made, {}, both)).status).toBe(200)
    const { accountGrant, site } = server.store.t
    const sites = await server.store.read.select().from(site)
    const end = async (code: string): Promise<void> => {
      const ids = sites.filter(({ siteKey }) => siteKey === code).map(({ id }) => id)
      const grants = await server.store.read.select().from(accountGrant)
      const rows = grants.filter(
        ({ siteId, role }) => role === 'investigator' && ids.includes(siteId ?? ''),
      )
      const { eq } = await import('drizzle-orm')
      for (const { id } of rows) {
        await server.store.write((tx) =>
          tx
            .update(accountGrant)
            .set({ validTo: server.store.now() })
            .where(eq(accountGrant.id, id)),
        )
      }
    }
    await end('S2')
    server.clock.advance({ minutes: 1 })
    expect((await take(made, {}, both)).status).toBe(404)
    expect((await both.get(`${study.path}/export-runs`)).body).toEqual({ runs: [], next: null })
  })

  it('are handed out as they were made or not at all', async () => {
    const made = await run(statistician, study.path, 'packages', {
      formats: ['csv'],
      language: 'zh',
    })
    writeFileSync(path.join(folder, made.file?.sha256 ?? ''), 'something else')
    const refused = await statistician.get(fileOf(made))
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ requires: ['exportRun.kept'] })
    rmSync(path.join(folder, made.file?.sha256 ?? ''))
    const listed = await statistician.get(`${study.path}/export-runs/${made.id}`)
    expect(listed.body).toMatchObject({ file: { stored: false } })
  })
})
