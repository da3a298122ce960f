import { describe, expect, it } from 'vitest'
import type { PlotData } from '../../../shared/plots/define.ts'
import { textWidth, type Drawing, type Mark } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import type {
  EscalationDot,
  GradeCounts,
  LagBox,
  LiverDot,
  SafetyPlotData,
  TermBars,
  TrendLine,
} from '../../../shared/plots/safety-data.ts'
import { liverQuadrant } from '../../../shared/safety/liver-safety.ts'

const LANGUAGES = ['en', 'zh'] as const
const draw = (data: PlotData, language: 'en' | 'zh' = 'en'): Drawing =>
  plots.get(data.kind).draw(data, language)
const tableOf = (data: PlotData) => plots.get(data.kind).table(data)
const textsOf = ({ marks }: Drawing): readonly string[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
const areasOf = ({ marks }: Drawing) =>
  marks.flatMap((mark) => (mark.kind === 'area' ? [mark] : []))
const label = { en: 'Label', zh: '名称' }

type Area = Extract<Mark, { kind: 'area' }>
const spanOf = ({ points }: Area, axis: 0 | 1): readonly [number, number] => {
  const values = points.map((point) => point[axis])
  return [Math.min(...values), Math.max(...values)]
}
const widthOf = (area: Area): number => {
  const [from, to] = spanOf(area, 0)
  return to - from
}
const middleOf = (area: Area): readonly [number, number] => {
  const [[left, right], [top, bottom]] = [spanOf(area, 0), spanOf(area, 1)]
  return [(left + right) / 2, (top + bottom) / 2]
}

/** Every place of a drawing lies within it, and no text reaches over its sides. */
function expectInside({ width, height, marks }: Drawing): void {
  const outside = marks.flatMap((mark) => {
    const points = mark.kind === 'text' ? endsOf(mark) : mark.points
    return points.filter(
      ([x, y]) => !(x >= -0.5 && x <= width + 0.5 && y >= -0.5 && y <= height + 0.5),
    )
  })
  expect(outside).toEqual([])
}

function endsOf(mark: Extract<Mark, { kind: 'text' }>): readonly (readonly [number, number])[] {
  const { at, text, size, anchor, upwards } = mark
  const wide = textWidth(text, size)
  const before = anchor === 'start' ? 0 : anchor === 'end' ? wide : wide / 2
  const [x, y] = at
  return upwards === true
    ? [
        [x, y + before],
        [x, y + before - wide],
      ]
    : [
        [x - before, y],
        [x - before + wide, y],
      ]
}

const counts = (byWorstGrade: GradeCounts['byWorstGrade'], missingGrade = 0): GradeCounts => ({
  ...{ byWorstGrade, missingGrade },
  subjects: byWorstGrade.reduce<number>((sum, n) => sum + n, missingGrade),
})
const bars = (rows: readonly TermBars[], N = 20): SafetyPlotData => ({
  kind: 'adverse-event-bars',
  left: { key: 'ALL', label: { en: 'All causes', zh: '所有原因' }, N },
  right: { key: 'RELATED', label: { en: 'Related', zh: '相关' }, N },
  rows,
})
const nausea: TermBars = {
  ...{ soc: 'Gastrointestinal disorders', term: 'Nausea' },
  left: counts([4, 2, 2, 0, 0], 2),
  right: counts([1, 0, 1, 0, 0]),
}

describe('adverse events back to back', () => {
  it('are stacked by worst grade, each part as wide as its share, with its numeral', () => {
    const drawing = draw(bars([nausea]))
    const widths = (about: string) =>
      areasOf(drawing)
        .filter((area) => area.about === about)
        .map(widthOf)
    const [first = 0] = widths('Nausea, All causes, Grade 1: 4/20')
    const [third = 0] = widths('Nausea, All causes, Grade 3: 2/20')
    const [related = 0] = widths('Nausea, Related, Grade 3: 1/20')
    expect(first / third).toBeCloseTo(2)
    expect(third / related).toBeCloseTo(2)
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['1', '2', '3']))
  })

  it('say at their ends how many subjects there are, with the share', () => {
    expect(textsOf(draw(bars([nausea])))).toEqual(
      expect.arrayContaining(['10 (50.0)', '2 (10.0)', 'All causes (N = 20)']),
    )
    expect(textsOf(draw(bars([nausea]), 'zh'))).toContain('所有原因（N=20）')
  })

  it('stand on their own side of the middle', () => {
    const all = areasOf(draw(bars([nausea])))
    const of = (side: string) => all.filter(({ about }) => about?.includes(side) === true)
    const right = Math.max(...of('All causes').map((area) => spanOf(area, 0)[1]))
    const left = Math.min(...of('Related').map((area) => spanOf(area, 0)[0]))
    expect(right).toBeCloseTo(left)
  })

  it('hatch what has no grade, and explain it only where it occurs', () => {
    expect(textsOf(draw(bars([nausea])))).toContain('No grade')
    const graded = { ...nausea, left: counts([4, 2, 2, 0, 0]) }
    expect(textsOf(draw(bars([graded])))).not.toContain('No grade')
  })

  it('have every number in their table', () => {
    const { rows } = tableOf(bars([nausea]))
    expect(rows).toHaveLength(14)
    expect(rows[0]).toEqual(['ALL', nausea.soc, 'Nausea', 'ANY', 10, 20])
    expect(rows).toContainEqual(['ALL', nausea.soc, 'Nausea', 'MISSING', 2, 20])
    expect(rows).toContainEqual(['RELATED', nausea.soc, 'Nausea', 3, 1, 20])
  })
})

const dot = (subject: string, transaminase: number, bilirubin: number): LiverDot => ({
  ...{ subject, cohort: null, transaminase, bilirubin },
  quadrant: liverQuadrant({ transaminase, bilirubin }),
})
const liver = (dots: readonly LiverDot[]): SafetyPlotData => ({
  ...{ kind: 'liver-safety', of: 'limit', transaminaseLine: 3, bilirubinLine: 2, dots },
})

describe('liver safety', () => {
  it.each([
    { transaminase: 3, bilirubin: 2.01, quadrant: 'hy', why: 'from 3, and above 2' },
    { transaminase: 3, bilirubin: 2, quadrant: 'transaminases', why: '2 is not above 2' },
    { transaminase: 2.99, bilirubin: 9, quadrant: 'bilirubin', why: 'below 3' },
    { transaminase: 2.99, bilirubin: 2, quadrant: 'neither', why: 'below both' },
  ])('$transaminase and $bilirubin are $quadrant: $why', ({ quadrant, ...peaks }) => {
    expect(liverQuadrant(peaks)).toBe(quadrant)
  })

  it('has axes on which equal ratios are equal lengths', () => {
    const places = areasOf(draw(liver([dot('1', 1, 1), dot('2', 10, 1), dot('3', 100, 10)])))
      .filter(({ subject }) => subject !== undefined)
      .map(middleOf)
    const [one = [0, 0], two = [0, 0], three = [0, 0]] = places
    expect(two[0] - one[0]).toBeCloseTo(three[0] - two[0])
    expect(two[1]).toBeCloseTo(one[1])
    expect(three[1]).toBeLessThan(two[1])
  })

  it('names who is above both lines, by another shape, and counts each quadrant', () => {
    const drawing = draw(liver([dot('1001', 5, 3), dot('1002', 1, 1), dot('1003', 4, 1)]))
    expect(textsOf(drawing)).toEqual(
      expect.arrayContaining(['1001', 'Possible Hy’s law: 1', 'Temple’s corollary: 1']),
    )
    const shapes = areasOf(drawing).filter(({ subject }) => subject !== undefined)
    expect(shapes.map(({ points }) => points.length)).toEqual([4, 16, 16])
    expect(tableOf(liver([dot('1001', 5, 3)])).rows).toEqual([['1001', null, 5, 3, 'hy']])
  })
})

const escalation = (dots: readonly EscalationDot[]): SafetyPlotData => ({
  ...{ kind: 'dose-escalation', windowDays: 28, dots },
  levels: [
    {
      key: 'DL1',
      label: { en: 'Dose level 1: 0.1 g', zh: '剂量组1：0.1 g' },
      evaluable: 3,
      toxicities: 1,
    },
    {
      key: 'DL2',
      label: { en: 'Dose level 2: 0.2 g', zh: '剂量组2：0.2 g' },
      evaluable: 0,
      toxicities: 0,
    },
  ],
})
const escalated = (
  subject: string,
  cohort: string,
  state: EscalationDot['state'],
  daysLeft: number | null = null,
): EscalationDot => ({ subject, cohort, state, daysLeft })

describe('dose escalation', () => {
  const dots = [
    escalated('1', 'DL1', 'none'),
    escalated('2', 'DL1', 'toxicity'),
    escalated('3', 'DL1', 'not-evaluable'),
    escalated('4', 'DL2', 'running', 12),
    escalated('5', 'DL2', 'running'),
  ]
  const drawing = draw(escalation(dots))

  it('has subjects from left to right as they entered, the higher dose above', () => {
    const places = dots.map(({ subject }) => {
      const own = areasOf(drawing).find((area) => area.subject === subject)
      return own === undefined ? ([NaN, NaN] as const) : middleOf(own)
    })
    const xs = places.map(([x]) => x)
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
    expect(places[3]?.[1]).toBeLessThan(places[0]?.[1] ?? 0)
    expect(places[0]?.[1]).toBeCloseTo(places[2]?.[1] ?? 0)
  })

  it('fills a toxicity, leaves none empty, strikes who is not evaluable, and says the days left', () => {
    const fillsOf = (subject: string) =>
      areasOf(drawing)
        .filter((area) => area.subject === subject)
        .map(({ fill }) => fill)
    expect(fillsOf('1')).toEqual(['#FFFFFF'])
    expect(fillsOf('2')).toEqual(['#1A1A1A'])
    expect(drawing.marks.some((mark) => mark.kind === 'line' && mark.subject === '3')).toBe(true)
    expect(fillsOf('4')).toHaveLength(2)
    const abouts = drawing.marks.map(({ about }) => about)
    expect(abouts).toEqual(expect.arrayContaining(['4: 12 days left', '5: window not begun']))
    expect(textsOf(drawing)).toContain('12')
  })

  it('joins those of a level who entered one after the other', () => {
    const back = [...dots.slice(0, 2), escalated('9', 'DL2', 'none'), escalated('3', 'DL1', 'none')]
    const brackets = draw(escalation(back)).marks.filter(
      (mark) => mark.kind === 'line' && mark.points.length === 4,
    )
    expect(brackets).toHaveLength(3)
    expect(textsOf(drawing)).toContain('1 DLT in 3 evaluable')
  })
})

describe('enrolment', () => {
  const data = (days: readonly (readonly [string, number])[], planned = 20): SafetyPlotData => {
    let total = 0
    return {
      ...{ kind: 'enrolment', planned, cutoff: '2024-12-31' },
      days: days.map(([date, enrolled]) => ({ date, enrolled, total: (total += enrolled) })),
    }
  }

  it('rises on each day by who was enrolled on it, up to the total', () => {
    const drawing = draw(
      data([
        ['2024-01-10', 2],
        ['2024-06-10', 4],
      ]),
    )
    const rises = drawing.marks.flatMap((mark) =>
      mark.kind === 'line' && mark.width === 2.4
        ? [(mark.points[0]?.[1] ?? 0) - (mark.points[1]?.[1] ?? 0)]
        : [],
    )
    expect((rises[1] ?? 0) / (rises[0] ?? 1)).toBeCloseTo(2)
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['6 enrolled', 'Planned: 20']))
    expect(textsOf(drawing)).toContain('2024-01')
  })

  it('shows more than planned as more', () => {
    const drawing = draw(data([['2024-01-10', 60]], 10))
    expectInside(drawing)
    expect(textsOf(drawing)).toContain('60')
  })
})

const lag = (key: string, more: Partial<LagBox> = {}): LagBox => ({
  ...{ key, count: 9, shortest: 0, lower: 2, median: 4, upper: 6, ninetieth: 9, longest: 12 },
  ...more,
})

describe('entry lags', () => {
  const data = (boxes: readonly LagBox[]): SafetyPlotData => ({
    ...{ kind: 'entry-lag', lateDays: 10, boxes },
  })

  it('have a box from the lower to the upper quartile, with the median in it', () => {
    const drawing = draw(data([lag('S1')]))
    const box = areasOf(drawing).find(
      ({ about, fill }) => about !== undefined && fill === '#DCE6EE',
    )
    const median = drawing.marks.find((mark) => mark.kind === 'line' && mark.width === 2.4)
    if (box === undefined || median?.kind !== 'line') throw new Error('no box')
    const [left, right] = spanOf(box, 0)
    expect(median.points[0]?.[0]).toBeCloseTo((left + right) / 2)
    expect(textsOf(drawing)).toEqual(
      expect.arrayContaining(['S1 (n = 9)', 'Late: more than 10 days']),
    )
  })

  it('name one that is far beyond the others at the edge', () => {
    const drawing = draw(data([lag('S1', { longest: 3650 })]))
    expect(textsOf(drawing)).toContain('3650')
    expectInside(drawing)
  })
})

describe('ages of queries', () => {
  const classes = [
    { key: '0-7', from: 0, to: 7 },
    { key: 'over-28', from: 29, to: null },
  ]
  it('are stacked from young to old, with their numbers and the sum', () => {
    const data: SafetyPlotData = {
      ...{ kind: 'query-ages', classes },
      bars: [
        { key: '', counts: [6, 3] },
        { key: 'S1', counts: [0, 3] },
      ],
    }
    const drawing = draw(data)
    const [young, old] = areasOf(drawing).map(widthOf)
    expect((young ?? 0) / (old ?? 1)).toBeCloseTo(2)
    expect(textsOf(drawing)).toEqual(
      expect.arrayContaining(['All sites', '9', '6', '3', '0–7 days', 'Over 28 days']),
    )
    expect(tableOf(data).rows).toContainEqual(['ALL', '0-7', 6])
  })
})

const trend = (lines: readonly TrendLine[], more: object = {}): SafetyPlotData => ({
  ...{ kind: 'laboratory-trend', test: 'ALT', label: { en: 'ALT', zh: 'ALT' }, unit: null },
  ...{ limit: 'upper', monthDays: 30, low: null, high: 1, lines },
  bands: [
    { grade: 1, from: 1, to: 3 },
    { grade: 2, from: 3, to: 5 },
    { grade: 4, from: 20, to: null },
  ],
  median: [],
  ...more,
})

describe('a laboratory trend', () => {
  it('has grade bands one above the other, and those alone that are within the axis', () => {
    const drawing = draw(trend([{ subject: '1', cohort: null, points: [{ day: 1, value: 4 }] }]))
    const band = (about: string) => areasOf(drawing).find((area) => area.about === about)
    const [first, second] = [band('Grade 1'), band('Grade 2')]
    if (first === undefined || second === undefined) throw new Error('no bands')
    expect(spanOf(first, 1)[0]).toBeCloseTo(spanOf(second, 1)[1])
    expect(band('Grade 4')).toBeUndefined()
  })

  it('draws many thin and their median bold', () => {
    const line = (subject: string, value: number): TrendLine => ({
      ...{ subject, cohort: null },
      points: [
        { day: 1, value },
        { day: 60, value: value * 2 },
      ],
    })
    const median = [
      { day: 1, value: 2, n: 3 },
      { day: 60, value: 4, n: 3 },
    ]
    const drawing = draw(trend([line('1', 1), line('2', 2), line('3', 3)], { median }))
    const widths = drawing.marks.flatMap((mark) =>
      mark.kind === 'line' && mark.subject !== undefined ? [mark.width] : [],
    )
    expect(widths).toEqual([0.6, 0.6, 0.6])
    expect(drawing.marks.some((mark) => mark.about === 'Median: 4.00 (D60, n = 3)')).toBe(true)
  })

  it('of one subject has a dot for each result, and the reference range', () => {
    const points = [
      { day: -5, value: 30 },
      { day: 20, value: 400 },
    ]
    const one = { unit: 'U/L', limit: null, low: 7, high: 40, bands: [] }
    const drawing = draw(trend([{ subject: '1001', cohort: null, points }], one))
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['ALT (U/L)', 'Reference range']))
    const dots = areasOf(drawing).filter(({ subject }) => subject === '1001')
    expect(dots.map(({ about }) => about)).toEqual(['1001: 30 (D-5)', '1001: 400 (D20)'])
    expectInside(drawing)
  })
})

describe('laboratory shifts', () => {
  const row = (at: number, n: number): readonly number[] =>
    Array.from({ length: 6 }, (_, worst) => (worst === at ? n : 0))
  const data: SafetyPlotData = {
    kind: 'laboratory-shift',
    panels: [
      {
        ...{ test: 'ALT', term: 'Alanine aminotransferase increased', label },
        counts: [row(2, 8), row(1, 2), row(0, 0), row(0, 0), row(0, 0), row(5, 1)],
      },
    ],
  }

  it('say each number in its cell, the darker the larger its share', () => {
    const drawing = draw(data)
    const fillOf = (about: string) => areasOf(drawing).find((area) => area.about === about)?.fill
    expect(fillOf('Label, Baseline 0 → 2: 8')).toBe('#5AA2CE')
    expect(fillOf('Label, Baseline 1 → 1: 2')).toBe('#C3DCEC')
    expect(fillOf('Label, Baseline 4 → 4: 0')).toBe('#FFFFFF')
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['8', '2']))
    expect(tableOf(data).rows).toContainEqual([
      ...['ALT', 'Alanine aminotransferase increased', 'MISSING', 'MISSING', 1],
    ])
  })
})

const LONG =
  'A term that is so long that it cannot stand anywhere beside its bar, whatever is tried'
const subjectsUpTo = (n: number) => Array.from({ length: n }, (_, at) => `S${1000 + at}`)

/** Data that no figure may stumble over. */
const HARD: readonly { readonly why: string; readonly data: SafetyPlotData }[] = [
  { why: 'nobody', data: bars([], 0) },
  {
    why: 'a long term, everybody',
    data: bars([{ ...nausea, term: LONG, left: counts([0, 0, 0, 0, 20]) }]),
  },
  { why: 'no denominator', data: bars([nausea], 0) },
  { why: 'nobody', data: liver([]) },
  { why: 'one subject', data: liver([dot('1', 1, 1)]) },
  { why: 'huge values', data: liver([dot('1', 1e6, 1e5), dot('2', 1e-4, 1e-3)]) },
  {
    why: '500 subjects',
    data: liver(subjectsUpTo(500).map((one, at) => dot(one, 0.5 + at / 10, 0.2 + at / 20))),
  },
  { why: 'nobody', data: escalation([]) },
  { why: 'one subject', data: escalation([escalated('1', 'DL1', 'none')]) },
  { why: 'a level that is not known', data: escalation([escalated('1', 'DL7', 'none')]) },
  {
    why: '500 subjects',
    data: escalation(subjectsUpTo(500).map((one) => escalated(one, 'DL2', 'running', 3))),
  },
  { why: 'nobody', data: { kind: 'enrolment', planned: 0, cutoff: '1970-01-01', days: [] } },
  {
    why: 'all on one day',
    data: {
      ...{ kind: 'enrolment', planned: 50, cutoff: '2024-03-05' },
      days: [{ date: '2024-03-05', enrolled: 500, total: 500 }],
    },
  },
  {
    why: 'forty years',
    data: {
      ...{ kind: 'enrolment', planned: 5, cutoff: '2024-03-05' },
      days: [
        { date: '1984-03-05', enrolled: 1, total: 1 },
        { date: '2024-03-05', enrolled: 1, total: 2 },
      ],
    },
  },
  { why: 'no site', data: { kind: 'entry-lag', lateDays: 10, boxes: [] } },
  {
    why: 'all on the day of the visit',
    data: {
      ...{ kind: 'entry-lag', lateDays: 10 },
      boxes: [lag(LONG, { lower: 0, median: 0, upper: 0, ninetieth: 0, longest: 0 })],
    },
  },
  { why: 'no site', data: { kind: 'query-ages', classes: [], bars: [] } },
  { why: 'nobody', data: trend([]) },
  {
    why: 'values of all sizes',
    data: trend([
      {
        ...{ subject: '1', cohort: null },
        points: [
          { day: -400, value: 0.00001 },
          { day: 4000, value: 900000 },
        ],
      },
    ]),
  },
  {
    why: 'all on one day',
    data: trend([
      {
        subject: '1',
        cohort: null,
        points: [
          { day: 1, value: 2 },
          { day: 1, value: 3 },
        ],
      },
    ]),
  },
  {
    why: '500 subjects',
    data: trend(
      subjectsUpTo(500).map((subject, at) => ({
        ...{ subject, cohort: null },
        points: Array.from({ length: 12 }, (_, visit) => ({
          day: visit * 21,
          value: 0.3 + at / 90,
        })),
      })),
    ),
  },
  { why: 'nothing', data: { kind: 'laboratory-shift', panels: [] } },
]

describe.each(HARD)('of $why, $data.kind', ({ data }) => {
  it.each(LANGUAGES)('is drawn within its frame (%s)', (language) => {
    const drawing = draw(data, language)
    expect(drawing.height).toBeGreaterThan(20)
    for (const mark of drawing.marks) {
      const points = mark.kind === 'text' ? [mark.at] : mark.points
      expect(points.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
    }
    expectInside(drawing)
  })
})
