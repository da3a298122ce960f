import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TokenScope } from '../../../shared/access/token-scopes.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import { getQueryAgeing } from '../../../shared/api/routes/queries.ts'
import { getStudyReport } from '../../../shared/api/routes/report.ts'
import { getLagReport } from '../../../shared/api/routes/trail.ts'
import { svgFile } from '../../../shared/figures/svg-text.ts'
import type { Drawing } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import { csvText } from '../../../shared/report/part-csv.ts'
import {
  entryLagFigure,
  queryAgesFigure,
  type StateFigure,
} from '../../../shared/report/state-figures.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { give, PASSWORD, person } from '../support/people.ts'
import { readPdf, squeezed } from '../support/read-pdf.ts'
import { readPng } from '../support/read-png.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

// What each engine reads is held by the tests of the lag report and of the queries.
describe('the files of the figures of the state of the data', () => {
  let server: TestServer
  let study: SeededStudy
  let investigator: Browser
  let statistician: Browser

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server)
    const path = await seedSubject(study, '1001')
    const saved = async (form: string, values: object): Promise<string> => {
      const reply = await study.coordinator.post(`${path}/records`, {
        ...{ form, visit: 'W4', values },
      })
      expect(reply.status, JSON.stringify(reply.body)).toBe(201)
      return (reply.body as { id: string }).id
    }
    await saved('visits', { items: { SVSTDAT: '2026-01-20' }, rows: [] })
    const record = await saved('vitals', { items: { VSDAT: '2026-01-20' }, rows: [] })
    const key = { 'Idempotency-Key': 'c2b1c1de-0f30-4b12-9a05-000000000001' }
    const asked = { record, item: '', groupRow: '', text: 'Where is the pulse?' }
    expect((await study.monitor.post(`${path}/queries`, asked, key)).status).toBe(201)
    investigator = await signedIn(server, [{ role: 'investigator', study: study.key, site: 'S2' }])
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
  })
  afterAll(() => server.stop())

  const take = (who: Browser, file: string, query = ''): Promise<Response> =>
    fetch(`${server.base}${study.path}/data-state/${file}?purpose=Review${query}`, {
      headers: { Cookie: who.cookie ?? '' },
    })
  const bytesOf = async (who: Browser, file: string, query = ''): Promise<Buffer> => {
    const response = await take(who, file, query)
    expect(response.status, file).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }
  const figuresFor = async (who: Browser): Promise<readonly StateFigure[]> => {
    const lags = await who.get(`${study.path}/lag-report`)
    const ages = await who.get(`${study.path}/queries/ageing`)
    return [
      entryLagFigure(getLagReport.response.parse(lags.body)),
      queryAgesFigure(getQueryAgeing.response.parse(ages.body)),
    ]
  }
  /** The shapes of a drawing as an SVG file has them. */
  const insideOf = (drawing: Drawing): string =>
    svgFile(drawing, 'T')
      .replace(/^[^]*?<\/title>/, '')
      .replace(/<\/svg>\n$/, '')

  it('hold the marks of the page, and its numbers', async () => {
    for (const { key, plot } of await figuresFor(statistician)) {
      const drawing = plots.get(plot.kind).draw(plot, 'en')
      const svg = (await bytesOf(statistician, `${key}.svg`)).toString()
      const [first] = drawing.marks
      if (first === undefined) throw new Error(key)
      // The sheet stands the same marks lower.
      const shapes = (text: string): number => text.match(/<(?:path|text)/g)?.length ?? 0
      expect(shapes(svg)).toBeGreaterThan(shapes(insideOf(drawing)))
      for (const { about } of drawing.marks) if (about !== undefined) expect(svg).toContain(about)
      const { columns, rows } = plots.get(plot.kind).table(plot)
      const texts = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
      const csv = csvText({ name: '', columns, rows: texts })
      expect((await bytesOf(statistician, `${key}.csv`)).toString()).toBe(csv)
      expect(rows.length).toBeGreaterThan(0)
    }
  })

  it('are a picture and a page that say of what they are', async () => {
    const [lags] = await figuresFor(statistician)
    const png = readPng(await bytesOf(statistician, 'entry-lag.png', '&language=zh'))
    expect(png.width).toBe(760 * 2)
    const text = squeezed(readPdf(await bytesOf(statistician, 'entry-lag.pdf')).text)
    expect(text).toContain(squeezed(lags?.about.en ?? '-'))
    expect(text).not.toContain('onlysite')
  })

  it('hold no number of a site that one may not see, and name the sites that they are of', async () => {
    const svg = (await bytesOf(investigator, 'entry-lag.svg')).toString()
    expect(svg).not.toContain('S1')
    expect(svg).toContain('only site S2')
    expect(svg).toContain('No form of a dated visit is entered.')
    expect((await bytesOf(investigator, 'query-ages.csv')).toString()).not.toContain('S1')
    const all = (await bytesOf(statistician, 'query-ages.csv')).toString()
    expect(all).toMatch(/^S1,0-7,[1-9]/m)
  })

  it('tell nobody when something was saved at a site that one may not see', async () => {
    const near = await signedIn(server, [{ role: 'investigator', study: study.key, site: 'S1' }])
    const read = async (who: Browser) =>
      getLagReport.response.parse((await who.get(`${study.path}/lag-report`)).body)
    const files = ['entry-lag.svg', 'query-ages.svg']
    const stated = async (who: Browser) =>
      Promise.all(
        files.map(async (file) => /as they were at [^ ]+ [^ ]+/.exec(await textOf(who, file))?.[0]),
      )
    const textOf = async (who: Browser, file: string) => (await bytesOf(who, file)).toString()
    const saved = async (who: Browser, path: string) => {
      server.clock.advance({ minutes: 1 })
      const values = { items: { CMTRT: 'Aspirin' }, rows: [] }
      const body = { form: 'concomitant', visit: null, values }
      expect((await who.post(`${path}/records`, body)).status).toBe(201)
    }
    expect((await read(investigator)).asOf).toBeNull()
    expect(await textOf(investigator, 'entry-lag.svg')).toContain('No record saved yet')
    const subject = { subjid: '2001', site: 'S2', values: CONSENT }
    expect((await study.stranger.post(`${study.path}/subjects`, subject)).status).toBe(201)

    const [far, own] = [await stated(investigator), await stated(near)]
    const { asOf } = await read(investigator)
    await saved(study.coordinator, `${study.path}/subjects/1001`)
    expect((await read(investigator)).asOf).toBe(asOf)
    expect(await stated(investigator)).toEqual(far)
    expect(await stated(near)).not.toEqual(own)
    await saved(study.stranger, `${study.path}/subjects/2001`)
    expect((await read(investigator)).asOf).not.toBe(asOf)
    for (const [at, text] of (await stated(investigator)).entries()) expect(text).not.toBe(far[at])
  })

  it('are of a state that is told alike by the report, its files and the figures of a subject', async () => {
    const near = await signedIn(server, [{ role: 'investigator', study: study.key, site: 'S1' }])
    const subject = { subjid: '2101', site: 'S2', values: CONSENT }
    expect((await study.stranger.post(`${study.path}/subjects`, subject)).status).toBe(201)
    const stated = async (who: Browser, subjid: string) => {
      const pages = [`${study.path}/report`, `${study.path}/subjects/${subjid}/story`]
      const read = await Promise.all(
        pages.map(async (page) => {
          const { status, body } = await who.get(page)
          expect(status, page).toBe(200)
          return (body as { origin: { stateAt: string } }).origin.stateAt
        }),
      )
      const file = await fetch(
        `${server.base}${study.path}/report/files/report-en.html?purpose=R`,
        {
          headers: { Cookie: who.cookie ?? '' },
        },
      )
      expect(file.status).toBe(200)
      const book = await fetch(`${server.base}${study.path}/subjects/${subjid}/casebook.pdf`, {
        headers: { Cookie: who.cookie ?? '' },
      })
      expect(book.status).toBe(200)
      const { auditEntry: e } = server.store.t
      const entries = await server.store.read.select().from(e).orderBy(e.seq)
      const taken = entries.filter(({ act }) => /^(study|subject)\.export$/.test(act)).slice(-2)
      const ofTrail = taken.map(({ after }) => {
        const told = JSON.parse(String(after)) as { state?: { seq: number }; upToSeq?: number }
        const seq = told.state?.seq ?? told.upToSeq
        return entries.find((one) => one.chain === entries.at(-1)?.chain && one.seq === seq)?.at
      })
      return [...read, ...ofTrail]
    }
    const save = async (who: Browser, path: string): Promise<string> => {
      server.clock.advance({ minutes: 1 })
      const values = { items: { CMTRT: 'Aspirin' }, rows: [] }
      const body = { form: 'concomitant', visit: null, values }
      expect((await who.post(`${path}/records`, body)).status).toBe(201)
      const { auditEntry: e } = server.store.t
      const entries = await server.store.read.select().from(e).orderBy(e.seq)
      return entries.filter(({ entity }) => entity === 'record').at(-1)?.at ?? 'none'
    }
    const far = await save(study.stranger, `${study.path}/subjects/2101`)
    const own = await save(study.coordinator, `${study.path}/subjects/1001`)
    const each = (at: string) => Array.from({ length: 4 }, () => at)
    expect(await stated(investigator, '2101')).toEqual(each(far))
    expect(await stated(near, '1001')).toEqual(each(own))
    expect(await stated(statistician, '2101')).toEqual(each(own))
    const later = await save(study.stranger, `${study.path}/subjects/2101`)
    expect(await stated(investigator, '2101')).toEqual(each(later))
    expect(await stated(near, '1001')).toEqual(each(own))
    expect(await stated(statistician, '1001')).toEqual(each(later))
  })

  it('are for those alone who may export, and say what for', async () => {
    expect((await take(study.coordinator, 'entry-lag.svg')).status).toBe(403)
    const stranger = await signedIn(server, [])
    expect((await take(stranger, 'entry-lag.svg')).status).toBe(404)
    const { status } = await statistician.get(`${study.path}/data-state/entry-lag.svg`)
    expect(status).toBe(422)
    for (const file of ['enrolment.svg', 'entry-lag.gif', 'entry-lag'])
      expect((await take(statistician, file)).status, file).toBe(404)
  })

  it('AC-02: need what their pages need, of a script too', async () => {
    const owner = await person(server, 'ada')
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const right = { role: 'statistician', study: study.key }
    expect((await give(server, administrator, 'ada', right)).status).toBe(201)
    const statusFor = async (scopes: readonly TokenScope[], file: string): Promise<number> => {
      const body = { name: scopes.join(' '), days: 30, password: PASSWORD, scopes }
      const { token } = (await owner.post('/api/own-access/tokens', body)).body as { token: string }
      const headers = { Authorization: `Bearer ${token}` }
      const address = `${server.base}${study.path}/${file}?purpose=Review`
      return (await fetch(address, { headers })).status
    }
    expect(await statusFor(['export'], 'data-state/entry-lag.csv')).toBe(403)
    expect(await statusFor(['export'], 'data-state/query-ages.csv')).toBe(403)
    expect(await statusFor(['export', 'subjects'], 'data-state/entry-lag.csv')).toBe(403)
    expect(await statusFor(['export', 'audit'], 'data-state/entry-lag.csv')).toBe(200)
    expect(await statusFor(['export', 'subjects'], 'data-state/query-ages.csv')).toBe(200)
    const { report } = getStudyReport.response.parse(
      (await statistician.get(`${study.path}/report`)).body,
    )
    const figure = report.sections.flatMap(({ parts }) => parts).find((p) => p.kind === 'figure')
    const svg = `${figure?.key ?? 'none'}.svg`
    for (const file of [`figures/${svg}`, `live/figures/${svg}`, 'report/files/report-en.html']) {
      expect(await statusFor(['export'], file), file).toBe(403)
      expect(await statusFor(['analysis'], file), file).toBe(403)
      expect(await statusFor(['export', 'analysis'], file), file).toBe(200)
    }
  })

  it('EX-04: each one taken is logged with its rows, its sites and its hash', async () => {
    const bytes = await bytesOf(investigator, 'entry-lag.csv')
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const { body } = await manager.get(`${study.path}/export-log`)
    const [latest] = (body as { rows: readonly ExportLogRow[] }).rows
    expect(latest).toMatchObject({
      ...{ format: 'data-state', file: 'entry-lag.csv', role: 'investigator', rows: 0 },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    const { body: trail } = await study.monitor.get(`${study.path}/audit?act=study.export`)
    expect(JSON.stringify(trail)).toContain('entry-lag.csv')
    await bytesOf(statistician, 'entry-lag.svg', '&language=zh')
    const { auditEntry: e } = server.store.t
    const entries = await server.store.read.select().from(e).orderBy(e.seq)
    const last = entries.filter(({ act }) => act === 'study.export').at(-1)
    expect(JSON.parse(String(last?.after))).toMatchObject({ language: 'zh' })
  })
})
