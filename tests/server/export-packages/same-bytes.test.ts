import { rmSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../../server/http/request-log.ts'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import { serverFormats } from '../../../server/exporting/service.ts'
import type { SnapshotView } from '../../../shared/api/routes/snapshots.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ONE_ENGINE } from '../../db/open-stores.ts'
import { HIERARCHY, LLT } from '../../shared/coding/made-release.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { bytesOf, run, temporaryFolder, unzipped } from './support.ts'

const V1 = builtInFamilies.protocols.get('donafenib-switch')
/** Every question of a form has another name, and a form more. */
const V2 = {
  ...V1,
  version: '1.1',
  title: { en: 'Another title', zh: '另一个名称' },
  forms: V1.forms.map((form) => ({
    ...form,
    title: { en: `New ${form.title.en}`, zh: `新${form.title.zh}` },
    items: form.items.map((item) => ({ ...item, label: { en: 'New label', zh: '新标签' } })),
  })),
}

describe.each(ONE_ENGINE)('exports of a snapshot on $engine', ({ open }) => {
  let server: TestServer
  let jobs: Jobs
  let study: SeededStudy
  let statistician: Browser
  let manager: Browser
  let administrator: Browser
  let kept: SnapshotView
  const folder = temporaryFolder()
  const formats = [...builtInFamilies.exports.keys, ...serverFormats.keys]

  beforeAll(async () => {
    const options: { jobs?: Jobs } = {}
    server = await startServer(
      async (sources) => {
        const opened = await open(sources)
        jobs = createJobs({ store: opened.store, logger: createLogger('silent'), folder })
        options.jobs = jobs
        return opened
      },
      builtInFamilies,
      options,
    )
    study = await seedStudy(server)
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    await load('27.0')
    await adverseEvent(await seedSubject(study, '1001'), 'Fatigue')
    await seedSubject(study, '1002')
    const reply = await manager.post(`${study.path}/snapshots`, { name: 'Interim' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    kept = reply.body as SnapshotView
  })
  afterAll(async () => {
    await jobs.idle()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const load = async (release: string): Promise<void> => {
    const files = [
      { name: 'MedAscii/llt.asc', text: LLT },
      { name: 'MedAscii/MDHIER.ASC', text: HIERARCHY },
    ]
    const reply = await manager.post(`${study.path}/dictionaries`, {
      ...{ kind: 'MEDDRA', release, files },
    })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  const adverseEvent = async (subject: string, term: string): Promise<void> => {
    const items = { AETERM: term, AESTDAT: '2026-02-20', AESER: 'N' }
    const body = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  /** The hash of every file of a package, by its path. */
  const hashes = async (wish: object): Promise<Readonly<Record<string, string>>> => {
    const made = await run(statistician, study.path, 'packages', {
      ...{ snapshot: kept.id, purpose: 'Test' },
      ...wish,
    })
    expect(made, JSON.stringify(made.problem)).toMatchObject({ state: 'done' })
    const { bytes } = await bytesOf(
      server,
      statistician,
      `${study.path}/export-runs/${made.id}/file`,
    )
    const files = unzipped(bytes)
    const sums = files.get('checksums.sha256')?.toString().trim().split('\n') ?? []
    return Object.fromEntries(
      sums.map((line) => [line.split('  ')[1] ?? '', line.split('  ')[0] ?? ''] as const),
    )
  }

  /** Everything that can be told of a study and is no record of a subject becomes another one. */
  const changeAll = async (): Promise<void> => {
    const done = async (reply: Promise<{ status: number; body: unknown }>): Promise<void> => {
      const { status, body } = await reply
      expect(status, JSON.stringify(body)).toBeLessThan(300)
    }
    for (const site of ['S1', 'S2']) {
      await done(
        administrator.put(
          `${study.path}/sites/${site}`,
          { timeZone: 'Asia/Shanghai', country: 'CHN', reason: 'It was wrong' },
          { 'If-Match': '"1"' },
        ),
      )
    }
    const { site } = server.store.t
    await server.store.write((tx) =>
      tx.update(site).set({ name: 'Another hospital' }).where(eq(site.siteKey, 'S1')),
    )
    await done(
      administrator.post(`${study.path}/sites`, { code: 'S3', name: 'Third', timeZone: 'UTC' }),
    )
    await load('27.1')
    await done(
      administrator.post(
        `${study.path}/versions`,
        { definition: V2, note: 'Amendment 1' },
        { 'If-Match': '"1"' },
      ),
    )
    for (const code of ['S1', 'S2']) {
      await done(
        administrator.post(`${study.path}/versions/2/approvals`, {
          ...{ site: code, effectiveFrom: '2026-03-01', reason: 'Ethics committee' },
        }),
      )
    }
    await adverseEvent(await seedSubject(study, '1003'), 'Rash')
    await adverseEvent(`${study.path}/subjects/1001`, 'Rash')
    server.clock.advance({ hours: 400 * 24 })
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
  }

  it('LK-04: give the same bytes in every format, and the same README, whatever was changed since', async () => {
    const twins = { profile: 'deidentified', formats: ['csv', 'forms-csv', 'sdtm', 'odm'] }
    const before = { full: await hashes({ formats }), twin: await hashes(twins) }
    expect(Object.keys(before.full)).toEqual(
      expect.arrayContaining(['README.en.txt', 'manifest.json', 'data/odm/odm.xml']),
    )
    await changeAll()
    expect(await hashes({ formats })).toEqual(before.full)
    expect(await hashes(twins)).toEqual(before.twin)
  })
})
