import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FindProblems } from '../../../server/export-packages/service.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import type { FoundProblem, ProblemCount } from '../../../shared/api/routes/export-runs.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES, openTestStore } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { parseCsv } from '../audit-trail/parse-csv.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { bytesOf, run, temporaryFolder, unzipped } from './support.ts'

interface Page {
  readonly total: number
  readonly counts: readonly ProblemCount[]
  readonly subjects: readonly string[]
  readonly problems: readonly FoundProblem[]
}

/** One error at the sex of each subject, one note about the weight of the second visit, one about the study. */
const find: FindProblems = async function* (input) {
  const message = { en: 'Odd.', zh: '异常。' }
  for await (const subject of input.subjects()) {
    const { subjid } = subject
    const at = { subjid, message, dataset: 'DM', variable: 'SEX' }
    const ofSex = { file: 'subjects', row: 0, column: 'SEX' }
    const weights = subject.files['vitals'] ?? []
    const note = { ...at, dataset: 'VS', variable: null, rule: 'TOY-2', severity: 'note' } as const
    yield {
      subject,
      traced: [],
      problems: [
        { ...at, rule: 'TOY-1', severity: 'error', source: ofSex },
        ...weights.map((_, row) => ({
          ...note,
          source: { file: 'vitals', row, column: 'WEIGHT' },
        })),
      ],
    }
  }
  const ofStudy = { rule: 'TOY-3', severity: 'warning', dataset: 'TS', variable: null } as const
  yield {
    subject: null,
    traced: [],
    problems: [{ ...ofStudy, subjid: null, source: null, message }],
  }
}

describe.each(ENGINES)('problems of datasets on $engine', ({ open }) => {
  const folder = temporaryFolder()
  let server: TestServer
  let study: SeededStudy
  let statistician: Browser
  let vitals: string

  beforeAll(async () => {
    const options: { jobs?: Jobs; findProblems: FindProblems } = { findProblems: find }
    server = await startServer(
      async (sources) => {
        const opened = await open(sources)
        options.jobs = createJobs({ store: opened.store, logger: createLogger('silent'), folder })
        return opened
      },
      builtInFamilies,
      options,
    )
    study = await seedStudy(server)
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
    const subject = await seedSubject(study, '1001')
    await seedSubject(study, '1002')
    const values = { items: { VSPERF: 'Y', WEIGHT: '64' }, rows: [] }
    const body = { form: 'vitals', visit: 'W4', values }
    const saved = await study.coordinator.post(`${subject}/records`, body)
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    vitals = (saved.body as { id: string }).id
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('lead each to the form, visit and item to repair, and are counted by rule', async () => {
    const checked = await run(statistician, study.path, 'checks', { formats: ['csv'] })
    expect(checked.problems).toEqual([
      { rule: 'TOY-1', severity: 'error', dataset: 'DM', count: 2 },
      { rule: 'TOY-3', severity: 'warning', dataset: 'TS', count: 1 },
      { rule: 'TOY-2', severity: 'note', dataset: 'VS', count: 1 },
    ])
    const page = async (query: string): Promise<Page> =>
      (await statistician.get(`${study.path}/export-runs/${checked.id}/problems${query}`))
        .body as Page
    const all = await page('')
    expect(all.total).toBe(4)
    expect(all.subjects).toEqual(['1001', '1002'])
    const place = (problem: FoundProblem | undefined) => problem?.place
    expect(place(all.problems.find(({ rule }) => rule === 'TOY-2'))).toEqual({
      ...{ form: 'vitals', visit: 'W4', record: vitals, item: 'WEIGHT' },
    })
    const [ofSex] = (await page('?severity=error&subject=1002')).problems
    expect(ofSex).toMatchObject({ subjid: '1002', place: { item: 'SEX', visit: null } })
    expect((await page('?dataset=TS')).problems).toMatchObject([{ place: null, subjid: null }])
    expect((await page('?rule=none')).total).toBe(0)
    expect((await page('?from=3')).problems).toHaveLength(1)
    const wrong = await statistician.get(
      `${study.path}/export-runs/${checked.id}/problems?severity=odd`,
    )
    expect(wrong.status).toBe(422)
  })
})

describe('the way back from a dataset', () => {
  const PROTOCOL = 'toripalimab-donafenib'
  const BASE = '/api/studies/BACK'
  const folder = temporaryFolder()
  let server: TestServer
  let statistician: Browser

  beforeAll(async () => {
    const options: { jobs?: Jobs } = {}
    server = await startServer(
      async (sources) => {
        const opened = await openTestStore(sources)
        options.jobs = createJobs({ store: opened.store, logger: createLogger('silent'), folder })
        return opened
      },
      builtInFamilies,
      options,
    )
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const { pathname } = new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url)
    const trial = readTrialFolder(pathname)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'BACK', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'BACK' }])
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('EX-03: each record of SDTM and ADaM names the stored form that it was made from', async () => {
    const made = await run(statistician, BASE, 'packages', { formats: ['sdtm-json'] })
    expect(made.problem).toBeNull()
    const { bytes } = await bytesOf(server, statistician, `${BASE}/export-runs/${made.id}/file`)
    const [heads = [], ...lines] = parseCsv(
      unzipped(bytes).get('metadata/trace.csv')?.toString() ?? '',
    )
    const at = (name: string): number => heads.indexOf(name)
    const { record } = server.store.t
    const stored = new Map(
      (await server.store.read.select().from(record)).map((row) => [row.id, row]),
    )
    expect(lines.length).toBeGreaterThan(1000)
    const datasets = new Set(lines.map((line) => line[at('DATASET')]))
    expect([...datasets]).toEqual(expect.arrayContaining(['DM', 'AE', 'EX', 'TR', 'ADAE']))
    for (const line of lines) {
      const row = stored.get(line[at('RECORD')] ?? '')
      expect(row?.form, line.join(' ')).toBe(line[at('FORM')])
      expect(row?.visit ?? '').toBe(line[at('VISIT')])
      expect(line[at('ADDRESS')]).toContain(`/studies/BACK/subjects/${line[at('SUBJID')] ?? ''}/`)
    }
  }, 120_000)
})
