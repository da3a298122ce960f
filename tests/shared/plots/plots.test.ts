import { describe, expect, it } from 'vitest'
import type { KaplanMeierData, PlotData, SwimmerOrder } from '../../../shared/plots/define.ts'
import type { Drawing, Mark } from '../../../shared/plots/marks.ts'
import { hatched } from '../../../shared/plots/marks.ts'
import { roomFor, textWidth } from '../../../shared/plots/text-width.ts'
import { plots } from '../../../shared/plots/registry.ts'

const draw = (data: PlotData, language: 'en' | 'zh' = 'en'): Drawing =>
  plots.get(data.kind).draw(data, language)
const textsOf = ({ marks }: Drawing): readonly string[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
const areasOf = (drawing: Drawing) =>
  drawing.marks.flatMap((mark) => (mark.kind === 'area' ? [mark] : []))
const height = ({ points }: Extract<Mark, { kind: 'area' }>): number => {
  const ys = points.map(([, y]) => y)
  return Math.max(...ys) - Math.min(...ys)
}

const step = (time: number, nEvent: number, nCensor: number, surv: number) => ({
  ...{ time, nEvent, nCensor, surv },
  ...{ lower: surv / 2, upper: Math.min(1, surv * 1.2) },
})
const curve = {
  ...{ key: 'TOTAL', label: { en: 'All', zh: '全部' }, n: 4 },
  steps: [
    step(60, 1, 0, 0.75),
    step(90, 0, 1, 0.75),
    step(120, 1, 0, 0.375),
    step(150, 0, 1, 0.375),
  ],
}
const survival = (curves: KaplanMeierData['curves']): KaplanMeierData => ({
  ...{ kind: 'kaplan-meier', label: { en: 'Overall survival', zh: '总生存期' } },
  ...{ monthDays: 30, curves },
})

describe('survival curves', () => {
  it('say at each tick who is at risk, had an event or was censored: together all', () => {
    const texts = textsOf(draw(survival([curve])))
    // Ticks at 0, 1 … 5 months of 30 days: day 60 itself is at risk, and no event before.
    const after = (name: string): readonly number[] => {
      const at = texts.indexOf(name)
      return texts.slice(at + 1, at + 7).map(Number)
    }
    expect(after('At risk')).toEqual([4, 4, 4, 3, 2, 1])
    expect(after('Events')).toEqual([0, 0, 0, 1, 1, 2])
    expect(after('Censored')).toEqual([0, 0, 0, 0, 1, 1])
  })

  it('explain limits only where some are drawn, and write signs as the language does', () => {
    const without = { ...curve, steps: curve.steps.map((one) => ({ ...one, lower: null })) }
    expect(textsOf(draw(survival([curve])))).toContain('95% CI')
    expect(textsOf(draw(survival([without])))).not.toContain('95% CI')
    expect(textsOf(draw(survival([curve]), 'zh'))).toContain('总生存期（%）')
    expect(textsOf(draw(survival([curve, curve]), 'zh'))).toContain('全部（n=4）')
  })

  it('have a mark for each censored time, on the height of the curve', () => {
    const ticks = draw(survival([curve])).marks.filter(
      (mark) =>
        mark.kind === 'line' &&
        mark.colour === '#0072B2' &&
        mark.points.length === 2 &&
        mark.points[0]?.[0] === mark.points[1]?.[0],
    )
    expect(ticks).toHaveLength(2)
  })

  it('have limits where there is one curve, and dashes that tell several apart', () => {
    const band = '#D6E6F2'
    expect(areasOf(draw(survival([curve]))).some(({ fill }) => fill === band)).toBe(true)
    const two = draw(survival([curve, { ...curve, key: 'DL1' }]))
    expect(areasOf(two).some(({ fill }) => fill === band)).toBe(false)
    const dashes = two.marks.flatMap((mark) =>
      mark.kind === 'line' && mark.points.length > 4 ? [mark.dash ?? []] : [],
    )
    expect(new Set(dashes.map(String)).size).toBe(2)
  })

  it('mark where few are left, and stand in Chinese as well', () => {
    const many = { ...curve, n: 40, steps: [step(30, 34, 0, 0.15), step(300, 0, 6, 0.15)] }
    const fewer = { ...many, steps: [step(30, 36, 0, 0.1), step(300, 0, 4, 0.1)] }
    // Six stay to the end; of four one says that they are few, from the day on which they are.
    expect(fewFrom(many)).toBe(300)
    expect(fewFrom(fewer)).toBe(30)
    expect(textsOf(draw(survival([fewer])))).toContain('Few at risk')
    expect(textsOf(draw(survival([fewer]), 'zh'))).toContain('风险人数少')
  })
})

describe('survival curves beside each other', () => {
  const label = (name: string) => ({ en: name, zh: name })
  const many = {
    ...{ key: 'B', label: label('B'), n: 40 },
    steps: [step(60, 30, 0, 0.25), step(120, 6, 0, 0.1), step(150, 0, 4, 0.1)],
  }
  const drawing = draw(survival([{ ...curve, key: 'A', label: label('A') }, many]))

  it('P4: have at each tick who is at risk, had an event or was censored, of each curve', () => {
    const texts = textsOf(drawing)
    const rowsUnder = (head: string) => {
      const at = texts.indexOf(head)
      return Object.fromEntries(
        [0, 1].map((row) => {
          const [name = '', ...numbers] = texts.slice(at + 1 + row * 7, at + 8 + row * 7)
          return [name, numbers.map(Number)]
        }),
      )
    }
    expect(rowsUnder('At risk')).toEqual({ A: [4, 4, 4, 3, 2, 1], B: [40, 40, 40, 10, 10, 4] })
    expect(rowsUnder('Events')).toEqual({ A: [0, 0, 0, 1, 1, 2], B: [0, 0, 0, 30, 30, 36] })
    expect(rowsUnder('Censored')).toEqual({ A: [0, 0, 0, 0, 1, 1], B: [0, 0, 0, 0, 0, 0] })
  })

  it('P4: go on thin from where few are at risk, and say so', () => {
    const left = (width: number): readonly number[] =>
      drawing.marks.flatMap((mark) =>
        mark.kind === 'line' && mark.width === width && mark.points.length > 2
          ? [mark.points[0]?.[0] ?? NaN]
          : [],
      )
    // A is of four alone; of B under five are left after day 120.
    const [from, ...others] = left(1.6)
    expect(others).toEqual([])
    const [ofA, ofB] = left(0.7)
    expect(ofA).toBe(from)
    const right = Math.max(
      ...drawing.marks.flatMap((mark) =>
        mark.kind === 'line' && mark.width === 0.7 ? mark.points.map(([x]) => x) : [],
      ),
    )
    expect(((ofB ?? 0) - (from ?? 0)) / (right - (from ?? 0))).toBeCloseTo(120 / 150)
    expect(textsOf(drawing)).toContain('Few at risk (under 5 or 10%)')
    const enough = { ...many, steps: [step(150, 0, 40, 1)] }
    expect(textsOf(draw(survival([enough, enough])))).not.toContain('Few at risk (under 5 or 10%)')
  })

  it.each([
    { n: 4, from: 0 },
    { n: 9, from: 60 },
  ])('P4: one of $n alone is shaded from day $from', ({ n, from }) => {
    const small = { ...curve, n, steps: [step(60, n - 4, 0, 0.5), step(300, 0, 4, 0.5)] }
    expect(fewFrom(small)).toBe(from)
  })
})

/** Day from where on the curve is shaded. */
function fewFrom(one: KaplanMeierData['curves'][number]): number {
  const drawing = draw(survival([one]))
  const shade = areasOf(drawing).find(({ fill }) => fill === '#F1F1F1')
  const drawn = drawing.marks.find((mark) => mark.kind === 'line' && mark.width === 1.6)
  const left = drawn?.kind === 'line' ? (drawn.points[0]?.[0] ?? 0) : 0
  const right = Math.max(...(shade?.points.map(([x]) => x) ?? []))
  const from = Math.min(...(shade?.points.map(([x]) => x) ?? []))
  // The axis goes to 12 months of 30 days.
  return Math.round(((from - left) / (right - left)) * 360)
}

describe('a waterfall', () => {
  const bar = (
    subject: string,
    change: number,
    response: 'CR' | 'PR' | 'SD' | 'PD' | 'NE' = 'PR',
  ) => ({
    ...{ subject, change, response, otherProgression: false },
  })

  it('has one bar for each subject, as long as its change', () => {
    const drawing = draw({ kind: 'waterfall', bars: [bar('1', 50), bar('2', -100)] })
    const bars = areasOf(drawing).filter(({ subject }) => subject !== undefined)
    expect(bars.map(({ subject }) => subject)).toEqual(['1', '2'])
    const [first, second] = bars.map(height)
    expect((second ?? 0) / (first ?? 1)).toBeCloseTo(2)
  })

  it('cuts a bar above 100 and prints its number; no change is a plus', () => {
    const drawing = draw({ kind: 'waterfall', bars: [bar('1', 162.4, 'PD'), bar('2', 0)] })
    expect(textsOf(drawing)).toContain('+162')
    expect(textsOf(drawing).filter((text) => text === '+')).toHaveLength(2)
    expect(textsOf(drawing)).toContain('No change')
    const [cut] = areasOf(drawing).filter(({ subject }) => subject === '1')
    expect(height(cut ?? { kind: 'area', points: [], fill: null, outline: null })).toBeCloseTo(150)
  })

  it('says with hatching and a star what colour alone would say', () => {
    const bars = [{ ...bar('1', 10, 'NE'), otherProgression: true }]
    const drawing = draw({ kind: 'waterfall', bars })
    const hatching = drawing.marks.filter((mark) => mark.kind === 'line' && mark.subject === '1')
    expect(hatching.length).toBeGreaterThan(3)
    expect(textsOf(drawing)).toContain('New lesion, or progression outside the sum')
    expect(textsOf(drawing).filter((text) => text === '*')).toHaveLength(2)
  })

  it.each([
    ['normal nodes and a new lesion', bar('1', -88, 'CR'), ['†', '*']],
    ['no change and a new lesion', bar('1', 0, 'SD'), ['+', '*']],
  ] as const)('sets the signs of a bar one after the other, outward: %s', (_, of, signs) => {
    const drawing = draw({ kind: 'waterfall', bars: [{ ...of, otherProgression: true }] })
    const drawn = drawing.marks.flatMap((mark) =>
      mark.kind === 'text' && mark.subject === '1' && signs.some((sign) => sign === mark.text)
        ? [{ text: mark.text, y: mark.at[1], size: mark.size }]
        : [],
    )
    expect(drawn.map(({ text }) => text)).toEqual(signs)
    const [first, second] = drawn
    const apart = (second?.y ?? 0) - (first?.y ?? 0)
    expect(Math.abs(apart)).toBeGreaterThanOrEqual(0.8 * (first?.size ?? 0))
    expect(Math.sign(apart)).toBe(of.change === 0 ? -1 : 1)
  })
})

describe('a spider plot', () => {
  it.each(['en', 'zh'] as const)('has room for the names of its lines in %s', (language) => {
    const responses = ['CR', 'PR', 'SD', 'PD'] as const
    const lines = Array.from({ length: 40 }, (_, at) => ({
      ...{ subject: String(at), response: responses[at % 4] ?? 'SD', events: [], until: null },
      points: [
        { days: 1, change: 0 },
        { days: 57, change: -10 },
      ],
    }))
    const { marks, width } = draw({ kind: 'spider', lines }, language)
    const names = marks.filter((mark) => mark.kind === 'text' && /^[+−][23]0 ?%$/.test(mark.text))
    expect(names).toHaveLength(8)
    const axes = marks.flatMap((mark) => {
      const [from, to] = mark.kind === 'line' ? mark.points : []
      return from !== undefined && from[0] === to?.[0] ? [from[0]] : []
    })
    for (const name of names) {
      if (name.kind !== 'text') continue
      const [begin, end] = [name.at[0], name.at[0] + roomFor(name.text, name.size)]
      expect(end).toBeLessThanOrEqual(width)
      expect(axes.filter((x) => x > begin && x < end + 4)).toEqual([])
    }
  })
})

const ORDER = { by: 'follow-up', cohorts: true, left: 0, barred: 0 } as const

describe('a swimmer plot', () => {
  const lane = {
    ...{ subject: '1001', cohort: 'DL1', treatedDays: 100, followedDays: 200, ongoing: false },
    response: { from: 50, to: 150 },
    events: [
      { kind: 'PR', days: 50 },
      { kind: 'death', days: 200 },
    ],
  } as const

  it('has a lane for each subject, whose marks lead to it', () => {
    const drawing = draw({ kind: 'swimmer', order: ORDER, monthDays: 30, lanes: [lane] })
    expect(textsOf(drawing)).toContain('1001 · DL1')
    const about = drawing.marks.flatMap(({ about: of }) => of ?? [])
    expect(about).toContain('1001: First partial response')
    expect(about).toContain('1001: Death')
  })

  it('has the axis of its longest page on each of its pages', () => {
    const page = {
      kind: 'swimmer',
      order: ORDER,
      monthDays: 30,
      lanes: [lane],
      longestDays: 900,
    } as const
    expect(textsOf(draw(page))).toContain('30')
  })

  it('explains the marks that occur, and no others', () => {
    const texts = textsOf(draw({ kind: 'swimmer', order: ORDER, monthDays: 30, lanes: [lane] }))
    expect(texts).toContain('Death')
    expect(texts).not.toContain('Progression')
    expect(texts).not.toContain('No end of treatment recorded')
    const ongoing = { ...lane, ongoing: true }
    expect(
      textsOf(draw({ kind: 'swimmer', order: ORDER, monthDays: 30, lanes: [ongoing] })),
    ).toContain('No end of treatment recorded')
  })

  it('keeps cohorts apart where lanes stand by cohort, else those without a bar in the waterfall', () => {
    const lanes = ['DL1', 'DL2', 'DL1', 'DL1'].map((cohort) => ({ ...lane, cohort }))
    const partings = (order: SwimmerOrder): number =>
      draw({ kind: 'swimmer', order, monthDays: 30, lanes }).marks.filter(
        (mark) => mark.kind === 'line' && mark.dash?.[0] === 3,
      ).length
    expect(partings(ORDER)).toBe(2)
    expect(partings({ ...ORDER, by: 'waterfall', barred: 3 })).toBe(1)
    expect(partings({ ...ORDER, by: 'waterfall', barred: 4 })).toBe(0)
    expect(partings({ ...ORDER, by: 'waterfall', barred: 0 })).toBe(0)
  })
})

describe('a distribution of responses', () => {
  it('has parts as wide as their shares, with their names where there is room', () => {
    const label = { en: 'Total', zh: '合计' }
    const bars = [{ key: 'TOTAL', label, N: 4, counts: { PR: 3, PD: 1 } }]
    const drawing = draw({ kind: 'response-distribution', bars })
    const [first, second] = areasOf(drawing).map(({ points }) => {
      const xs = points.map(([x]) => x)
      return Math.max(...xs) - Math.min(...xs)
    })
    expect((first ?? 0) / (second ?? 1)).toBeCloseTo(3)
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['PR 3', 'PD 1', 'Total (N = 4)']))
    expect(textsOf(draw({ kind: 'response-distribution', bars }, 'zh'))).toContain('合计（N=4）')
  })

  it('says on a white plate how many are hatched', () => {
    const label = { en: 'Total', zh: '合计' }
    const bars = [{ key: 'TOTAL', label, N: 4, counts: { PR: 3, NE: 1 } }]
    const drawing = draw({ kind: 'response-distribution', bars })
    const words = drawing.marks.find((mark) => mark.kind === 'text' && mark.text === 'NE 1')
    expect(drawing.marks[drawing.marks.findIndex((mark) => mark === words) - 1]).toMatchObject({
      ...{ kind: 'area', fill: '#FFFFFF' },
    })
  })
})

describe('every plot', () => {
  const EMPTY: readonly PlotData[] = [
    survival([]),
    { kind: 'waterfall', bars: [] },
    { kind: 'swimmer', order: ORDER, monthDays: 30, lanes: [] },
    { kind: 'response-distribution', bars: [] },
  ]

  it.each(EMPTY)('is drawn without data too: $kind', (data) => {
    const { width, height: high, marks } = draw(data)
    expect([width, high].every((length) => Number.isFinite(length) && length > 0)).toBe(true)
    for (const mark of marks) {
      const points = mark.kind === 'text' ? [mark.at] : mark.points
      for (const [x, y] of points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
    }
    expect(plots.get(data.kind).table(data).rows).toEqual([])
  })

  it('refuses data of another kind', () => {
    const [data] = EMPTY
    if (data === undefined) throw new Error('no data')
    expect(() => plots.get('waterfall').draw(data, 'en')).toThrow('cannot draw')
  })

  it('measures signs of Chinese as squares, and hatches within the box', () => {
    expect(textWidth('合计', 10)).toBe(20)
    const box = { x: 10, y: 20, width: 30, height: 8 }
    for (const mark of hatched(box)) {
      if (mark.kind !== 'line') continue
      for (const [x, y] of mark.points) {
        expect(x).toBeGreaterThanOrEqual(10)
        expect(x).toBeLessThanOrEqual(40)
        expect(y).toBeGreaterThanOrEqual(20)
        expect(y).toBeLessThanOrEqual(28)
      }
    }
  })
})
