import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import type { LiveView } from '../../../shared/api/routes/live.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ReportView } from '../../../shared/api/routes/report.ts'
import { csvText, partCsv } from '../../../shared/report/part-csv.ts'
import type { NumberedPart, Report } from '../../../shared/report/define.ts'
import { withSwimmerOrder } from '../../../shared/report/swimmer-order.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { ONE_ENGINE } from '../../db/open-stores.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'tace-systemic'
const STUDY = '/api/studies/LIVE'
const golden = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
const WATERFALL = 'waterfall-recist-1-1'

/** Some subjects of the reference trial at two sites. */
const trial: Trial = {
  subjects: golden.subjects.slice(0, 18).map((subject, at) => ({
    ...subject,
    files: {
      ...subject.files,
      subjects: (subject.files['subjects'] ?? []).map((row) => ({
        ...row,
        SITEID: at % 3 === 1 ? '02' : '01',
      })),
    },
  })),
}
const cell = ({ files }: Trial['subjects'][number], name: string): string =>
  files['subjects']?.[0]?.[name] ?? ''
const COHORT = cell(trial.subjects[0] ?? { subjid: '', files: {} }, 'COHORT')

describe.each(ONE_ENGINE)('the figures of the live page as files on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser
  let manager: Browser

  beforeAll(async () => {
    server = await startServer(open)
    const actor = systemActor({ part: 'test', studyId: null })
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    await importFolder(server.store, actor, { studyKey: 'LIVE', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'LIVE' }])
    manager = await signedIn(server, [{ role: 'data-manager', study: 'LIVE' }])
  })
  afterAll(() => server.stop())

  const fetchFile = (file: string, query = '', by = statistician): Promise<Response> =>
    fetch(`${server.base}${STUDY}/${file}?purpose=Review${query.replace('?', '&')}`, {
      headers: { Cookie: by.cookie ?? '' },
    })
  const take = (file: string, query = '', by = statistician): Promise<Response> =>
    fetchFile(`live/figures/${file}`, query, by)
  const live = async (query = '', by = statistician): Promise<LiveView> =>
    (await by.get(`${STUDY}/live${query}`)).body as LiveView
  const partOf = (report: Report, key = WATERFALL): NumberedPart => {
    const part = report.sections.flatMap(({ parts }) => parts).find((one) => one.key === key)
    if (part === undefined) throw new Error(`no figure ${key}`)
    return part
  }
  const logged = async (): Promise<readonly ExportLogRow[]> =>
    ((await manager.get(`${STUDY}/export-log`)).body as { rows: ExportLogRow[] }).rows

  it('are those of the report, byte for byte, where nobody is left out', async () => {
    const figuresOf = (of: LiveView | ReportView): readonly NumberedPart[] =>
      of.report.sections.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'figure'))
    const reported = (await statistician.get(`${STUDY}/report`)).body as ReportView
    const figures = figuresOf(await live())
    expect(figures.length).toBeGreaterThan(15)
    // A file is made of these alone.
    expect(figures).toEqual(figuresOf(reported))
    for (const file of [`${WATERFALL}.svg`, `${WATERFALL}.csv`]) {
      const [here, there] = await Promise.all([take(file), fetchFile(`figures/${file}`)])
      expect([here.status, there.status], file).toEqual([200, 200])
      expect((await here.text()) === (await there.text()), file).toBe(true)
    }
  })

  it('hold the subjects of the view alone, and say so in words and in their name', async () => {
    const query = `?cohorts=${encodeURIComponent(COHORT)}&sites=01`
    const view = await live(query)
    const wanted = trial.subjects.filter(
      (subject) => cell(subject, 'SITEID') === '01' && cell(subject, 'COHORT') === COHORT,
    )
    expect(view.subset?.n).toBe(wanted.length)
    const csv = await take(`${WATERFALL}.csv`, query)
    expect(csv.headers.get('content-disposition')).toContain(`${WATERFALL}-subset.csv`)
    const text = await csv.text()
    expect(text).toBe(csvText(partCsv(partOf(view.report))))
    const shown = text.trim().split('\n').slice(1)
    expect(shown.length).toBeGreaterThan(0)
    const known = new Set(wanted.map(({ subjid }) => subjid))
    for (const line of shown) expect(known.has(line.split(',')[0] ?? ''), line).toBe(true)
    const svg = await take(`${WATERFALL}.svg`, `${query}&language=zh`)
    expect(svg.headers.get('content-disposition')).toContain(`${WATERFALL}-subset-zh.svg`)
    const whole = await (await take(`${WATERFALL}.svg`, '?language=zh')).text()
    const { zh = '' } = view.report.subset ?? {}
    const begins = zh.slice(0, zh.indexOf('（'))
    expect(begins).not.toBe('')
    expect(await svg.text()).toContain(begins)
    expect(whole).not.toContain(begins)
    const [png, pdf] = await Promise.all([
      take(`${WATERFALL}.png`, query),
      take(`${WATERFALL}.pdf`, query),
    ])
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  it('P3: have the rows of the swimmer plot in the order that the page has', async () => {
    const rowsOf = async (order: string): Promise<readonly string[]> => {
      const text = await (await take('swimmer.csv', `?sites=01&${order}`)).text()
      return [
        ...new Set(
          text
            .trim()
            .split('\n')
            .slice(1)
            .map((line) => line.split(',')[0] ?? ''),
        ),
      ]
    }
    const usual = await rowsOf('')
    const aligned = await rowsOf('swimmer=waterfall')
    expect([...aligned].sort()).toEqual([...usual].sort())
    expect(aligned).not.toEqual(usual)
    const view = await live('?sites=01')
    const swimmer = partOf(withSwimmerOrder(view.report, 'waterfall'), 'swimmer')
    expect(aligned).toEqual(
      swimmer.kind === 'figure' && swimmer.plot.kind === 'swimmer'
        ? swimmer.plot.lanes.map(({ subject }) => subject)
        : [],
    )
    expect((await take('swimmer.csv', '?swimmer=sideways')).status).toBe(422)
  })

  it('EX-04: the trail says who took which view of whom, and why', async () => {
    const newest = async (): Promise<number> => (await logged())[0]?.seq ?? 0
    const query = '?sites=02&subgroup=&criteria=RECIST%201.1'
    const response = await take(`${WATERFALL}.csv`, query)
    const bytes = Buffer.from(await response.arrayBuffer())
    const [row] = await logged()
    expect(row).toMatchObject({
      ...{ format: 'report', file: `${WATERFALL}-subset.csv`, role: 'statistician' },
      ...{ purpose: 'Review', sha256: createHash('sha256').update(bytes).digest('hex') },
    })
    const { auditEntry: e } = server.store.t
    const entries = await server.store.read.select({ act: e.act, after: e.after }).from(e)
    const taken = entries.filter(({ act }) => act === 'study.export').at(-1)
    const after = JSON.parse(String(taken?.after)) as Record<string, unknown>
    expect(after).toMatchObject({
      subset: { sites: ['02'], criteria: 'RECIST 1.1' },
      subjects: trial.subjects.filter((subject) => cell(subject, 'SITEID') === '02').length,
    })
    await take(`${WATERFALL}.svg`, `${query}&language=zh`)
    const later = await server.store.read.select({ act: e.act, after: e.after }).from(e)
    const inChinese = later.filter(({ act }) => act === 'study.export').at(-1)
    expect(JSON.parse(String(inChinese?.after))).toMatchObject({ language: 'zh' })
    for (const none of ['none.svg', `${WATERFALL}.gif`, 'waterfall']) {
      expect((await take(none)).status, none).toBe(404)
    }
    expect((await take(`${WATERFALL}.svg`, '?sites=03')).status).toBe(422)
    expect(await newest()).toBe((row?.seq ?? 0) + 1)
  })

  it('are those of a snapshot where the page shows one', async () => {
    const { body } = await manager.post(`${STUDY}/snapshots`, { name: 'first' })
    const { id } = body as { id: string }
    const query = `?snapshot=${id}`
    const text = await (await take(`${WATERFALL}.svg`, query)).text()
    expect(text).toContain('first')
    expect(text).toBe(await (await fetchFile(`figures/${WATERFALL}.svg`, query)).text())
  })

  it('are taken by those alone who may export, and hold the sites that these may see', async () => {
    const coordinator = await signedIn(server, [{ role: 'coordinator', study: 'LIVE' }])
    expect((await take(`${WATERFALL}.svg`, '', coordinator)).status).toBe(403)
    expect((await take(`${WATERFALL}.svg`, '', await signedIn(server, []))).status).toBe(404)
    const local = await signedIn(server, [{ role: 'investigator', study: 'LIVE', site: '02' }])
    const csv = await (await take(`${WATERFALL}.csv`, '', local)).text()
    expect(csv).toBe(csvText(partCsv(partOf((await live('?sites=02')).report))))
    expect(await (await take(`${WATERFALL}.svg`, '', local)).text()).toContain('02')
    expect((await take(`${WATERFALL}.csv`, '?sites=01', local)).status).toBe(422)
  })
})
