import { createHash } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PNG_SCALE } from '../../../server/reporting/figure-png.ts'
import { figureFile } from '../../../server/exporting/figure-files.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import type { ReportView } from '../../../shared/api/routes/report.ts'
import { Figure } from '../../../shared/figures/figure.tsx'
import { builtInFamilies } from '../../../shared/families.ts'
import { LANGUAGES, type Language } from '../../../shared/kernel/bilingual.ts'
import type { Drawing, Mark } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import { withSwimmerOrder } from '../../../shared/report/swimmer-order.ts'
import { textWidth } from '../../../shared/plots/text-width.ts'
import type { NumberedPart, ReportFigure } from '../../../shared/report/define.ts'
import { figureSheet } from '../../../shared/report/figure-sheet.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import { csvText, partCsv } from '../../../shared/report/part-csv.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { readPdf, squeezed } from '../support/read-pdf.ts'
import { readPng, type ReadPng } from '../support/read-png.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const STUDY = '/api/studies/FIG'
const trial = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
const families = builtInFamilies

type NumberedFigure = ReportFigure & Pick<NumberedPart, 'number'>

// What each engine reads is held by the test of the report; a figure is drawn alike on both.
describe('the files of one figure', () => {
  let server: TestServer
  let statistician: Browser
  let coordinator: Browser
  let manager: Browser
  let view: ReportView
  let figures: readonly NumberedFigure[]

  beforeAll(async () => {
    server = await startServer(openTestStore)
    const definition = families.protocols.get(PROTOCOL)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'FIG', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'FIG' }])
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'FIG' }])
    manager = await signedIn(server, [{ role: 'data-manager', study: 'FIG' }])
    view = (await statistician.get(`${STUDY}/report`)).body as ReportView
    figures = view.report.sections
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.kind === 'figure' ? [part] : []))
  })
  afterAll(() => server.stop())

  const take = async (file: string, query = ''): Promise<Response> =>
    fetch(`${server.base}${STUDY}/figures/${file}?purpose=Review${query.replace('?', '&')}`, {
      headers: { Cookie: statistician.cookie ?? '' },
    })
  const bytesOf = async (file: string, query = ''): Promise<Buffer> => {
    const response = await take(file, query)
    expect(response.status, file).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }
  /** As the route hands it out, from the report that the page has. */
  const madeOf = async (file: string, language: Language): Promise<Buffer> => {
    const made = figureFile(view.report, view.origin, { name: file, language })
    if (made === null) throw new Error(`no file ${file}`)
    const pieces: Uint8Array[] = []
    for await (const piece of made.pieces()) {
      pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
    }
    return Buffer.concat(pieces)
  }
  const sheetOf = (figure: NumberedFigure, language: Language): Drawing => {
    const { cutoff, source } = view.report
    return figureSheet(figure, { cutoff, source, origin: view.origin }, language)
  }
  const figureOf = (key: string): NumberedFigure => {
    const found = figures.find((one) => one.key === key)
    if (found === undefined) throw new Error(`no figure ${key}`)
    return found
  }

  it('has for each figure of the report a name of its own', () => {
    expect(figures.length).toBeGreaterThan(6)
    expect(new Set(figures.map(({ key }) => key)).size).toBe(figures.length)
  })

  it.each(LANGUAGES)(
    'draws the same marks on the page, in SVG and in PNG (%s)',
    async (language) => {
      let compared = 0
      for (const figure of figures) {
        const sheet = sheetOf(figure, language)
        const svg = (await madeOf(`${figure.key}.svg`, language)).toString()
        const page = renderToStaticMarkup(createElement(Figure, { drawing: sheet, title: 'T' }))
        expect(
          insideOf(svg.replace(/<title>.*?<\/title>/, '')) === insideOf(page),
          figure.key,
        ).toBe(true)
        expectOnPage(figure, sheet, language)
        if (!isSample(figure, language)) continue
        const png = readPng(await madeOf(`${figure.key}.png`, language))
        expect([png.width, png.height]).toEqual([sheet.width * PNG_SCALE, sheet.height * PNG_SCALE])
        const points = comparePoints(png, sheet)
        expect(points.wrong, figure.key).toEqual([])
        compared += points.compared
      }
      expect(compared).toBeGreaterThan(language === 'zh' ? 10 : 40)
    },
  )

  /** Pictures take their time: one of each of these kinds, and in Chinese one. */
  const isSample = ({ key, plot }: NumberedFigure, language: Language): boolean =>
    language === 'zh'
      ? key === 'waterfall-recist-1-1'
      : ['waterfall', 'response-distribution', 'adverse-event-bars'].includes(plot.kind) &&
        figures.find((one) => one.plot.kind === plot.kind)?.key === key

  it('draws text in PNG with signs of both languages', async () => {
    const key = 'waterfall-recist-1-1'
    for (const language of LANGUAGES) {
      const sheet = sheetOf(figureOf(key), language)
      const png = readPng(await madeOf(`${key}.png`, language))
      const [x, y] = sheet.marks.find((mark) => mark.kind === 'text')?.at ?? [0, 0]
      const dark = darkPoints(png, { x: x * 2, y: y * 2 })
      expect(dark).toBeGreaterThan(400)
    }
  })

  it('is a PDF of one page with the words of the sheet', async () => {
    const key = 'waterfall-recist-1-1'
    const sheet = sheetOf(figureOf(key), 'en')
    const pdf = readPdf(await bytesOf(`${key}.pdf`))
    expect(pdf.pages).toHaveLength(1)
    expect(pdf.structure['Figure']).toBe(1)
    const text = squeezed(pdf.text)
    for (const mark of sheet.marks) {
      if (mark.kind === 'text') expect(text).toContain(squeezed(mark.text))
    }
  })

  it('has the numbers of the figure as CSV, those that the report holds', async () => {
    const figure = figureOf('waterfall-recist-1-1')
    expect((await bytesOf(`${figure.key}.csv`)).toString()).toBe(csvText(partCsv(figure)))
    const aligned = withSwimmerOrder(view.report, 'waterfall')
    const made = figureFile(aligned, view.origin, { name: 'swimmer-1.csv', language: 'en' })
    const rows = (await bytesOf('swimmer-1.csv', '?swimmer=waterfall')).toString()
    expect(rows).toBe([...((made?.pieces() ?? []) as Iterable<string>)].join(''))
    expect(rows).not.toBe((await madeOf('swimmer-1.csv', 'en')).toString())
  })

  it('follows cut-off, source and language, and gives the same bytes each time', async () => {
    const key = 'waterfall-recist-1-1.svg'
    const now = await bytesOf(key)
    expect((await bytesOf(key)).equals(now)).toBe(true)
    const png = await bytesOf('waterfall-recist-1-1.png')
    expect((await bytesOf('waterfall-recist-1-1.png')).equals(png)).toBe(true)
    const earlier = (await bytesOf(key, '?cutoff=2024-03-31')).toString()
    expect(earlier).toContain('31 Mar 2024')
    expect((await bytesOf(key, '?source=derived')).toString()).toContain('derived responses')
    const zh = await take(key, '?language=zh')
    expect(zh.headers.get('content-disposition')).toContain('waterfall-recist-1-1-zh.svg')
    expect(await zh.text()).toContain('入组受试者')
  })

  it('EX-04: each figure taken is logged with its rows and hash', async () => {
    const logOf = async (): Promise<readonly ExportLogRow[]> =>
      ((await manager.get(`${STUDY}/export-log`)).body as { rows: ExportLogRow[] }).rows
    const before = (await logOf()).length
    const bytes = await bytesOf('waterfall-recist-1-1.png')
    const [row] = await logOf()
    expect(row).toMatchObject({
      ...{ format: 'report', file: 'waterfall-recist-1-1-en.png', role: 'statistician' },
      purpose: 'Review',
      rows: partCsv(figureOf('waterfall-recist-1-1')).rows.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    for (const none of ['none.svg', 'waterfall-recist-1-1.gif', 'deaths.csv', 'waterfall']) {
      expect((await take(none)).status, none).toBe(404)
    }
    expect((await take('waterfall-recist-1-1.svg', '?language=fr')).status).toBe(422)
    expect((await logOf()).length).toBe(before + 1)
  })

  it('EX-04: the trail says in which language a file was taken', async () => {
    const { auditEntry: e } = server.store.t
    const languageTaken = async (): Promise<unknown> => {
      const entries = await server.store.read
        .select({ after: e.after })
        .from(e)
        .where(eq(e.act, 'study.export'))
        .orderBy(desc(e.seq))
        .limit(1)
      return (JSON.parse(String(entries[0]?.after)) as { language: unknown }).language
    }
    const key = 'waterfall-recist-1-1'
    for (const language of LANGUAGES) {
      await bytesOf(`${key}.svg`, `?language=${language}`)
      expect(await languageTaken()).toBe(language)
      const report = `${STUDY}/report/files/report-${language}.html?purpose=Review`
      expect((await statistician.get(report)).status).toBe(200)
      expect(await languageTaken()).toBe(language)
    }
  })

  it('is taken by those alone who may export, and is not there for others', async () => {
    const file = `${STUDY}/figures/waterfall-recist-1-1.svg?purpose=Review`
    expect((await coordinator.get(file)).status).toBe(403)
    const elsewhere = await signedIn(server, [])
    expect((await elsewhere.get(file)).status).toBe(404)
  })

  it('shows the subjects alone of the sites that its reader may see', async () => {
    const site = trial.subjects[0]?.files['subjects']?.[0]?.['SITEID'] ?? ''
    const local = await signedIn(server, [{ role: 'investigator', study: 'FIG', site }])
    const file = `${STUDY}/figures/waterfall-recist-1-1.csv?purpose=Review`
    const response = await fetch(`${server.base}${file}`, {
      headers: { Cookie: local.cookie ?? '' },
    })
    expect(response.status).toBe(200)
    const [, ...lines] = (await response.text()).trim().split('\n')
    const own = new Set(
      trial.subjects.flatMap(({ subjid, files }) =>
        files['subjects']?.[0]?.['SITEID'] === site ? [subjid] : [],
      ),
    )
    const others = partCsv(figureOf('waterfall-recist-1-1')).rows.filter(
      ([subject = '']) => !own.has(subject),
    )
    expect(others.length).toBeGreaterThan(0)
    for (const line of lines) expect(own.has(line.split(',')[0] ?? '')).toBe(true)
  })
})

/** What stands inside the SVG element. */
function insideOf(svg: string): string {
  const start = svg.indexOf('<svg')
  return svg.slice(svg.indexOf('>', start) + 1, svg.lastIndexOf('</svg>')).replaceAll('&#x27;', "'")
}

/** The plot that the page draws alone is part of the sheet: as many marks of the same kinds. */
function expectOnPage(figure: NumberedFigure, sheet: Drawing, language: Language): void {
  if (isEmptyPart(figure)) return
  const { marks } = plots.get(figure.plot.kind).draw(figure.plot, language)
  const kinds = (all: readonly Mark[]): string[] => all.map(({ kind }) => kind)
  expect(kinds(sheet.marks).join(' ')).toContain(kinds(marks).join(' '))
}

/** Where the picture has not the fill of an area at its middle, with nothing drawn over it. */
function comparePoints(
  png: ReadPng,
  { marks }: Drawing,
): { readonly wrong: readonly string[]; readonly compared: number } {
  const wrong: string[] = []
  let compared = 0
  const all = marks.map((mark) => ({ mark, bounds: boundsOf(mark) }))
  all.forEach(({ mark, bounds: [left, right, top, bottom] }, at) => {
    if (compared === SAMPLES || mark.kind !== 'area' || mark.fill === null) return
    if (mark.points.length !== 4 || Math.min(right - left, bottom - top) < 6) return
    const [x, y] = [left + (right - left) * 0.31, top + (bottom - top) * 0.37]
    if (!isInside(mark.points, x, y)) return
    if (all.slice(at + 1).some(({ bounds }) => isWithin(bounds, x, y))) return
    const hex = `#${png
      .at(x * PNG_SCALE, y * PNG_SCALE)
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')}`.toUpperCase()
    compared += 1
    if (hex !== mark.fill.toUpperCase()) wrong.push(`${hex} for ${mark.fill} at ${x} ${y}`)
  })
  return { wrong, compared }
}

/** Dark points of a picture right above a place: of the text that begins there. */
function darkPoints(png: ReadPng, { x, y }: { readonly x: number; readonly y: number }): number {
  let dark = 0
  for (let right = 0; right < 400; right += 1) {
    for (let up = 0; up < 24; up += 1) if (png.at(x + right, y - up)[0] < 100) dark += 1
  }
  return dark
}

/** Points compared of one picture at most. */
const SAMPLES = 30

/** A box, not a diamond. */
function isInside(points: readonly (readonly [number, number])[], x: number, y: number): boolean {
  const [first, second] = points
  return first !== undefined && second?.[1] === first[1] && x > first[0] && y > first[1]
}

type Bounds = readonly [left: number, right: number, top: number, bottom: number]

/** Where a mark is drawn; a text about its place, to both sides. */
function boundsOf(mark: Mark): Bounds {
  if (mark.kind === 'text') {
    const [x, y] = mark.at
    const wide = textWidth(mark.text, mark.size, mark.bold)
    const [right, down] = mark.upwards === true ? [mark.size, wide] : [wide, mark.size]
    return [x - right, x + right, y - down, y + down]
  }
  const xs = mark.points.map(([x]) => x)
  const ys = mark.points.map(([, y]) => y)
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
}

function isWithin([left, right, top, bottom]: Bounds, x: number, y: number): boolean {
  return x > left - 2 && x < right + 2 && y > top - 2 && y < bottom + 2
}
