import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Report, ReportPart } from '../../../shared/report/define.ts'
import type { DifferingSubject } from '../../../shared/sensitivity/compare.ts'
import { ONE_ENGINE } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'tace-systemic'
const STUDY = '/api/studies/COMPARE'
const PAGES = [
  '/sensitivity',
  '/sensitivity/subjects?outcome=PFS&variant=derived',
  '/cohorts',
] as const
const definition = builtInFamilies.protocols.get(PROTOCOL)
const golden = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
/** Half of the reference trial: enough for every table, at half of the time. */
const trial = { subjects: golden.subjects.slice(0, 70) }

interface Sensitivity {
  readonly report: Report
  readonly places: readonly ({ outcome: string; variant: string } | null)[]
}

describe.each(ONE_ENGINE)('sensitivity and cohorts of a study on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser

  beforeAll(async () => {
    server = await startServer(open, builtInFamilies)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'COMPARE', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'COMPARE' }])
  })
  afterAll(() => server.stop())

  const get = async <T>(path: string, by = statistician): Promise<T> => {
    const reply = await by.get(STUDY + path)
    expect(reply.status, JSON.stringify(reply.body).slice(0, 400)).toBe(200)
    return reply.body as T
  }
  const partsOf = ({ report }: { readonly report: Report }): readonly ReportPart[] =>
    report.sections.flatMap(({ parts }) => parts)
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

  it('have the same tables and figures as the study report, under the same numbers', async () => {
    const whole = partsOf(await get<{ report: Report }>('/report'))
    const bare = (parts: readonly ReportPart[]): unknown => plain(parts)
    const pages = [...partsOf(await get('/sensitivity')), ...partsOf(await get('/cohorts'))]
    expect(pages.length).toBeGreaterThan(10)
    const keys = new Set(pages.map(({ key }) => key))
    expect(bare([...pages].sort((a, b) => (a.key < b.key ? -1 : 1)))).toEqual(
      bare(whole.filter(({ key }) => keys.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1))),
    )
  })

  it('name for each row that differs as many subjects as it counts', async () => {
    const view = await get<Sensitivity>('/sensitivity')
    const [table] = partsOf(view)
    if (table?.kind !== 'table') throw new Error('no table')
    expect(view.places).toHaveLength(table.rows.length)
    const at = view.places.findIndex((one) => one?.outcome === 'PFS' && one.variant === 'derived')
    const cell = table.rows[at]?.cells.at(-1)
    const { subjects } = await get<{ subjects: readonly DifferingSubject[] }>(PAGES[1])
    expect(cell).toMatchObject({ kind: 'count', n: subjects.length })
    expect(subjects.length).toBeGreaterThan(0)
    const [first] = subjects
    const { endpoints } = analyse(trial, definition, { source: 'derived' })
    const row = endpoints.find(({ id, cohort }) => id === 'PFS' && cohort === null)
    const times = row?.kind === 'time-to-event' ? (row.subjects ?? []) : []
    const { days } = times.find(({ subject }) => subject === first?.subject) ?? {}
    expect(first?.other.value).toMatchObject({ kind: 'time', days })
  })

  it('take another source and cut-off', async () => {
    const { report } = await get<Sensitivity>('/sensitivity?source=derived&cutoff=2024-06-30')
    expect(report).toMatchObject({ source: 'derived', cutoff: '2024-06-30' })
    const cohorts = await get<{ report: Report }>('/cohorts?source=derived&cutoff=2024-06-30')
    expect(cohorts.report).toMatchObject({ source: 'derived', cutoff: '2024-06-30' })
  })

  it('adjust hazard ratios for what is asked, and say so', async () => {
    const table = async (query: string): Promise<ReportPart> => {
      const found = partsOf(await get<{ report: Report }>(`/cohorts${query}`)).find(({ key }) =>
        key.startsWith('hazard-'),
      )
      if (found === undefined) throw new Error('no table of hazards')
      return found
    }
    const labels = (part: ReportPart): readonly string[] =>
      part.kind === 'figure'
        ? []
        : part.rows.flatMap(({ level, cells: [label] }) =>
            level === 1 && label?.kind === 'words' ? [label.text.en] : [],
          )
    const said = (part: ReportPart): string => part.footnotes.map(({ en }) => en).join(' ')
    const usual = await table('')
    expect(labels(usual).some((label) => label.startsWith('Age'))).toBe(true)
    expect(said(usual)).not.toContain('chosen by the reader')
    const chosen = await table('?adjust=SEX,AGE')
    expect(labels(chosen).map((label) => label.split(':')[0])).toEqual(['Age', 'Sex'])
    expect(said(chosen)).toContain('chosen by the reader: Age; Sex')
    expect(labels(await table('?adjust=none'))).toEqual([])
    const strange = await statistician.get(`${STUDY}/cohorts?adjust=SHOE`)
    expect(strange.status).toBe(422)
    expect(strange.body).toMatchObject({ errors: [{ pointer: '/adjust' }] })
  })

  it('are those of a snapshot where one is asked for', async () => {
    const snapshot = (await statistician.post(`${STUDY}/snapshots`, { name: 'Kept' })).body as {
      id: string
    }
    const query = `snapshot=${snapshot.id}`
    const present = await get<Sensitivity>('/sensitivity')
    expect(plain(await get<Sensitivity>(`/sensitivity?${query}`))).toEqual(plain(present))
    expect(plain(await get(`/cohorts?${query}`))).toEqual(plain(await get('/cohorts')))
    expect(await get(`${PAGES[1]}&${query}`)).toEqual(await get(PAGES[1]))
    expect((await statistician.get(`${STUDY}/cohorts?snapshot=none`)).status).toBe(404)
  })

  it('are made of the sites that one may see alone', async () => {
    const sites = [...new Set(trial.subjects.map(({ files }) => files['subjects']?.[0]?.['SITEID'] ?? ''))] // prettier-ignore
    const [site = ''] = sites
    const own = await signedIn(server, [{ role: 'investigator', study: 'COMPARE', site }])
    const inSite = trial.subjects.filter(({ files }) => files['subjects']?.[0]?.['SITEID'] === site)
    const { populations } = analyse({ subjects: inSite }, definition)
    const [table] = partsOf(await get<Sensitivity>('/sensitivity', own))
    expect(table?.population.n).toBe(populations.ENR)
    const [baseline] = partsOf(await get<{ report: Report }>('/cohorts', own))
    expect(baseline?.population.n).toBe(populations.ENR)
  })

  it('are 404 for a rule or an outcome that the protocol has not', async () => {
    for (const query of ['outcome=NONE&variant=derived', 'outcome=PFS&variant=none']) {
      expect((await statistician.get(`${STUDY}/sensitivity/subjects?${query}`)).status).toBe(404)
    }
    expect((await statistician.get(`${STUDY}/sensitivity/subjects`)).status).toBe(422)
  })

  it('are for who may read the analysis: as if they did not exist for others, 401 unsigned', async () => {
    const stranger = await signedIn(server, [])
    for (const page of PAGES) {
      const expected = (await stranger.get(`${STUDY}/analysis`)).status
      expect(expected).toBe(404)
      expect((await stranger.get(STUDY + page)).status).toBe(expected)
      expect((await new Browser(server.base).get(STUDY + page)).status).toBe(401)
    }
  })
})
