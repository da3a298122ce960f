import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatInput } from '../../../server/exporting/format-input.ts'
import { serverFormats } from '../../../server/exporting/formats.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import type { ReportView } from '../../../shared/api/routes/report.ts'
import type { Analysis } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { partWords } from '../../../shared/report/part-words.ts'
import { shownCell } from '../../../shared/report/show-cell.ts'
import { ONE_ENGINE } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { readPdf, squeezed } from '../support/read-pdf.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const STUDY = '/api/studies/REP'
const trial = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
const families = builtInFamilies
const isNumbers = (name: string): boolean => name === 'numbers.csv'

describe.each(ONE_ENGINE)('the study report on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser
  let manager: Browser
  let coordinator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    const definition = families.protocols.get(PROTOCOL)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'REP', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'REP' }])
    manager = await signedIn(server, [{ role: 'data-manager', study: 'REP' }])
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'REP' }])
  })
  afterAll(() => server.stop())

  const bytesOf = async (file: string, query = '', by = statistician): Promise<Buffer> => {
    const headers = { Cookie: by.cookie ?? '' }
    const said = `${query === '' ? '?' : `${query}&`}purpose=Interim`
    const response = await fetch(`${server.base}${STUDY}/report/files/${file}${said}`, { headers })
    expect(response.status, file).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }
  const viewOf = async (query = '', by = statistician): Promise<ReportView> => {
    const reply = await by.get(`${STUDY}/report${query}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as ReportView
  }
  const logOf = async (): Promise<readonly ExportLogRow[]> =>
    ((await manager.get(`${STUDY}/export-log`)).body as { rows: ExportLogRow[] }).rows
  const inputOf = async (profile: 'full' | 'deidentified', snapshot: string | null = null) => {
    const { store } = server
    const { study } = store.t
    const [row] = await store.read.select({ id: study.id }).from(study)
    if (row === undefined) throw new Error('no study')
    const actor = systemActor({ part: 'test', studyId: row.id })
    const definitions = createDefinitions(store)
    return formatInput({ store, families, definitions }, actor, {
      study: { id: row.id, key: 'REP' },
      ...{ sites: { kind: 'all' }, snapshot, profile, language: 'en' },
    })
  }
  const filesOf = async (
    input: Awaited<ReturnType<typeof inputOf>>,
    wanted: (name: string) => boolean = () => true,
  ) => {
    const made = new Map<string, Buffer>()
    for await (const { name, pieces } of serverFormats.get('report').files(input)) {
      if (!wanted(name)) continue
      const all: Uint8Array[] = []
      for await (const piece of pieces()) {
        all.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
      }
      made.set(name, Buffer.concat(all))
    }
    return made
  }

  it('has the populations and the cut-off of the analysis, whatever is asked for', async () => {
    for (const query of ['', '?source=derived', '?cutoff=2024-06-30']) {
      const { report } = await viewOf(query)
      const analysis = (await statistician.get(`${STUDY}/analysis${query}`)).body as Analysis
      expect(report).toMatchObject({ cutoff: analysis.cutoff, source: analysis.source })
      const parts = report.sections.flatMap((section) => section.parts)
      const response = parts.find(({ key }) => key === 'response-recist-1-1')
      const orr = analysis.endpoints.find(({ id, cohort }) => id === 'ORR' && cohort === null)
      expect(response?.population.n).toBe(orr?.kind === 'proportion' ? orr.N : null)
      const overview = parts.find(({ key }) => key === 'ae-overview')
      expect(overview?.population.n).toBe(analysis.populations.SAF)
    }
  })

  it('describes the population asked for', async () => {
    const { report } = await viewOf('?described=EVAL')
    const parts = report.sections.flatMap((section) => section.parts)
    expect(parts.find(({ key }) => key === 'demographics')?.population.code).toBe('EVAL')
  })

  it('cuts long listings on screen, and says how many rows there are', async () => {
    const { report, cut } = await viewOf()
    const parts = report.sections.flatMap((section) => section.parts)
    for (const part of parts) {
      if (part.kind === 'listing') expect(part.rows.length).toBeLessThanOrEqual(500)
    }
    for (const total of Object.values(cut)) expect(total).toBeGreaterThan(500)
  })

  it.each(LANGUAGES)('is one HTML file with everything in it (%s)', async (language) => {
    const { report } = await viewOf()
    const html = (await bytesOf(`report-${language}.html`)).toString()
    expect(html).toContain(`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`)
    expect(html).not.toMatch(/<(?:script|link|img|iframe)\b|url\(|@import/)
    for (const part of report.sections.flatMap((section) => section.parts)) {
      const { number, title } = partWords(part, report, language)
      expect(html).toContain(`<a href="#${part.kind}-${part.number}">`)
      expect(html).toContain(`<article id="${part.kind}-${part.number}">`)
      expect(html).toContain(number)
      expect(html).toContain(title.replaceAll('&', '&amp;'))
    }
  })

  it.each(LANGUAGES)(
    'is a PDF that says the same, with contents and bookmarks (%s)',
    async (language) => {
      const { report } = await viewOf()
      const pdf = readPdf(await bytesOf(`report-${language}.pdf`))
      const text = squeezed(pdf.text)
      expect(pdf.language).toBe(language === 'zh' ? 'zh-CN' : 'en')
      expect(pdf.text).not.toContain('\uFFFD')
      const titles = pdf.outline.map(({ title }) => squeezed(title))
      const shown = { language, monthDays: report.monthDays }
      const wanted = new Set<string>()
      for (const part of report.sections.flatMap((section) => section.parts)) {
        const { number, title, footnotes, basis } = partWords(part, report, language)
        expect(titles).toContain(squeezed(`${number}  ${title}`))
        for (const words of [...footnotes, basis]) wanted.add(squeezed(words))
        if (part.kind === 'figure') continue
        // Words are broken between lines of cells that stand side by side; numbers and codes are not.
        const cells = part.rows.flatMap((row) => row.cells.filter(({ kind }) => kind !== 'words'))
        for (const cell of cells) wanted.add(squeezed(shownCell(cell, shown)))
      }
      expect(wanted.size).toBeGreaterThan(300)
      expect([...wanted].filter((words) => !text.includes(words))).toEqual([])
      expect(pdf.structure['Figure']).toBeGreaterThan(4)
    },
  )

  it('EX-04: each file taken is logged with what was chosen, why, for whom, its rows and hash, and no other', async () => {
    const before = (await logOf()).length
    const chosen = '?source=derived&cutoff=2024-06-30&described=SAF&recipient=Committee'
    const csv = await bytesOf('numbers.csv', chosen)
    const [row] = await logOf()
    expect(row).toMatchObject({
      ...{ format: 'report', file: 'numbers.csv', role: 'statistician' },
      ...{ purpose: 'Interim', recipient: 'Committee' },
      rows: csv.toString().trim().split('\n').length - 1,
      sha256: createHash('sha256').update(csv).digest('hex'),
    })
    const { auditEntry } = server.store.t
    const [entry] = await server.store.read
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.seq, row?.seq ?? 0), eq(auditEntry.act, 'study.export')))
    expect(JSON.parse(entry?.after ?? '{}')).toMatchObject({
      ...{ cutoff: '2024-06-30', responses: 'derived', described: 'SAF' },
      ...{ purpose: 'Interim', recipient: 'Committee' },
    })
    expect((await statistician.get(`${STUDY}/report/files/none.csv?purpose=Test`)).status).toBe(404)
    expect((await statistician.get(`${STUDY}/report/files/numbers.csv`)).status, 'no purpose').toBe(
      422,
    )
    expect((await logOf()).length).toBe(before + 1)
  })

  it('is read by those who read results, taken by those who may export, and is not there for others', async () => {
    await viewOf('', coordinator)
    expect((await coordinator.get(`${STUDY}/report/files/numbers.csv?purpose=Test`)).status).toBe(
      403,
    )
    const stranger = await signedIn(server, [{ role: 'statistician', study: null }])
    const elsewhere = await signedIn(server, [])
    expect((await elsewhere.get(`${STUDY}/report`)).status).toBe(404)
    expect((await elsewhere.get(`${STUDY}/report/files/numbers.csv?purpose=Test`)).status).toBe(404)
    expect((await stranger.get('/api/studies/NONE/report')).status).toBe(404)
    expect((await statistician.get(`${STUDY}/report?cutoff=2024-02-31`)).status).toBe(422)
  })

  it('holds the sites alone that its reader may see', async () => {
    const site = trial.subjects[0]?.files['subjects']?.[0]?.['SITEID'] ?? ''
    const own = trial.subjects.filter(
      ({ files }) => (files['subjects']?.[0]?.['SITEID'] ?? '') === site,
    )
    const local = await signedIn(server, [{ role: 'investigator', study: 'REP', site }])
    const { report } = await viewOf('', local)
    expect(report.sections[0]?.parts[0]?.population.n).toBe(own.length)
    expect(own.length).toBeLessThan(trial.subjects.length)
    const html = (await bytesOf('report-en.html', '', local)).toString()
    expect(html).toContain(`only site ${site}`)
    expect((await bytesOf('report-zh.html', '', local)).toString()).toContain(`仅含中心${site}`)
    expect((await bytesOf('report-en.html')).toString()).not.toContain('only site')
    for (const { subjid } of trial.subjects) {
      if (!own.some((one) => one.subjid === subjid)) expect(html).not.toContain(`>${subjid}<`)
    }
  })

  it('LK-04: is the same, byte for byte, made again from one snapshot, though data have changed since', async () => {
    const made = await manager.post(`${STUDY}/snapshots`, { name: 'Interim' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body as { id: string }
    // Each PDF takes its time: of the two languages one.
    const isCompared = (name: string): boolean => name !== 'report-zh.pdf'
    const first = await filesOf(await inputOf('full', id), isCompared)
    server.clock.advance({ minutes: 20 })
    const subject = await coordinator.post(`${STUDY}/subjects`, {
      ...{ subjid: '9999', site: trial.subjects[0]?.files['subjects']?.[0]?.['SITEID'] },
      values: { items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-05' }, rows: [] },
    })
    expect(subject.status, JSON.stringify(subject.body)).toBe(201)
    const second = await filesOf(await inputOf('full', id), isCompared)
    expect(first.has('report-en.pdf')).toBe(true)
    expect([...second.keys()]).toEqual([...first.keys()])
    for (const [name, bytes] of first) expect(second.get(name)?.equals(bytes), name).toBe(true)
    const now = await filesOf(await inputOf('full'), isNumbers)
    expect(now.get('numbers.csv')?.equals(first.get('numbers.csv') ?? Buffer.of())).toBe(false)
    expect(first.get('report-en.html')?.toString()).toContain('snapshot Interim')
  })

  it('PR-03: a de-identified report has the same results at a cut-off in the middle of the study', async () => {
    const cutoff = '2024-06-30' as IsoDate
    const full = await filesOf({ ...(await inputOf('full')), cutoff }, isNumbers)
    const twin = await filesOf({ ...(await inputOf('deidentified')), cutoff }, isNumbers)
    expect(efficacyOf(full).length).toBeGreaterThan(20)
    expect(efficacyOf(twin)).toEqual(efficacyOf(full))
    const whole = await filesOf(await inputOf('full'), isNumbers)
    expect(efficacyOf(whole)).not.toEqual(efficacyOf(full))
  })

  it('PR-03: a de-identified report has the same results and no number of a subject', async () => {
    const full = await filesOf(await inputOf('full'), isNumbers)
    const twin = await filesOf(await inputOf('deidentified'))
    const ids = new Set(trial.subjects.map(({ subjid }) => subjid))
    for (const [name, bytes] of twin) {
      if (name.endsWith('.pdf')) continue
      const words = bytes.toString().split(/[^\w-]+/)
      expect(
        words.filter((word) => ids.has(word)),
        name,
      ).toEqual([])
    }
    for (const language of LANGUAGES) {
      const { text } = readPdf(twin.get(`report-${language}.pdf`) ?? Buffer.of())
      expect(text).toContain(language === 'en' ? 'De-identified copy' : '去标识化副本')
    }
    expect(efficacyOf(twin).length).toBeGreaterThan(20)
    expect(efficacyOf(twin)).toEqual(efficacyOf(full))
  })
})

/** Lines of responses and times to event among the numbers. */
function efficacyOf(files: ReadonlyMap<string, Buffer>): readonly string[] {
  return (files.get('numbers.csv')?.toString() ?? '')
    .split('\n')
    .filter((line) => /^14\.2\.\d+,(?:Objective|Subjects|Events|Kaplan)/.test(line))
}
