import { describe, expect, it } from 'vitest'
import { svgFile } from '../../../shared/figures/svg-text.ts'
import { LANGUAGES, type Language } from '../../../shared/kernel/bilingual.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import type { Drawing } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import { textWidth } from '../../../shared/plots/text-width.ts'
import type { ReportFigure } from '../../../shared/report/define.ts'
import { figureSheet, type FigureHead } from '../../../shared/report/figure-sheet.ts'
import { figure } from '../../../shared/report/part.ts'

const head: FigureHead = {
  ...{ cutoff: '2025-06-30' as IsoDate, source: 'investigator' },
  origin: {
    study: { key: 'HCC-01', title: 'A study' },
    mark: null,
    snapshot: { name: 'Interim', seq: 7, hash: 'x' },
    ...{ stateAt: '2026-01-02T03:04:05.000Z', programVersion: '1.0.0', deidentified: false },
  },
}
const bar = { change: -40, response: 'PR', otherProgression: false } as const
const waterfall = (bars: Extract<ReportFigure['plot'], { kind: 'waterfall' }>['bars']) => ({
  ...figure({
    key: 'waterfall',
    title: { en: 'Best change', zh: '最佳变化' },
    population: { code: 'ENR', label: { en: 'Enrolled subjects', zh: '入组受试者' }, n: 12 },
    criteria: 'RECIST 1.1',
    usesResponses: true,
    subtitle: [{ en: 'ORR 1/12, 8.3 %', zh: 'ORR 1/12，8.3%' }],
    empty: { en: 'Nobody was measured.', zh: '尚无测量。' },
    footnotes: [
      { en: 'Eleven are left out: no scan yet. '.repeat(12), zh: '其余11例未显示。'.repeat(20) },
    ],
    basis: { en: 'Assessments', zh: '肿瘤评估' },
    plot: { kind: 'waterfall', bars },
  }),
  number: '14.2.1',
})
const wordsOf = ({ marks }: Drawing): string =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join(' ')

describe('the sheet of a figure', () => {
  const part = waterfall([{ ...bar, subject: '1001' }])

  it('says number, title, population and n, cut-off, criteria, source, rate, footnotes and state', () => {
    const text = wordsOf(figureSheet(part, head, 'en'))
    for (const words of [
      'Figure 14.2.1  Best change · Enrolled subjects (ENR), n = 12',
      'Data cut-off 30 Jun 2025 · Criteria: RECIST 1.1 · responses of the investigator · ORR 1/12, 8.3 %',
      'Eleven are left out: no scan yet.',
      'Source: Assessments',
      'HCC-01 · snapshot Interim: entry 7 of the audit trail, 2026-01-02 03:04:05 UTC · Hepatrial 1.0.0',
    ]) {
      expect(text).toContain(words)
    }
    expect(wordsOf(figureSheet(part, head, 'zh'))).toContain('最佳变化')
  })

  it('names the sites whose subjects alone are in it', () => {
    const ofSites = { ...head, origin: { ...head.origin, sites: ['01', '03'] } }
    expect(wordsOf(figureSheet(part, ofSites, 'en'))).toContain('HCC-01 · only site 01, 03 · snap')
    expect(wordsOf(figureSheet(part, ofSites, 'zh'))).toContain('仅含中心01, 03')
    expect(wordsOf(figureSheet(part, head, 'en'))).not.toContain('only site')
  })

  it('holds the plot as the page draws it, moved as a whole', () => {
    const plot = plots.get('waterfall').draw(part.plot, 'en')
    const sheet = figureSheet(part, head, 'en')
    const own = sheet.marks.filter(({ subject }) => subject === '1001')
    const drawn = plot.marks.filter(({ subject }) => subject === '1001')
    expect(own).toHaveLength(drawn.length)
    const shifts = own.map((mark, at) => {
      const before = drawn[at]
      const place = (one: typeof mark | undefined) =>
        one === undefined
          ? [NaN, NaN]
          : one.kind === 'text'
            ? one.at
            : (one.points[0] ?? [NaN, NaN])
      const [x = NaN, y = NaN] = place(mark)
      const [fromX = NaN, fromY = NaN] = place(before)
      return `${x - fromX} ${Math.round(y - fromY)}`
    })
    expect(new Set(shifts).size).toBe(1)
  })

  it.each(LANGUAGES)(
    'keeps every mark on the sheet, however long its words are (%s)',
    (language) => {
      for (const one of [part, waterfall([])]) expectInside(figureSheet(one, head, language))
    },
  )

  it('says what is missing where there is nothing to draw', () => {
    expect(wordsOf(figureSheet(waterfall([]), head, 'en'))).toContain('Nobody was measured.')
    expect(wordsOf(figureSheet(waterfall([]), head, 'zh'))).toContain('尚无测量。')
  })

  it('is an SVG file of its own size and font, with a name', () => {
    const sheet = figureSheet(part, head, 'en')
    const file = svgFile(sheet, 'Best <change>')
    expect(file).toContain(`width="760" height="${sheet.height}" viewBox="0 0 760 ${sheet.height}"`)
    expect(file).toContain("font-family=\"'Noto Sans SC'")
    expect(file).toContain('<title>Best &lt;change&gt;</title>')
  })
})

function expectInside({ width, height, marks }: Drawing): void {
  for (const mark of marks) {
    if (mark.kind === 'text') {
      const [x, y] = mark.at
      const wide = mark.upwards === true ? 0 : textWidth(mark.text, mark.size, mark.bold)
      const left = mark.anchor === 'start' ? x : mark.anchor === 'end' ? x - wide : x - wide / 2
      expect(left, mark.text).toBeGreaterThanOrEqual(0)
      expect(left + wide, mark.text).toBeLessThanOrEqual(width)
      expect(y).toBeLessThanOrEqual(height)
      continue
    }
    for (const [x, y] of mark.points) {
      expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true)
    }
  }
}

describe.each<Language>(['en', 'zh'])('texts in lines (%s)', (language) => {
  it('lose no sign', () => {
    const words = figureSheet(waterfall([]), head, language)
    const text = wordsOf(words).replaceAll(/\s/g, '')
    const note = waterfall([]).footnotes[0]?.[language] ?? ''
    expect(text).toContain(note.replaceAll(/\s/g, ''))
  })
})
