import { describe, expect, it } from 'vitest'
import { aimPath } from '../../../client/kit/aim-path.ts'
import type { CourseRecord } from '../../../shared/course/records.ts'
import { elementsOf } from '../../../shared/figures/elements.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import type { Drawing } from '../../../shared/plots/marks.ts'
import { frameOf, xOf } from '../../../shared/plots/story-frame.ts'
import { storyItems } from '../../../shared/plots/story-items.ts'
import { storyNotes, storySheet } from '../../../shared/report/story-sheet.ts'
import { dayOf, dose, figuresOf, fullSubject, onDay, record } from '../course/made-story.ts'
import { dot, draw, expectInside, liver, middleOf, tableOf, textsOf } from './made-plots.ts'

/** A result with its upper limit: `['ALT', '120', 'U/L', '40']`. */
const result = (
  day: number,
  [LBTESTCD, LBORRES, LBORRESU, LBORNRHI]: readonly [string, string, string, string],
  date: string = onDay(day),
): CourseRecord =>
  record('laboratory', {}, `D${day}`, [{ LBTESTCD, LBORRES, LBORRESU, LBORNRHI, LBDAT: date }])

const subject = [
  dose(1, 60, '8'),
  record('procedures', { PRTRT: 'TACE', PRCAT: 'STUDY', PRSTDAT: onDay(15) }),
  result(-3, ['ALT', '20', 'U/L', '40']),
  result(16, ['ALT', '400', 'U/L', '40']),
  result(40, ['ALT', '40', 'U/L', '50']),
  result(16, ['AST', '120', 'U/L', '40']),
  result(16, ['TBIL', '3.0', 'mg/dL', '1.2']),
  result(40, ['TBIL', '20', 'umol/L', '20']),
  result(16, ['ALP', '100', 'U/L', '']),
  result(17, ['ALP', '', 'U/L', '130']),
  result(18, ['ALP', '260', 'U/L', '130'], '2024-02'),
  result(16, ['PLT', '90', '10^9/L', '300']),
]
const { liver: course } = figuresOf(subject)
const placesOf = (drawing: Drawing, lane: string): readonly (readonly [number, number])[] =>
  drawing.marks.flatMap((mark) =>
    mark.kind === 'area' && mark.item?.lane === lane ? [middleOf(mark)] : [],
  )

describe('the liver values of a subject over time', () => {
  it('P8: are multiples of the limit of each result, whatever its unit', () => {
    const lines = course.tests.map(({ test, points, left }) => [
      ...[test, left],
      ...points.map(({ multiple }) => multiple),
    ])
    expect(lines).toEqual([
      ['ALT', 0, 0.5, 10, 0.8],
      ['AST', 0, 3],
      ['ALP', 1, 2],
      ['TBIL', 0, 2.5, 1],
    ])
    expect(storyNotes(course, 'en').join(' ')).toContain('ALP: 1 without a date, a number')
  })

  it('P8: stand on their day and height, each with its words, its form and its test told by shape', () => {
    const drawing = draw(course)
    expectInside(drawing)
    const frame = frameOf(course, 'en')
    const [low, high, last] = placesOf(drawing, 'Alanine aminotransferase')
    if (low === undefined || high === undefined || last === undefined) throw new Error('no marks')
    expect(high[0]).toBeCloseTo(xOf(frame, dayOf(onDay(16))))
    // On a logarithmic axis: from 0.5 to 10 are log10(20), from 10 to 0.8 log10(12.5).
    expect((low[1] - high[1]) / (last[1] - high[1])).toBeCloseTo(Math.log10(20) / Math.log10(12.5))
    const items = storyItems(course, 'en').filter(({ key }) => key.startsWith('liver '))
    expect(items.find(({ key }) => key === 'liver TBIL 0')).toMatchObject({
      what: '2.50× (3.0 mg/dL, upper limit of normal 1.2)',
      place: { form: 'laboratory', visit: 'D16' },
    })
    expect(items.find(({ lane }) => lane === 'Alkaline phosphatase')?.when).toContain('between')
    expect(new Set(items.map(({ row }) => row)).size).toBe(4)
    const texts = textsOf(drawing)
    expect(texts).toEqual(
      expect.arrayContaining(['ALT 10.0×', '3×', '2×', 'Lenvatinib', 'TACE (conventional)']),
    )
    const corners = items.map(({ key }) => {
      const mark = drawing.marks.find((one) => one.kind === 'area' && one.item?.key === key)
      return mark?.kind === 'area' ? mark.points.length : 0
    })
    expect(new Set(corners).size).toBeGreaterThan(2)
  })

  it('P8: have a table of the same numbers', () => {
    const { columns, rows } = tableOf(course)
    const at = (name: string): number => columns.indexOf(name)
    const of = rows.filter((row) => row[at('LANE')] === 'liver')
    expect(of).toHaveLength(7)
    expect(of.map((row) => row[at('VALUE')])).toEqual([0.5, 10, 0.8, 3, 2, 2.5, 1])
    expect(rows.some((row) => row[at('LANE')] === 'procedure')).toBe(true)
  })

  it.each(LANGUAGES)('P8: say what is missing where there is nothing (%s)', (language) => {
    const none = { en: 'No result of ALT', zh: '无同时具有日期' }[language]
    for (const records of [[dose(1, 60, '8')], fullSubject().slice(0, 5)]) {
      const sheet = storySheet(figuresOf(records).liver, ORIGIN, language)
      expectInside(sheet)
      expect(textsOf(sheet).some((text) => text.startsWith(none))).toBe(true)
    }
    expectInside(storySheet(figuresOf([]).liver, ORIGIN, language))
    const cut = figuresOf(subject, { cutoff: onDay(10) }).liver
    expect(cut.tests.map(({ test, points }) => [test, points.length])).toEqual([['ALT', 1]])
    expectInside(storySheet(cut, ORIGIN, language))
  })

  it('P8: stay within the frame with hundreds of results of all sizes', () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      result(1 + at, [at % 2 === 0 ? 'AST' : 'TBIL', String(10 ** ((at % 9) - 3)), 'U/L', '1']),
    )
    const drawing = draw(figuresOf([dose(1, 400, '8'), ...many]).liver)
    expectInside(drawing)
    expect(textsOf(drawing).some((text) => text.includes('NaN'))).toBe(false)
  })
})

const ORIGIN = {
  mark: null,
  study: { key: 'HCC', title: 'A study' },
  ...{ snapshot: null, stateAt: '2026-01-01T00:00:00.000Z' },
  ...{ programVersion: '1', deidentified: false },
}

it('P8: a dot of liver safety leads to the values of its subject over time, in one stop by keyboard', () => {
  const drawing = draw(liver([dot('1/1', 12, 4), dot('2', 1, 1)]))
  const links = elementsOf(drawing, {
    linkOf: (one) => `/subject/${one}`,
    aimOf: (aim) => aimPath('s', aim),
  }).filter(({ tag }) => tag === 'a')
  expect(links.map(({ attributes }) => [attributes['href'], attributes['tabindex']])).toEqual([
    ['/studies/s/subjects/1%2F1/story?figure=liver', undefined],
    ['/studies/s/subjects/2/story?figure=liver', undefined],
    ['/studies/s/subjects/1%2F1/story?figure=liver', '-1'],
  ])
  expect(links[0]?.attributes['aria-label']).toContain("1/1: 12.00×, 4.00× (Possible Hy's law)")
})
