import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ServerFormat } from '../../../server/exporting/format.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import type { ExportRunView } from '../../../shared/api/routes/export-runs.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { bytesOf, ended, run, temporaryFolder, unzipped } from './support.ts'

const PHONE = 'call 13800138000'
const POINTER = '/items/DVTERM'

let begin: () => void = () => undefined
/** Resolves once the file of the format below is being written. */
let begun = Promise.resolve()
let gate = Promise.resolve()

function awaitBeginning(): void {
  begun = new Promise((resolve) => {
    begin = resolve
  })
}

/** The texts of the deviations, behind a gate. */
const gated: ServerFormat = {
  key: 'gated',
  title: { en: 'Gated', zh: '待放行' },
  description: { en: 'Texts behind a gate.', zh: '待放行的文本。' },
  deidentifies: false,
  *files(input) {
    yield {
      ...{ name: 'texts.txt', rows: 1, mediaType: 'text/plain' },
      async *pieces() {
        for await (const subject of input.subjects()) yield JSON.stringify(subject.files)
        begin()
        await gate
      },
    }
  },
}

/** One file without an end, of which no subject and no progress is told. */
const endless: ServerFormat = {
  ...gated,
  key: 'endless',
  *files() {
    yield {
      ...{ name: 'endless.txt', rows: 1, mediaType: 'text/plain' },
      async *pieces() {
        for (;;) {
          begin()
          await new Promise((resolve) => setTimeout(resolve, 2))
          yield 'and on\n'
        }
      },
    }
  },
}

describe.each(ENGINES)('runs that are ended from outside on $engine', ({ open }) => {
  let server: TestServer
  let jobs: Jobs
  let study: SeededStudy
  let statistician: Browser
  let manager: Browser
  const folder = temporaryFolder()

  beforeAll(async () => {
    const serverFormats = createRegistry<ServerFormat>('server format', [endless, gated])
    const options: { jobs?: Jobs; serverFormats: typeof serverFormats } = { serverFormats }
    server = await startServer(
      async (sources) => {
        const opened = await open(sources)
        const logger = createLogger('silent')
        jobs = createJobs({ store: opened.store, logger, folder, beatMs: 10 })
        options.jobs = jobs
        return opened
      },
      builtInFamilies,
      options,
    )
    study = await seedStudy(server)
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
  })
  afterAll(async () => {
    await jobs.idle()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const values = (term: string) => ({ items: { DVSTDAT: '2026-02-01', DVTERM: term }, rows: [] })
  /** A deviation that names a number, corrected at once; gives how its first entry is redacted. */
  const typedAndCorrected = async (subjid: string): Promise<() => Promise<void>> => {
    const subject = await seedSubject(study, subjid)
    const body = { form: 'deviations', visit: null, values: values(PHONE) }
    const saved = await study.coordinator.post(`${subject}/records`, body)
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    const { id } = z.object({ id: z.string() }).parse(saved.body)
    return async () => {
      const corrected = { values: values('visit too late'), reason: 'a number was typed' }
      const record = `${subject}/records/${id}`
      const put = await study.coordinator.put(record, corrected, { 'If-Match': '"1"' })
      expect(put.status, JSON.stringify(put.body)).toBe(200)
      const { body: history } = await manager.get(`${record}/history`)
      const { entries } = z
        .object({ entries: z.array(z.object({ seq: z.number() })) })
        .parse(history)
      const seq = entries.at(-1)?.seq ?? 0
      const reply = await manager.post(`${study.path}/audit/${seq}/redaction`, {
        ...{ pointer: POINTER, reason: 'personal number' },
      })
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    }
  }
  const fileOf = ({ id }: ExportRunView): string => `${study.path}/export-runs/${id}/file`
  const entriesOf = async (act: string): Promise<readonly Record<string, unknown>[]> => {
    const { auditEntry } = server.store.t
    const rows = await server.store.read.select().from(auditEntry).orderBy(auditEntry.seq)
    return rows
      .filter((row) => row.act === act)
      .map((row) => ({ id: row.entityId, ...(JSON.parse(row.after ?? '{}') as object) }))
  }
  const packageOf = (formats: readonly string[]): Promise<ExportRunView> =>
    run(statistician, study.path, 'packages', { formats })

  it('AT-16, EX-04: a package that holds a redacted text is withdrawn at once, with an entry', async () => {
    gate = Promise.resolve()
    const early = await packageOf(['csv'])
    const redact = await typedAndCorrected('4001')
    const made = await packageOf(['csv'])
    const { bytes } = await bytesOf(server, statistician, fileOf(made))
    expect(unzipped(bytes).get('data/csv/deviations.csv')?.toString()).toContain(PHONE)
    const stored = path.join(folder, made.file?.sha256 ?? '')
    expect(existsSync(stored)).toBe(true)

    await redact()
    const refused = await statistician.get(fileOf(made))
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ type: 'urn:problem:text-redacted' })
    const resumed = await bytesOf(server, statistician, fileOf(made), { Range: 'bytes=10-' })
    expect(resumed.status).toBe(409)
    expect(existsSync(stored), 'the file itself').toBe(false)
    const { body } = await statistician.get(`${study.path}/export-runs/${made.id}`)
    expect(body).toMatchObject({
      ...{ state: 'failed', file: null },
      problem: { type: 'urn:problem:text-redacted' },
    })
    const withdrawn = await entriesOf('package.withdraw')
    expect(withdrawn).toEqual([
      expect.objectContaining({
        id: made.id,
        package: expect.objectContaining({ sha256: made.file?.sha256 }) as unknown,
      }),
    ])
    const before = await bytesOf(server, statistician, fileOf(early))
    expect(before.status, 'made before the subject was known').toBe(200)

    const again = await packageOf(['csv'])
    const anew = unzipped((await bytesOf(server, statistician, fileOf(again))).bytes)
    expect(anew.get('data/csv/deviations.csv')?.toString()).toContain('visit too late')
    expect([...anew.values()].some((file) => file.includes(PHONE))).toBe(false)
  })

  it('AT-16: so is one that is being made while the text is redacted', async () => {
    awaitBeginning()
    let open = (): void => undefined
    gate = new Promise((resolve) => {
      open = resolve
    })
    const redact = await typedAndCorrected('4002')
    const reply = await statistician.post(`${study.path}/export-packages`, {
      ...{ formats: ['gated'], purpose: 'Test' },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    await begun
    await redact()
    open()
    const made = await ended(statistician, study.path, (reply.body as ExportRunView).id)
    expect(made).toMatchObject({
      ...{ state: 'failed', file: null },
      problem: { type: 'urn:problem:text-redacted' },
    })
    expect((await statistician.get(fileOf(made))).status).toBe(409)
    expect((await entriesOf('package.fail')).at(-1)).toMatchObject({ id: made.id })
  })

  it('end within a format that tells nothing of its progress, and leave no file', async () => {
    awaitBeginning()
    const reply = await statistician.post(`${study.path}/export-packages`, {
      ...{ formats: ['endless'], purpose: 'Test' },
    })
    const { id } = reply.body as ExportRunView
    await begun
    const cancelled = await statistician.post(`${study.path}/export-runs/${id}/cancellation`, {})
    expect(cancelled.body).toMatchObject({ state: 'cancelled' })
    await jobs.idle()
    expect(existsSync(path.join(folder, `${id}.part`))).toBe(false)
  })

  it('are listed page by page, and so is what left the study', async () => {
    const { path: base } = study
    const read = async <T>(address: string): Promise<T> => {
      const reply = await manager.get(address)
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      return reply.body as T
    }
    const own: string[] = []
    for (const formats of [['csv'], ['csv'], ['lab-standard']]) {
      const made = await run(manager, base, 'packages', { formats })
      await bytesOf(server, manager, fileOf(made))
      own.unshift(made.id)
    }
    const paged: string[] = []
    for (let cursor = ''; ;) {
      const page: { runs: ExportRunView[]; next: string | null } = await read(
        `${base}/export-runs?limit=2${cursor}`,
      )
      paged.push(...page.runs.map(({ id }) => id))
      if (page.next === null) break
      cursor = `&cursor=${encodeURIComponent(page.next)}`
    }
    expect(paged).toHaveLength(own.length)
    expect(new Set(paged)).toEqual(new Set(own))

    const whole = await read<{ rows: ExportLogRow[]; next: null }>(`${base}/export-log`)
    expect(whole.next).toBeNull()
    const rows: ExportLogRow[] = []
    for (let cursor = ''; ;) {
      const page: { rows: ExportLogRow[]; next: string | null } = await read(
        `${base}/export-log?limit=1${cursor}`,
      )
      rows.push(...page.rows)
      if (page.next === null) break
      cursor = `&cursor=${page.next}`
    }
    expect(rows).toEqual(whole.rows)
    expect(rows.length).toBeGreaterThanOrEqual(own.length)
    expect((await manager.get(`${base}/export-runs?cursor=%25`)).status).toBe(422)
    expect((await manager.get(`${base}/export-log?cursor=none`)).status).toBe(422)
  })
})
