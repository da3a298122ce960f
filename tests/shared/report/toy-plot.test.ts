import { renderToStaticMarkup } from 'react-dom/server'
import { createElement } from 'react'
import { expect, it } from 'vitest'
import { svgFile } from '../../../shared/figures/svg-text.ts'
import { Figure } from '../../../shared/figures/figure.tsx'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import { definePlot, type OtherPlotData, type Plot } from '../../../shared/plots/define.ts'
import { area, corners, label } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import { buildReport } from '../../../shared/report/build-report.ts'
import type { ReportMember } from '../../../shared/report/define.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import { figureSheet, type FigureHead } from '../../../shared/report/figure-sheet.ts'
import { figure } from '../../../shared/report/part.ts'
import { csvText, partCsv } from '../../../shared/report/part-csv.ts'
import { population } from '../../../shared/report/report-populations.ts'

const KIND: OtherPlotData['kind'] = 'x-lanterns'

/** A kind of plot that nobody built in: a box for each lantern. */
const lanternPlot = definePlot(KIND, {
  draw: (data) => ({
    width: 100,
    height: 40,
    marks: data.values.flatMap((lux, at) => [
      {
        ...area(corners({ x: at * 20, y: 20 - lux, width: 10, height: lux }), '#0072B2'),
        about: `${lux} lux`,
      },
      label([at * 20, 30], String(lux)),
    ]),
  }),
  table: ({ values }) => ({ columns: ['LUX'], rows: values.map((lux) => [lux]) }),
})
const withToy = createRegistry<Plot>('plot', [...plots.all, lanternPlot])

const lanterns = (values: readonly number[]): ReportMember => ({
  key: 'lanterns',
  section: '14.1',
  parts: (input) => [
    figure({
      key: 'lanterns',
      title: { en: 'Lanterns', zh: '灯笼' },
      population: population(input, 'ENR'),
      empty: { en: 'No lantern.', zh: '无灯笼。' },
      basis: { en: 'Lanterns form', zh: '灯笼表' },
      plot: { kind: KIND, values },
    }),
  ],
})
const cutoff = '2024-06-30' as IsoDate
const head: FigureHead = {
  ...{ cutoff, source: 'derived' },
  origin: {
    study: { key: 'L1', title: '' },
    ...{
      mark: null,
      snapshot: null,
      stateAt: '2026-01-02T03:04:05.000Z',
      programVersion: '1',
      deidentified: false,
    },
  },
}
function figureFrom(values: readonly number[]) {
  const report = buildReport([], {
    definition: builtInFamilies.protocols.get('regorafenib-pd1'),
    ...{ described: 'ENR', cutoff, source: 'derived', families: builtInFamilies },
    members: createRegistry<ReportMember>('report part', [lanterns(values)]),
  })
  const part = report.sections.flatMap(({ parts }) => parts)[0]
  if (part?.kind !== 'figure') throw new Error('no figure')
  return part
}

it('a toy plot stands in a report, on the page, in files and as numbers, by its member alone', () => {
  const part = figureFrom([2, 16])
  expect(part.number).toBe('14.1.1')
  const sheet = figureSheet(part, head, 'zh', withToy)
  const page = renderToStaticMarkup(createElement(Figure, { drawing: sheet, title: 'T' }))
  const file = svgFile(sheet, 'T')
  for (const drawn of [page, file]) {
    expect(drawn).toContain('灯笼')
    expect(drawn).toContain('16 lux')
  }
  expect(csvText(partCsv(part, withToy))).toBe('LUX\n2\n16\n')
})

it('a toy plot without data says so, and one that no registry has is refused', () => {
  const none = figureFrom([])
  expect(isEmptyPart(none, withToy)).toBe(true)
  const words = figureSheet(none, head, 'en', withToy).marks.map((mark) =>
    mark.kind === 'text' ? mark.text : '',
  )
  expect(words).toContain('No lantern.')
  expect(() => plots.get(KIND)).toThrow(KIND)
})
