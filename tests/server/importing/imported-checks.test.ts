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
import { actsOf } from '../support/seed.ts'
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
})
