import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder, loadFolder, type ImportCount } from '../../../server/importing/service.ts'
import { firingSchema, type FiringView } from '../../../shared/api/routes/checks.ts'
import { querySchema, type QueryView } from '../../../shared/api/routes/queries.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'donafenib-switch'
const STUDY = 'IMPORTED'
const firingsSchema = z.object({ firings: z.array(firingSchema), filtered: z.number() })
const queriesSchema = z.object({ queries: z.array(querySchema) })

describe.each(ENGINES)('edit checks at an import on $engine', ({ open }) => {
  let server: TestServer
  let coordinator: Browser
  let wouldBe: ImportCount
  let count: ImportCount

  beforeAll(async () => {
    server = await startServer(open)
    const definition = protocols.get(PROTOCOL)
    const { trial } = loadFolder(path.resolve('tests/golden/trials', PROTOCOL), definition)
    const actor = systemActor({ part: 'import', studyId: null })
    const options = { studyKey: STUDY, definition, trial }
    wouldBe = await importFolder(server.store, actor, { ...options, dryRun: true })
    count = await importFolder(server.store, actor, options)
    coordinator = await signedIn(server, [{ role: 'coordinator', study: STUDY }])
  }, 120_000)
  afterAll(() => server.stop())

  const firings = async (query: string): Promise<z.output<typeof firingsSchema>> => {
    const reply = await coordinator.get(`/api/studies/${STUDY}/firings?limit=500${query}`)
    return firingsSchema.parse(reply.body)
  }
  const missingAt = async (visit: string): Promise<FiringView | undefined> => {
    const { firings: all } = await firings('&subject=1001&check=RS-14')
    return all.find((one) => one.visit === visit)
  }
  const queries = async (): Promise<readonly QueryView[]> => {
    const reply = await coordinator.get(`/api/studies/${STUDY}/queries?subject=1001`)
    return queriesSchema.parse(reply.body).queries
  }
  const assessment = async (visit: string): Promise<RecordView> => {
    const reply = await coordinator.get(`/api/studies/${STUDY}/subjects/1001`)
    const { records } = reply.body as { records: RecordView[] }
    const found = records.find((one) => one.form === 'tumour-assessment' && one.visit === visit)
    if (found === undefined) throw new Error(`No assessment at ${visit}.`)
    return found
  }
  const save = async (record: RecordView, values: unknown): Promise<void> => {
    const reply = await coordinator.put(
      `/api/studies/${STUDY}/subjects/1001/records/${record.id}`,
      { values, reason: 'Read again' },
      { 'If-Match': `"${record.version}"` },
    )
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  it('are evaluated for every subject: what fires is kept, and warnings are asked', async () => {
    const { filtered, firings: all } = await firings('')
    expect(count.firings).toBe(filtered)
    expect(filtered).toBeGreaterThan(100)
    const asked = all.filter(({ query }) => query !== null)
    expect(count.queries).toBe(asked.length)
    expect(asked.map(({ severity }) => severity)).not.toContain('note')
    expect(all.filter(({ severity, query }) => severity === 'warning' && query === null)).toEqual(
      [],
    )
  })

  it('are counted by a dry run, which keeps none', () => {
    expect(wouldBe).toEqual(count)
  })

  it('are found by the program, with an entry each in the trail, as at a save', async () => {
    const missing = await missingAt('W16')
    expect(missing).toMatchObject({ state: 'open', severity: 'warning' })
    expect(missing?.message.en).toContain('NT01')
    const query = (await queries()).find(({ id }) => id === missing?.query)
    expect(query).toMatchObject({ kind: 'system', state: 'open', check: 'RS-14' })
    expect(query?.entries.map(({ act, by }) => [act, by])).toEqual([['open', 'system']])
    const acts = await actsOf(server, STUDY)
    const of = (act: string): number => acts.filter((one) => one.act === act).length
    expect([of('check.fire'), of('query.open')]).toEqual([count.firings, count.queries])
    expect(acts.find(({ act }) => act === 'check.fire')).toMatchObject({ actorKind: 'system' })
  })

  it('fire nothing anew when a person saves without a change of what they compare', async () => {
    const before = await firings('')
    const record = await assessment('W16')
    await save(record, {
      ...record.values,
      items: { ...record.values.items, TRCOMM: 'Seen by two readers' },
    })
    expect(await firings('')).toEqual(before)
  })

  it('DC-05: close their query themselves once the data are corrected', async () => {
    const missing = await missingAt('W16')
    const record = await assessment('W16')
    const [row = {}] = record.values.rows
    const added = { TRLNKID: 'NT01', TRDAT: row['TRDAT'] ?? '', TRSTAT: 'NOT DONE' }
    await save(record, { ...record.values, rows: [...record.values.rows, added] })
    expect(await missingAt('W16')).toMatchObject({ state: 'corrected' })
    const query = (await queries()).find(({ id }) => id === missing?.query)
    expect(query?.state).toBe('closed')
  })

  it('hold results without limits against the ranges of the site’s laboratories', async () => {
    const study = await seedStudy(server)
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const made = await manager.post(`${study.path}/laboratories`, {
      ...{ code: 'C', name: 'Central', site: 'S1' },
    })
    const { id } = z.object({ id: z.string() }).parse(made.body)
    for (const limits of [
      { test: 'ALT', unit: 'U/L', high: '50' },
      { test: 'TBIL', unit: 'umol/L', high: '20' },
    ]) {
      const reply = await manager.post(`${study.path}/laboratories/${id}/ranges`, {
        ...{ sex: null, ageFrom: null, ageTo: null, low: '5', ...limits },
        ...{ validFrom: '2025-01-01', reason: 'certificate' },
      })
      expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    }
    const row = { VISIT: 'W4', LBDAT: '2026-02-10', LBNAM: 'Central' }
    const subjectAt = (subjid: string, site: string) => ({
      subjid,
      files: {
        subjects: [{ SUBJID: subjid, SITEID: site, SEX: 'M', BRTHDAT: '1961' }],
        visits: [{ VISIT: 'W4', SVSTDAT: '2026-02-10' }],
        labs: [
          { ...row, LBTESTCD: 'ALT', LBORRES: '200', LBORRESU: 'U/L' },
          { ...row, LBTESTCD: 'TBIL', LBORRES: '60', LBORRESU: 'umol/L' },
        ],
      },
    })
    await importFolder(server.store, systemActor({ part: 'import', studyId: null }), {
      ...{ studyKey: study.key, definition: protocols.get(PROTOCOL) },
      trial: { subjects: [subjectAt('7900', 'S1'), subjectAt('7901', 'S2')] },
    })
    const found = await manager.get(`${study.path}/firings?limit=500&check=LB-02`)
    const { firings: fired } = firingsSchema.parse(found.body)
    expect(fired.map(({ subjid, state }) => [subjid, state])).toEqual([['7900', 'open']])
  })
})
