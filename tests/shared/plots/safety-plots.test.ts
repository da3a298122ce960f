import { describe, expect, it } from 'vitest'
import type { LagBox, SafetyPlotData, TrendLine } from '../../../shared/plots/safety-data.ts'
import { roomFor, wrapped } from '../../../shared/plots/text-width.ts'
import { liverQuadrant } from '../../../shared/safety/liver-safety.ts'
import {
  draw,
  tableOf,
  textsOf,
  areasOf,
  spanOf,
  widthOf,
  middleOf,
  expectInside,
  counts,
  bars,
  nausea,
  dot,
  liver,
  escalation,
  escalated,
  lag,
  trend,
} from './made-plots.ts'

const label = { en: 'Label', zh: '名称' }

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

  it('leave room for the longest name before its number, in whatever font', () => {
    const soc = 'General disorders and administration site conditions'
    const long = { ...nausea, soc, term: null, left: counts([4, 6, 4, 0, 0]) }
    const texts = draw(bars([long, nausea])).marks.filter((mark) => mark.kind === 'text')
    const name = texts.find(({ text }) => text === soc)
    const number = texts.find(({ text }) => text === '14 (70.0)')
    const numberFrom = (number?.at[0] ?? NaN) - roomFor('14 (70.0)', 9)
    expect((name?.at[0] ?? NaN) + roomFor(soc, 10, true)).toBeLessThan(numberFrom)
  })

  it('have every number in their table', () => {
    const { rows } = tableOf(bars([nausea]))
    expect(rows).toHaveLength(14)
    expect(rows[0]).toEqual(['ALL', nausea.soc, 'Nausea', 'ANY', 10, 20])
    expect(rows).toContainEqual(['ALL', nausea.soc, 'Nausea', 'MISSING', 2, 20])
    expect(rows).toContainEqual(['RELATED', nausea.soc, 'Nausea', 3, 1, 20])
  })
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
      expect.arrayContaining(['1001', "Possible Hy's law: 1", "Temple's corollary: 1"]),
    )
    const shapes = areasOf(drawing).filter(({ subject }) => subject !== undefined)
    expect(shapes.map(({ points }) => points.length)).toEqual([4, 16, 16])
    expect(tableOf(liver([dot('1001', 5, 3)])).rows).toEqual([['1001', null, 5, 3, 'hy']])
  })
})

describe('names in the figure of liver safety', () => {
  const dots = [dot('1001', 5, 3), dot('1002', 5.15, 3), dot('1003', 5, 3.1), dot('1004', 3, 2.02)]
  const drawing = draw(liver(dots))
  const names = drawing.marks.filter((mark) => mark.kind === 'text' && mark.subject !== undefined)

  it('stand beside what they name, and cover no subject and no line', () => {
    const boxes = names.flatMap((mark) =>
      mark.kind === 'text' ? [{ x: mark.at[0], y: mark.at[1] - 8, w: roomFor(mark.text, 9) }] : [],
    )
    expect(boxes.length).toBeGreaterThan(1)
    const places = areasOf(drawing).filter(({ subject }) => subject !== undefined)
    for (const { x, y, w } of boxes) {
      for (const [left, top] of places.map(middleOf)) {
        expect(left > x && left < x + w && top > y && top < y + 10).toBe(false)
      }
    }
  })

  it('are left out where no place is free', () => {
    const crowd = Array.from({ length: 9 }, (_, at) => dot(`20${at}`, 5 + at / 50, 3))
    const shown = textsOf(draw(liver(crowd))).filter((text) => text.startsWith('20'))
    expect(shown.length).toBeLessThan(9)
    expect(shown).not.toEqual([])
  })
})

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

  it('says what the dash of a window not begun means, and only where there is one', () => {
    const waiting = 'Window not complete (days left; –: not begun)'
    expect(textsOf(drawing)).toContain(waiting)
    const begun = textsOf(draw(escalation([escalated('4', 'DL2', 'running', 12)])))
    expect(begun).toContain('Window not complete (days left)')
    expect(begun).not.toContain(waiting)
  })

  it('parts no number from its unit where the name of a level takes two lines', () => {
    const wide = 'donafenib 0.2 g twice daily + toripalimab 240 mg every 3 weeks'
    expect(wrapped(wide, 226, 9)).toEqual([
      'donafenib 0.2 g twice daily + toripalimab',
      '240 mg every 3 weeks',
    ])
    const chinese = '多纳非尼0.2 g每日两次+特瑞普利单抗240 mg每3周一次'
    const ends = Array.from({ length: 12 }, (_, at) => wrapped(chinese, 100 + at * 10, 9)[0])
    expect(new Set(ends).size).toBeGreaterThan(3)
    expect(ends.filter((end) => /(?:0\.2|240)$/.test(end ?? ''))).toEqual([])
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
    expect(dots.map(({ about }) => about)).toEqual(['1001: 30 (D-6)', '1001: 400 (D20)'])
    expectInside(drawing)
  })

  it('has no day 0 in words and numbers: the day before the first dose is day -1', () => {
    const points = [0, 1].map((day) => ({ day, value: 2 }))
    const median = [{ day: 0, value: 2, n: 3 }]
    const data = trend([{ subject: '1', cohort: null, points }], { median })
    const about = draw(data).marks.map((mark) => mark.about ?? '')
    expect(about).toEqual(expect.arrayContaining(['1: 2 (D-1)', '1: 2 (D1)']))
    expect(about).toContain('Median: 2.00 (D-1, n = 3)')
    expect(tableOf(data).rows.map((row) => row[3])).toEqual([-1, 1, -1])
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
    expect(textsOf(draw(data, 'zh'))).toContain('丙氨酸氨基转移酶升高')
    expect(tableOf(data).rows).toContainEqual([
      ...['ALT', 'Alanine aminotransferase increased', 'MISSING', 'MISSING', 1],
    ])
  })
})
