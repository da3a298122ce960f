import { describe, expect, it } from 'vitest'
import type { ForestData, ForestRow } from '../../../shared/plots/forest-data.ts'
import { areasOf, draw, expectInside, middleOf, tableOf, textsOf, widthOf } from './made-plots.ts'

const same = (text: string) => ({ en: text, zh: text })

function row(key: string, values: Partial<ForestRow> = {}): ForestRow {
  return {
    ...{ key, label: same(key), level: 0, heading: false, n: 40, counts: '10/20 : 9/20' },
    ...{ estimate: 1, lower: 0.5, upper: 2, note: null },
    ...values,
  }
}

function forest(rows: readonly ForestRow[], scale: ForestData['scale'] = 'ratio'): ForestData {
  return {
    ...{ kind: 'forest', scale, rows },
    axis: { en: 'Hazard ratio', zh: '风险比' },
    countsHead: { en: 'Events/N by cohort', zh: '各队列事件/例数' },
    estimateHead: { en: 'Ratio (95% CI)', zh: '风险比（95%置信区间）' },
    sides: scale === 'share' ? null : { below: same('later in B'), above: same('sooner in B') },
  }
}

const HEADING = row('AFP', { heading: true, n: 0, estimate: null, lower: null, upper: null, counts: '', note: same('p = 0.040') }) // prettier-ignore

describe('a forest plot', () => {
  it('has equal ratios at equal distances about 1, and the limits beside them', () => {
    const places = [0.5, 1, 2].map((estimate) => {
      const drawing = draw(forest([row('A', { estimate, lower: 0.4, upper: 2.5 })]))
      return middleOf(areasOf(drawing)[0] ?? expect.fail('no square'))[0]
    })
    const [half = 0, one = 0, two = 0] = places
    expect(one - half).toBeCloseTo(two - one, 6)
    expect(textsOf(draw(forest([row('A')])))).toContain('1.00 (0.50 – 2.00)')
  })

  it('has shares from 0 to 100 %, with the rate of all as the line', () => {
    const data = forest([row('ALL', { estimate: 0.25, lower: 0.1, upper: 0.4 })], 'share')
    const drawing = draw(data)
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['0', '100', '25.0 (10.0 – 40.0)']))
    const [square] = areasOf(drawing)
    const dashed = drawing.marks.find((mark) => mark.kind === 'line' && mark.dash !== undefined)
    if (square === undefined || dashed?.kind !== 'line') throw new Error('no square or line')
    expect(dashed.points[0]?.[0]).toBeCloseTo(middleOf(square)[0], 6)
  })

  it('draws the larger group larger, and tells each square apart in words', () => {
    const drawing = draw(forest([row('A', { n: 100 }), row('B', { n: 10 })]))
    const [large, small] = areasOf(drawing)
    if (large === undefined || small === undefined) throw new Error('two squares')
    expect(widthOf(large)).toBeGreaterThan(widthOf(small))
    expect(small.about).toBe('B: 1.00 (0.50 – 2.00)')
  })

  it('says what has no estimate instead of drawing one', () => {
    const none = row('B', { estimate: null, lower: null, upper: null, note: same('not estimable') })
    const drawing = draw(forest([HEADING, none]))
    expect(areasOf(drawing)).toEqual([])
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['p = 0.040', 'not estimable']))
  })

  it('ends a limit beyond its axis in an arrow, within the axis', () => {
    const wide = row('A', { estimate: 3, lower: 0.001, upper: 4000 })
    const drawing = draw(forest([wide]))
    expectInside(drawing)
    const arrows = drawing.marks.filter((mark) => mark.kind === 'line' && mark.points.length === 3)
    expect(arrows).toHaveLength(2)
    expect(textsOf(drawing)).toContain('3.00 (0.00 – 4000.00)')
  })

  it.each(['en', 'zh'] as const)(
    'stays inside for no rows, long names and extreme ratios: %s',
    (language) => {
      // prettier-ignore
      const long = row('L', { label: same('A very long name of a subgroup '.repeat(4)), level: 1 })
      const share = { ...long, estimate: 0.4, lower: 0, upper: 1 }
      const far = [
        row('F', { estimate: 1e6, lower: 1e5, upper: 1e7 }),
        row('G', { estimate: 1e-6 }),
      ]
      for (const rows of [[], [long, HEADING], far]) expectInside(draw(forest(rows), language))
      for (const rows of [[], [share, HEADING]]) expectInside(draw(forest(rows, 'share'), language))
    },
  )

  it('has every number in its table, unrounded', () => {
    const { columns, rows } = tableOf(forest([row('A', { estimate: 1.23456 }), HEADING]))
    expect(columns).toEqual(['KEY', 'GROUP', 'N', 'COUNTS', 'RATIO', 'LOWER', 'UPPER', 'NOTE'])
    expect(rows[0]).toEqual(['A', 'A', 40, '10/20 : 9/20', 1.23456, 0.5, 2, null])
    expect(rows[1]).toEqual(['AFP', 'AFP', null, '', null, null, null, 'p = 0.040'])
    expect(tableOf(forest([])).rows).toEqual([])
  })
})
