import { describe, expect, it } from 'vitest'
import { aimPath } from '../../../client/kit/aim-path.ts'
import type { CourseRecord } from '../../../shared/course/records.ts'
import { elementsOf } from '../../../shared/figures/elements.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import type { Drawing } from '../../../shared/plots/marks.ts'
import { frameOf, xOf } from '../../../shared/plots/story-frame.ts'
import { storyItems } from '../../../shared/plots/story-items.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import {
  liverPoints,
  type LiverCourseData,
  type LiverCourseOf,
} from '../../../shared/plots/story-data.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { LiverPeaks } from '../../../shared/safety/liver-safety.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { toReportSubject } from '../../../shared/report/report-subject.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { storyNotes, storySheet } from '../../../shared/report/story-sheet.ts'
import { buildStory } from '../../../shared/course/build-story.ts'
import {
  dayOf,
  dose,
  figuresOf,
  fullSubject,
  onDay,
  PROTOCOL,
  record,
  recordsOfTrial,
} from '../course/made-story.ts'
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
      ...points.map(({ over }) => over.limit),
    ])
    expect(lines).toEqual([
      ['ALT', 0, 0.5, 10, 0.8],
      ['AST', 0, 3],
      ['ALP', 0, null, 2],
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
      expect.arrayContaining(['ALT 10.00×', '3×', '2×', 'Lenvatinib', 'TACE (conventional)']),
    )
    const corners = items.map(({ key }) => {
      const mark = drawing.marks.find((one) => one.kind === 'area' && one.item?.key === key)
      return mark?.kind === 'area' ? mark.points.length : 0
    })
    expect(new Set(corners).size).toBeGreaterThan(2)
  })

  it('P8: are multiples of the baseline where that is asked for', () => {
    const over = { ...course, of: 'baseline' } as const
    expect(course.tests.map(({ baseline }) => baseline)).toEqual(['20 U/L', null, null, null])
    expect(
      liverPoints(course.tests[0] ?? { points: [] }, 'baseline').map((one) => one.multiple),
    ).toEqual([1, 20, 2])
    expect(textsOf(draw(over))).toEqual(expect.arrayContaining(['ALT 20.00×', 'baseline, log']))
    expect(storySheet(over, ORIGIN, 'en').marks.length).toBeGreaterThan(20)
    expect(storyNotes(over, 'en').join(' ')).toContain(
      'AST: 1 without a date, a number above 0 or a baseline',
    )
    const [alt] = storyItems(over, 'en').filter(({ key }) => key === 'liver ALT 1')
    expect(alt?.what).toBe('20.00× (400 U/L, baseline 20 U/L)')
    expect(tableOf(over).rows.filter((row) => row.includes('x BASELINE'))).toHaveLength(3)
  })

  it('P8: count for peaks on treatment alone, and say which do not', () => {
    const days = PROTOCOL.conventions.emergenceDaysAfterLastDose
    const { liver: own } = figuresOf([
      dose(1, 60, '8'),
      result(-3, ['AST', '400', 'U/L', '40']),
      result(20, ['AST', '118', 'U/L', '40']),
      result(60 + days, ['AST', '60', 'U/L', '40']),
      result(61 + days, ['AST', '900', 'U/L', '40']),
    ])
    const [line] = own.tests
    expect(line?.points.map(({ onTreatment }) => onTreatment)).toEqual([false, true, true, false])
    // Neither the screening nor what comes later; and 2.95 is not 3.
    expect(textsOf(draw(own))).toContain('AST 2.95×')
    expect(textsOf(draw(own)).filter((text) => /^AST \d/.test(text))).toHaveLength(1)
    expect(storyNotes(own, 'en').join(' ')).toContain('Results outside this time: 2;')
    const items = storyItems(own, 'en').filter(({ key }) => key.startsWith('liver '))
    expect(items.map(({ what }) => what.includes('not on treatment'))).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  it('P8: name the peak of each test, though two fall together', () => {
    const { liver: own } = figuresOf([
      dose(1, 60, '8'),
      result(20, ['ALT', '118.5', 'U/L', '40']),
      result(20, ['AST', '118', 'U/L', '40']),
      result(20, ['TBIL', '59', 'umol/L', '20']),
    ])
    const named = draw(own).marks.flatMap((mark) =>
      mark.kind === 'text' && /^(?:ALT|AST|TBIL) 2\.9\d×$/.test(mark.text) ? [mark.at] : [],
    )
    expect(named).toHaveLength(3)
    const heights = named.map(([, y]) => y).sort((a, b) => a - b)
    for (const [at, y] of heights.entries()) {
      if (at > 0) expect(y - (heights[at - 1] ?? 0)).toBeGreaterThanOrEqual(9)
    }
  })

  it('P8: stand by the middle of what their dates may mean, so that a line never runs back', () => {
    const { liver: own } = figuresOf([
      dose(1, 90, '8'),
      result(0, ['ALT', '40', 'U/L', '40'], '2024-02'),
      result(0, ['ALT', '80', 'U/L', '40'], '2024-02-02'),
      result(0, ['ALT', '60', 'U/L', '40'], '2024-02-25'),
    ])
    const middles = own.tests.flatMap(({ points }) =>
      points.map(({ when }) => when.earliest + when.latest),
    )
    expect(middles).toEqual([...middles].sort((a, b) => a - b))
    expect(own.tests[0]?.points.map(({ over }) => over.limit)).toEqual([2, 1, 1.5])
  })

  it.each(builtInFamilies.protocols.keys)(
    'P8: have the peaks of the dot that leads to them, for each subject of %s',
    (key) => {
      const definition = builtInFamilies.protocols.get(key)
      const trial = readTrialFolder(new URL(`../../golden/trials/${key}`, import.meta.url).pathname)
      let dots = 0
      for (const one of trial.subjects) {
        const drawn = courseOf(one, definition)
        for (const [of, dot] of dotsOf(one, definition)) {
          dots += 1
          const peaks = [peakOf(drawn, of, ['ALT', 'AST']), peakOf(drawn, of, ['TBIL'])]
          expect([one.subjid, ...peaks]).toEqual([one.subjid, dot.transaminase, dot.bilirubin])
        }
      }
      expect(dots).toBeGreaterThan(10)
    },
  )

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

const OPTIONS = { cutoff: '2099-01-01' as IsoDate, source: 'investigator' } as const

function courseOf(subject: TrialSubject, definition: ProtocolDefinition): LiverCourseData {
  const { SEX: sex = null, BRTHDAT: birth = null } = subject.files['subjects']?.[0] ?? {}
  return buildStory({
    ...{ subject: subject.subjid, definition, cutoff: OPTIONS.cutoff, open: [] },
    records: recordsOfTrial(subject, definition),
    derivation: deriveSubject(subject, definition, OPTIONS, builtInFamilies),
    sources: { laboratories: [], sampled: { sex, birth } },
  }).liver
}

/** The dots that the figures of liver safety have for a subject. */
function dotsOf(
  subject: TrialSubject,
  definition: ProtocolDefinition,
): readonly (readonly [LiverCourseOf, LiverPeaks])[] {
  const facts = toReportSubject(subject, definition, OPTIONS, builtInFamilies)
  if (facts === null) return []
  const { overLimit, overBaseline } = facts.laboratoryCourse
  return (
    [
      ['limit', overLimit],
      ['baseline', overBaseline],
    ] as const
  ).flatMap(([of, dot]) => (dot === null ? [] : [[of, dot] as const]))
}

/** The highest of some tests on treatment. */
function peakOf({ tests }: LiverCourseData, of: LiverCourseOf, codes: readonly string[]): number {
  const points = tests
    .filter(({ test }) => codes.includes(test))
    .flatMap((line) => liverPoints(line, of))
  return Math.max(0, ...points.filter((one) => one.onTreatment).map(({ multiple }) => multiple))
}

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
    aimOf: (aim) => aimPath('s', aim, '2024-06-30'),
  }).filter(({ tag }) => tag === 'a')
  expect(links.map(({ attributes }) => [attributes['href'], attributes['tabindex']])).toEqual([
    ['/studies/s/subjects/1%2F1/story?figure=liver&cutoff=2024-06-30', undefined],
    ['/studies/s/subjects/2/story?figure=liver&cutoff=2024-06-30', undefined],
    ['/studies/s/subjects/1%2F1/story?figure=liver&cutoff=2024-06-30', '-1'],
  ])
  expect(links[0]?.attributes['aria-label']).toContain("1/1: 12.00×, 4.00× (Possible Hy's law)")
})

it('P8: a dot of multiples of the baseline leads to those', () => {
  const aim = { to: 'liver-course', subject: '2', of: 'baseline' } as const
  expect(aimPath('s', aim)).toBe('/studies/s/subjects/2/story?figure=liver&of=baseline')
})
