import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder, loadFolder } from '../../../server/importing/service.ts'
import type { ProofView } from '../../../shared/api/routes/analysis.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import type { Analysis } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const FOLDER = fileURLToPath(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url))
const definition = builtInFamilies.protocols.get(PROTOCOL)
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe.each(ENGINES)('the analysis over HTTP on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser
  let trial: Trial
  let sites: readonly string[]
  const path = '/api/studies/T1'
  const siteOf = (subject: Trial['subjects'][number]): string =>
    subject.files['subjects']?.[0]?.['SITEID'] ?? ''

  beforeAll(async () => {
    server = await startServer(open)
    trial = loadFolder(FOLDER, definition).trial
    sites = [...new Set(trial.subjects.map(siteOf))]
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'T1', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'T1' }])
  })
  afterAll(() => server.stop())

  const get = async (from: string, browser = statistician): Promise<unknown> => {
    const { status, body } = await browser.get(path + from)
    expect(status, JSON.stringify(body).slice(0, 500)).toBe(200)
    return body
  }

  it('is the analysis of the imported folder, at its cut-off', async () => {
    const expected = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as Analysis
    const analysis = (await get(`/analysis?cutoff=${expected.cutoff}`)) as Analysis
    expect(analysis).toEqual(plain(analyse(trial, definition, { cutoff: expected.cutoff })))
    expect(analysis.populations).toMatchObject(expected.populations)
  })

  it('gives the derived source and the default cut-off when asked for neither or one', async () => {
    expect(await get('/analysis')).toEqual(plain(analyse(trial, definition)))
    expect(await get('/analysis?source=derived')).toEqual(
      plain(analyse(trial, definition, { source: 'derived' })),
    )
  })

  it('is restricted to the sites that the caller may see', async () => {
    const [site = ''] = sites
    const browser = await signedIn(server, [{ role: 'investigator', study: 'T1', site }])
    const own = { subjects: trial.subjects.filter((subject) => siteOf(subject) === site) }
    expect(own.subjects.length).toBeLessThan(trial.subjects.length)
    expect(await get('/analysis', browser)).toEqual(plain(analyse(own, definition)))
  })

  it('follows a changed record, and only through it', async () => {
    const subject = trial.subjects.find(
      (one) => siteOf(one) === sites[0] && (one.files['deaths'] ?? []).length === 0,
    )
    const coordinator = await signedIn(server, [{ role: 'coordinator', study: 'T1' }])
    const before = (await get('/analysis?cutoff=2026-01-01')) as Analysis
    const values = { items: { DTHDAT: '2025-12-01' }, rows: [] }
    const saved = await coordinator.post(`${path}/subjects/${subject?.subjid ?? ''}/records`, {
      form: 'deaths',
      visit: null,
      values,
    })
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    const after = (await get('/analysis?cutoff=2026-01-01')) as Analysis
    const changed = after.subjects.filter(
      (row, at) => JSON.stringify(row) !== JSON.stringify(before.subjects[at]),
    )
    expect(changed.map((row) => row.subject)).toEqual([subject?.subjid])
    expect(changed[0]?.death).toBe('2025-12-01')
  })

  it('derives one subject with its proofs', async () => {
    const [{ subjid } = { subjid: '' }] = trial.subjects
    const body = await get(`/subjects/${subjid}/derivation`)
    expect(body).toMatchObject({ subject: subjid, dates: { trace: { rule: 'subject-dates' } } })
  })

  it('leads a value to the entries of the trail that gave what it rests on', async () => {
    const [{ subjid } = { subjid: '' }] = trial.subjects
    const proof = (await get(`/subjects/${subjid}/proof?fact=endpoint/PFS`)) as ProofView
    expect(proof.steps[0]).toMatchObject({ fact: 'endpoint/PFS', rule: 'E-4', unit: 'd' })
    const cells = proof.steps.flatMap(({ inputs }) => inputs.flatMap(({ from }) => from ?? []))
    expect(cells.length).toBeGreaterThan(0)
    for (const { file, at, column } of cells) {
      const entry = proof.entries.find(
        (one) => one.file === file && one.at === at && one.column === column,
      )
      expect(entry, `${file} ${at ?? ''} ${column}`).toBeDefined()
      expect(entry?.seq).toEqual(expect.any(Number))
      expect(entry?.when).toMatch(/^\d{4}-/)
    }
  })

  it('names who changed a value last', async () => {
    const subject = trial.subjects.findLast((one) => (one.files['deaths'] ?? []).length === 0)
    const at = `/subjects/${subject?.subjid ?? ''}`
    const coordinator = await signedIn(server, [{ role: 'coordinator', study: 'T1' }])
    const values = { items: { DTHDAT: '2025-12-02' }, rows: [] }
    const saved = await coordinator.post(`${path}${at}/records`, {
      form: 'deaths',
      visit: null,
      values,
    })
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    const proof = (await get(`${at}/proof?fact=date/death&cutoff=2026-01-01`)) as ProofView
    expect(proof.steps[0]?.result).toBe('2025-12-02')
    expect(proof.entries).toMatchObject([
      { file: 'deaths', column: 'DTHDAT', form: 'deaths', visit: null },
    ])
    const { id } = saved.body as { id: string }
    expect(proof.entries[0]?.record).toBe(id)
    expect(proof.entries[0]?.who).not.toBe('')
  })

  it('gives no proof of a subject elsewhere, nor of what nothing derived', async () => {
    const [site = ''] = sites
    const other = trial.subjects.find((subject) => siteOf(subject) !== site)
    const browser = await signedIn(server, [{ role: 'investigator', study: 'T1', site }])
    const at = `${path}/subjects/${other?.subjid ?? ''}/proof`
    expect((await browser.get(`${at}?fact=endpoint/PFS`)).status).toBe(404)
    expect((await statistician.get(`${at}?fact=endpoint/PFS`)).status).toBe(200)
    expect((await statistician.get(`${at}?fact=endpoint/NONE`)).status).toBe(404)
    expect((await statistician.get(at)).status).toBe(422)
  })

  it('is nothing for readers who see no other reading, and not there for who has no part', async () => {
    const [{ subjid } = { subjid: '' }] = trial.subjects
    const at = `${path}/subjects/${subjid}/proof?fact=RECIST 1.1/plain/bor`
    expect((await statistician.get(at)).status).toBe(200)
    const reader = await signedIn(server, [{ role: 'central-reader', study: 'T1' }])
    const refused = await reader.get(at)
    expect(refused.status).toBe(403)
    // Nor is a reader told which subjects there are.
    const unknown = await reader.get(`${path}/subjects/none/proof?fact=RECIST 1.1/plain/bor`)
    expect(unknown.status).toBe(403)
    const stranger = await signedIn(server, [])
    const missing = await stranger.get(at)
    expect(missing.status).toBe(404)
    for (const { body } of [refused, missing]) expect(JSON.stringify(body)).not.toContain('steps')
  })

  it('leads a computed answer and a grade of the laboratory to their entries, by their record', async () => {
    const [{ subjid } = { subjid: '' }] = trial.subjects
    const at = `/subjects/${subjid}`
    const coordinator = await signedIn(server, [{ role: 'coordinator', study: 'T1' }])
    const saved = async (form: string, values: object): Promise<string> => {
      const visit = 'UNS-2025-01-02'
      const place = form === 'baseline' ? { form, visit: null } : { form, visit }
      const { status, body } = await coordinator.post(`${path}${at}/records`, { ...place, values })
      expect(status, JSON.stringify(body)).toBe(201)
      return (body as { id: string }).id
    }
    const of = async (record: string, row: number, part: string) =>
      (await get(
        `${at}/proof?fact=${encodeURIComponent(`record/${record}/${row}/${part}`)}`,
      )) as ProofView
    const liver = await saved('baseline', { items: { BLBILI: '17', BLALB: '42' }, rows: [] })
    const grade = await of(liver, 0, 'ALBIGR')
    expect(grade.steps[0]).toMatchObject({ rule: 'ALBI', result: '1' })
    expect(grade.entries.map(({ column }) => column).sort()).toEqual(['BLALB', 'BLBILI'])
    expect(grade.entries.every(({ record, seq }) => record === liver && seq !== null)).toBe(true)
    const row = { LBDAT: '2025-01-02', LBORRESU: 'U/L', LBORNRHI: '50' }
    const results = [
      { ...row, LBTESTCD: 'ALT', LBORRES: '40' },
      { ...row, LBTESTCD: 'AST', LBORRES: '260' },
    ]
    const laboratory = await saved('laboratory', { items: {}, rows: results })
    const raised = await of(laboratory, 1, 'Aspartate aminotransferase increased')
    expect(raised.steps[0]?.result).toBe('grade 3')
    // Its own cells, and that of the result at baseline.
    const own = raised.entries.filter(({ record }) => record === laboratory)
    expect(own.map(({ column }) => column).sort()).toEqual(['LBORNRHI', 'LBORRES', 'LBORRESU'])
    expect(raised.entries.length - own.length).toBeLessThanOrEqual(1)
  })

  it('tabulates treatment-emergent events over the safety set', async () => {
    const table = (await get('/adverse-event-table?cutoff=2025-06-30')) as {
      N: number
      rows: { term: string | null; subjects: number; percent: number; byWorstGrade: number[] }[]
    }
    const analysis = (await get('/analysis?cutoff=2025-06-30')) as Analysis
    expect(table.N).toBe(analysis.populations.SAF)
    const all = analysis.endpoints.find(({ id, cohort }) => id === 'AE' && cohort === null)
    if (all?.kind !== 'incidence') throw new Error('no AE row')
    const counted = new Map(table.rows.map((row) => [row.term, row]))
    for (const { term, n } of all.terms) expect(counted.get(term)?.subjects, term).toBe(n)
    for (const row of table.rows) {
      expect(row.percent).toBeCloseTo((row.subjects / table.N) * 100, 10)
    }
  })

  it('sums up enrolment and names the headline results', async () => {
    const home = (await get('/home')) as {
      planned: number
      screened: number
      enrolled: number
      byDay: { date: string; enrolled: number }[]
      byMonth: { month: string; enrolled: number }[]
      bySite: { screened: number }[]
      headline: { id: string; cohort: string | null }[]
    }
    expect(home.planned).toBe(definition.plannedSubjects)
    expect(home.screened).toBe(trial.subjects.length)
    expect(home.byMonth.reduce((sum, { enrolled }) => sum + enrolled, 0)).toBe(home.enrolled)
    expect(home.byDay.reduce((sum, { enrolled }) => sum + enrolled, 0)).toBe(home.enrolled)
    const dates = home.byDay.map(({ date }) => date)
    expect(dates).toEqual([...new Set(dates)].sort())
    expect(home.bySite.reduce((sum, { screened }) => sum + screened, 0)).toBe(home.screened)
    // This protocol reads its results by dose level.
    expect(home.headline.every(({ cohort }) => cohort !== null)).toBe(true)
    expect(new Set(home.headline.map(({ id }) => id))).toEqual(new Set(['DLT', 'ORR', 'OS', 'PFS']))
  })

  it('lists and hands out the files of an export, and says in the trail who took them', async () => {
    const { files } = (await get('/exports/csv')) as { files: { name: string; rows: number }[] }
    expect(files.find(({ name }) => name === 'subjects.csv')?.rows).toBe(trial.subjects.length)
    const reply = await statistician.get(`${path}/exports/csv/files/subjects.csv?purpose=Test`)
    expect(reply.headers.get('content-disposition')).toContain('subjects.csv')
    expect(reply.body).toMatch(/^SUBJID,SITEID,/)
    const { entries } = (await get('/audit?act=study.export')) as { entries: unknown[] }
    expect(entries).toHaveLength(1)
    // Datasets leave as a package, not file by file.
    expect((await statistician.get(`${path}/exports/sdtm`)).status).toBe(404)
    expect((await statistician.get(`${path}/exports/none`)).status).toBe(404)
  })
})
