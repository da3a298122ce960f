import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import type { StoryView } from '../../../shared/api/routes/subject-story.ts'
import type { SubjectDerivation } from '../../../shared/endpoints/derivation.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { svgFile } from '../../../shared/figures/svg-text.ts'
import { toIsoDate } from '../../../shared/kernel/dates.ts'
import { plots } from '../../../shared/plots/registry.ts'
import { csvText } from '../../../shared/report/part-csv.ts'
import { storySheet, storyTitle } from '../../../shared/report/story-sheet.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { readPdf } from '../support/read-pdf.ts'
import { readPng } from '../support/read-png.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const whole = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
const siteOf = (at: number): string => whole.subjects[at]?.files['subjects']?.[0]?.['SITEID'] ?? ''
const first = siteOf(0)
const elsewhere = whole.subjects.findIndex((_, at) => siteOf(at) !== first)
// One subject of each of two sites is enough, and quick.
const two = [0, elsewhere].flatMap((at) => whole.subjects[at] ?? [])
const SUBJID = two[0]?.subjid ?? ''
const OTHER = two.at(-1)?.subjid ?? ''
/** The other one withdrew consent. */
const WITHDRAWN = '2026-02-14'
const trial = {
  subjects: two.map((subject) => {
    if (subject.subjid !== OTHER) return subject
    const row = { SUBJID: OTHER, SSDAT: WITHDRAWN, SSORRES: 'WITHDRAWN' }
    const survival = [...(subject.files['survival'] ?? []), row]
    return { ...subject, files: { ...subject.files, survival } }
  }),
}
const STUDY = '/api/studies/STORY'
const OWN = `${STUDY}/subjects/${SUBJID}`

describe.each(ENGINES)('the story of a subject on $engine', ({ open }) => {
  let server: TestServer
  let investigator: Browser
  let coordinator: Browser
  let manager: Browser

  beforeAll(async () => {
    server = await startServer(open)
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'STORY', definition, trial })
    investigator = await signedIn(server, [{ role: 'investigator', study: 'STORY', site: first }])
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'STORY', site: first }])
    manager = await signedIn(server, [{ role: 'data-manager', study: 'STORY' }])
  })
  afterAll(() => server.stop())

  const storyOf = async (query = ''): Promise<StoryView> => {
    const reply = await coordinator.get(`${OWN}/story${query}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as StoryView
  }
  const take = (file: string, query = ''): Promise<Response> =>
    fetch(`${server.base}${OWN}/story/${file}?purpose=Review${query.replace('?', '&')}`, {
      headers: { Cookie: investigator.cookie ?? '' },
    })
  const bytesOf = async (file: string, query = ''): Promise<Buffer> => {
    const response = await take(file, query)
    expect(response.status, file).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }

  it('holds what the engine derived at the same cut-off', async () => {
    const { story, lesions, cutoff } = await storyOf()
    const { body } = await coordinator.get(`${OWN}/derivation`)
    const derivation = body as SubjectDerivation
    expect(lesions.tumour).toEqual(story.tumour)
    expect(story.firstDose === null ? null : toIsoDate(story.firstDose)).toBe(
      derivation.dates.firstDose,
    )
    const sums = derivation.timepoints.map(({ row }) => [row.criteria, row.visit, row.sum])
    const drawn = story.tumour.criteria.flatMap(({ criteria, assessments }) =>
      assessments.map(({ visit, sum }) => [criteria, visit, sum]),
    )
    const inOrder = (all: readonly unknown[]): string[] =>
      all.map((one) => JSON.stringify(one)).sort()
    expect(inOrder(drawn)).toEqual(inOrder(sums))
    expect(sums.length).toBeGreaterThan(1)
    expect(toIsoDate(story.cutoff)).toBe(cutoff)
  })

  it('respects the cut-off that is asked for', async () => {
    const { story } = await storyOf()
    const dose = story.firstDose
    if (dose === null) throw new Error('no dose')
    const early = await storyOf(`?cutoff=${toIsoDate(dose)}`)
    expect(early.story.tumour.criteria.flatMap(({ assessments }) => assessments)).toEqual([])
    expect(early.story.extent?.to).toBe(dose)
    expect((await coordinator.get(`${OWN}/story?cutoff=2024-13-01`)).status).toBe(422)
  })

  it('is not there for people of another site, of another study, or for readers of images', async () => {
    expect((await coordinator.get(`${STUDY}/subjects/${OTHER}/story`)).status).toBe(404)
    expect((await manager.get(`${STUDY}/subjects/${OTHER}/story`)).status).toBe(200)
    const stranger = await signedIn(server, [])
    expect((await stranger.get(`${OWN}/story`)).status).toBe(404)
    const reader = await signedIn(server, [{ role: 'central-reader', study: 'STORY' }])
    expect([403, 404]).toContain((await reader.get(`${OWN}/story`)).status)
    const file = `${STUDY}/subjects/${OTHER}/story/story.svg?purpose=Review`
    expect((await investigator.get(file)).status).toBe(404)
    expect((await coordinator.get(`${OWN}/story/story.svg?purpose=Review`)).status).toBe(403)
  })

  it('gives the same marks as SVG, PNG and PDF, and the numbers as CSV', async () => {
    const view = await storyOf()
    for (const figure of ['story', 'lesions', 'liver'] as const) {
      const data = view[figure]
      const sheet = storySheet(data, view.origin, 'en')
      const svg = (await bytesOf(`${figure}.svg`)).toString()
      expect(svg).toBe(svgFile(sheet, storyTitle(data, 'en')))
      const { columns, rows } = plots.get(data.kind).table(data)
      const texts = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
      expect((await bytesOf(`${figure}.csv`)).toString()).toBe(
        csvText({ name: '', columns, rows: texts }),
      )
    }
    const sheet = storySheet(view.story, view.origin, 'zh')
    const png = readPng(await bytesOf('story.png', '?language=zh'))
    expect([png.width, png.height]).toEqual([sheet.width * 2, sheet.height * 2])
    const pdf = readPdf(await bytesOf('story.pdf'))
    expect(pdf.pages).toHaveLength(1)
    expect(pdf.text).toContain(SUBJID)
  })

  it('draws in a file the part of the time that is asked for', async () => {
    const dose = (await storyOf()).story.firstDose
    if (dose === null) throw new Error('no dose')
    const query = `?from=${toIsoDate(dose)}&to=2099-01-01`
    expect((await bytesOf('story.svg', query)).toString()).toContain('to 1 Jan 2099')
  })

  it('PR-04: a figure of a subject who withdrew consent says so in every kind of file, and in the trail', async () => {
    const all = [{ role: 'investigator', study: 'STORY' }] as const
    const everywhere = await signedIn(server, all)
    const taken = async (path: string): Promise<string> => {
      const reply = await everywhere.get(`${STUDY}/subjects/${path}`)
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      return typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
    }
    for (const figure of ['story', 'lesions']) {
      const file = (ending: string): string => `${OTHER}/story/${figure}.${ending}?purpose=Review`
      expect(await taken(file('svg'))).toContain('Consent was withdrawn on 14 Feb 2026')
      expect(await taken(`${file('svg')}&language=zh`)).toContain('撤回知情同意')
      const [head = '', ...lines] = (await taken(file('csv'))).trim().split(/\r?\n/)
      expect(head).toMatch(/,CONSENT_WITHDRAWN$/)
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) expect(line.endsWith(`,${WITHDRAWN}`), line).toBe(true)
      expect(await taken(`${SUBJID}/story/${figure}.csv?purpose=Review`)).not.toContain('CONSENT')
    }
    const pdf = await fetch(
      `${server.base}${STUDY}/subjects/${OTHER}/story/story.pdf?purpose=Review`,
      {
        headers: { Cookie: everywhere.cookie ?? '' },
      },
    )
    expect(readPdf(Buffer.from(await pdf.arrayBuffer())).text).toContain('Consent was withdrawn')
    const { auditEntry } = server.store.t
    const entries = await server.store.read
      .select({ seq: auditEntry.seq, after: auditEntry.after })
      .from(auditEntry)
      .where(eq(auditEntry.act, 'study.export'))
    const entry = entries.sort((a, b) => a.seq - b.seq).at(-1)
    expect(JSON.parse(entry?.after ?? '{}')).toMatchObject({
      withdrawn: [{ subjid: OTHER, withdrawn: WITHDRAWN }],
    })
  })

  it('EX-04: each figure taken is logged with its rows and hash', async () => {
    const bytes = await bytesOf('lesions.svg')
    const { rows } = (await manager.get(`${STUDY}/export-log`)).body as {
      readonly rows: readonly ExportLogRow[]
    }
    expect(rows[0]).toMatchObject({
      ...{ format: 'subject-story', file: `lesions-${SUBJID}-en.svg`, role: 'investigator' },
      purpose: 'Review',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    for (const none of ['none.svg', 'story.gif', 'story']) {
      expect((await take(none)).status, none).toBe(404)
    }
    expect((await manager.get(`${STUDY}/export-log`)).body).toMatchObject({
      rows: { length: rows.length },
    })
  })
})
