import { describe, expect, it } from 'vitest'
import { aimPath } from '../../../client/kit/aim-path.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import type { MarkAim } from '../../../shared/plots/marks.ts'
import type { ReportOrigin } from '../../../shared/report/report-head.ts'
import {
  entryLagFigure,
  queryAgesFigure,
  stateSheet,
  type StateFigure,
} from '../../../shared/report/state-figures.ts'
import { draw, expectInside, tableOf, textsOf } from '../plots/made-plots.ts'

type Lags = Parameters<typeof entryLagFigure>[0]
type Ages = Parameters<typeof queryAgesFigure>[0]

const asOf = '2026-02-03T04:05:06.000Z'
const ORIGIN: ReportOrigin = {
  study: { key: 'LIVER-1', title: 'A study' },
  ...{ mark: null, snapshot: null, stateAt: asOf, programVersion: '1.0', deidentified: false },
}
const nothing = {
  ...{ count: 0, shortest: null, lower: null, median: null, upper: null, ninetieth: null },
  ...{ longest: null, late: 0 },
}
const entry = {
  ...{ count: 4, shortest: 0, lower: 1, median: 2, upper: 5, ninetieth: 9, longest: 40, late: 1 },
}
const site = (code: string, more: object = {}, undated = 0): Lags['sites'][number] => ({
  ...{ site: code, entry: { ...entry, ...more }, change: nothing, undated, ahead: 0 },
})
const lagsOf = (sites: Lags['sites'], without: string[] = []): Lags => ({
  ...{ asOf, only: null, sites, without, limits: { entryDays: 30, changeDays: 90 } },
})
const ages = (young: number, old: number) => ({
  ...{ '0-7': young, '8-14': 0, '15-28': 0, 'over-28': old },
})
const row = (
  group: 'all' | 'site' | 'form',
  key: string,
  [young, old]: readonly [number, number],
): Ages['rows'][number] => ({
  ...{ group, key, ages: ages(young, old), unsettled: young + old },
  ...{ medianToAnswer: null, medianToClose: null },
})
const agesOf = (rows: Ages['rows']): Ages => ({ asOf, only: null, rows })
const many = Array.from({ length: 500 }, (_, at) => `S${at}`)

const aimsOf = ({ plot }: StateFigure): readonly string[] => {
  const aims = draw(plot).marks.flatMap(({ aim }) => (aim === undefined ? [] : [aim]))
  const isNew = (aim: MarkAim, at: number): boolean => aimPath('s', aim) !== aimPathBefore(aims, at)
  return aims.filter(isNew).map((aim) => aimPath('s', aim))
}
const aimPathBefore = (aims: readonly MarkAim[], at: number): string | null => {
  const before = aims[at - 1]
  return before === undefined ? null : aimPath('s', before)
}

describe('the figure of entry lags', () => {
  it('has a box for each site with an entry, and leads to its entries and to the late ones', () => {
    const figure = entryLagFigure(lagsOf([site('S1', {}, 3), site('S2', nothing)], ['S2', 'S3']))
    expect(figure.plot).toEqual({
      ...{ kind: 'entry-lag', lateDays: 30 },
      boxes: [{ key: 'S1', ...entry }],
    })
    expect(aimsOf(figure)).toEqual([
      '/studies/s/audit/lags/entries?site=S1',
      '/studies/s/audit/lags/entries?site=S1&late=yes',
    ])
    expect(textsOf(draw(figure.plot))).toContain('1 late')
    expect(figure.about.en).toContain('n = 4, at 1 site)')
    expect(figure.about.zh).toContain('n=4，1个中心')
    const notes = figure.footnotes.map(({ en }) => en).join(' ')
    expect(notes).toContain('3 first entries of forms outside visits')
    expect(notes).toContain('S2, S3')
  })

  it('says when the newest record was saved, or that none was', () => {
    const abouts = [asOf, null].map((at) => entryLagFigure({ ...lagsOf([]), asOf: at }).about)
    expect(abouts.map(({ en }) => en.split(' · ')[1])).toEqual([
      'Newest record saved 2026-02-03 04:05 UTC',
      'No record saved yet',
    ])
    expect(abouts.map(({ zh }) => zh.split(' · ')[1])).toEqual([
      '最近一条记录保存于2026-02-03 04:05 UTC',
      '尚无已保存的记录',
    ])
  })

  it('says how many entries are of visits dated after them', () => {
    const notesOf = (ahead: number) =>
      entryLagFigure(lagsOf([{ ...site('S1'), ahead }])).footnotes.map(({ en }) => en)
    expect(notesOf(0).join(' ')).not.toContain('Counted as 0 days')
    expect(notesOf(1)).toContain(
      'Counted as 0 days: 1 entry of a visit dated after the day of the entry.',
    )
    expect(notesOf(2)).toContain(
      'Counted as 0 days: 2 entries of visits dated after the day of the entry.',
    )
  })

  it.each([
    [1, 'S1: 1 entry; shortest 0', 'S1: 1 of 1 entry came late'],
    [4, 'S1: 4 entries; shortest 0', 'S1: 1 of 4 entries came late'],
  ])('says of %i in words how many entries there are', (count, box, late) => {
    const { plot } = entryLagFigure(lagsOf([site('S1', { count })]))
    const abouts = draw(plot).marks.map(({ about }) => about ?? '')
    expect(abouts.some((about) => about.startsWith(box))).toBe(true)
    expect(abouts).toContain(late)
  })

  it('leads to no late entry where nothing is late', () => {
    const figure = entryLagFigure(lagsOf([site('S1', { late: 0, longest: 9 })]))
    expect(aimsOf(figure)).toEqual(['/studies/s/audit/lags/entries?site=S1'])
    expect(textsOf(draw(figure.plot))).toContain('0 late')
    expect(figure.about.en).toContain('more than 30 days (0)')
  })
})

describe('the figure of ages of queries', () => {
  it('has a bar of all sites and of each with a query that stands, and leads to those of each age', () => {
    const rows = [row('all', '', [3, 2]), row('site', 'S1', [3, 2]), row('site', 'S2', [0, 0])]
    const figure = queryAgesFigure(agesOf([...rows, row('form', 'labs', [3, 2])]))
    expect(figure.plot).toMatchObject({
      bars: [
        { key: '', counts: [3, 0, 0, 2] },
        { key: 'S1', counts: [3, 0, 0, 2] },
      ],
    })
    expect(aimsOf(figure)).toEqual([
      '/studies/s/queries?age=0-7',
      '/studies/s/queries?age=over-28',
      '/studies/s/queries',
      '/studies/s/queries?site=S1&age=0-7',
      '/studies/s/queries?site=S1&age=over-28',
      '/studies/s/queries?site=S1',
    ])
    expect(figure.about.en).toContain('(n = 5)')
    expect(figure.footnotes.map(({ en }) => en).join(' ')).toContain('settled: S2.')
  })
})

const HARD: readonly { readonly why: string; readonly figure: StateFigure; readonly n: number }[] =
  [
    { why: 'no subject', figure: entryLagFigure(lagsOf([], ['S1'])), n: 0 },
    {
      why: 'one subject, one form, on the day of the visit',
      figure: entryLagFigure(
        lagsOf([
          site('S1', {
            ...{ count: 1, shortest: 0, lower: 0, median: 0, upper: 0, ninetieth: 0, longest: 0 },
            late: 0,
          }),
        ]),
      ),
      n: 1,
    },
    {
      why: 'nothing but forms without a visit',
      figure: entryLagFigure(lagsOf([site('S1', nothing, 7)])),
      n: 0,
    },
    { why: '500 sites', figure: entryLagFigure(lagsOf(many.map((one) => site(one)))), n: 2000 },
    { why: 'no query at all', figure: queryAgesFigure(agesOf([row('all', '', [0, 0])])), n: 0 },
    { why: 'no row', figure: queryAgesFigure(agesOf([])), n: 0 },
    {
      why: 'one query',
      figure: queryAgesFigure(agesOf([row('all', '', [0, 1]), row('site', 'S1', [0, 1])])),
      n: 1,
    },
    {
      why: '500 sites with queries',
      figure: queryAgesFigure(
        agesOf([row('all', '', [1000, 500]), ...many.map((one) => row('site', one, [2, 1]))]),
      ),
      n: 1500,
    },
  ]

describe.each(HARD)('a figure of the state of the data: $why', ({ figure, n }) => {
  it.each(LANGUAGES)('stands whole in its sheet and says of what it is (%s)', (language) => {
    const sheet = stateSheet(figure, { ...ORIGIN, sites: ['S1'] }, language)
    expectInside(sheet)
    const words = textsOf(sheet).join('').replace(/\s/g, '')
    expect(words).not.toMatch(/NaN|undefined|Infinity|null/)
    const said = [figure.title, figure.about, ...figure.footnotes]
    if (figure.empty !== null) said.push(figure.empty)
    for (const text of said) expect(words).toContain(text[language].replace(/\s/g, ''))
    expect(words).toContain(`n=${n}`)
    expect(words).toContain('LIVER-1')
    expect(words).toContain(language === 'en' ? 'onlysiteS1' : 'S1')
  })

  it('says that there is nothing where there is nothing, and has a table of the same numbers', () => {
    expect(figure.empty === null).toBe(n > 0)
    const { columns, rows } = tableOf(figure.plot)
    expect(rows.length > 0).toBe(n > 0)
    const at = columns.indexOf(figure.key === 'entry-lag' ? 'ENTRIES' : 'QUERIES')
    const counted = rows.filter(([key]) => key !== 'ALL').map((one) => Number(one[at]))
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(n)
  })
})
