import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Figure } from '../../../shared/figures/figure.tsx'
import { svgText } from '../../../shared/figures/svg-text.ts'
import type { Drawing, Mark, MarkItem } from '../../../shared/plots/marks.ts'
import { addDays } from '../../../shared/kernel/dates.ts'
import { plots } from '../../../shared/plots/registry.ts'
import type { SubjectFigures } from '../../../shared/course/build-story.ts'
import type { StoryPlotData } from '../../../shared/plots/story-data.ts'
import { frameOf, viewOf, xOf } from '../../../shared/plots/story-frame.ts'
import { storyItems } from '../../../shared/plots/story-items.ts'
import { storyNotes, storySheet } from '../../../shared/report/story-sheet.ts'
import {
  dayOf,
  dose,
  event,
  figuresOf,
  fullSubject,
  lesion,
  marker,
  onDay,
  record,
  scan,
} from '../course/made-story.ts'
import { areasOf, expectInside, middleOf, spanOf, tableOf, textsOf } from './made-plots.ts'

const LANGUAGES = ['en', 'zh'] as const
const ORIGIN = {
  mark: null,
  study: { key: 'HCC', title: 'A study' },
  ...{ snapshot: null, stateAt: '2026-01-01T00:00:00.000Z' },
  ...{ programVersion: '1', deidentified: false },
}
const draw = (data: StoryPlotData, language: 'en' | 'zh' = 'en'): Drawing =>
  plots.get(data.kind).draw(data, language)
const itemsOf = ({ marks }: Drawing): readonly MarkItem[] => [
  ...new Map(marks.flatMap(({ item }) => (item === undefined ? [] : [[item.key, item]]))).values(),
]
const marksOf = (drawing: Drawing, lane: string, what: string): readonly Mark[] =>
  drawing.marks.filter(({ item }) => item?.lane === lane && item.what.includes(what))
/** A lesion whose length stays. */
const steady = (id: string) => lesion(id, id.startsWith('N') ? 'NEW' : 'TARGET')

const many = (count: number) => Array.from({ length: count }, (_, at) => at)
/** Subjects that no figure may stumble over. */
const HARD: readonly { readonly why: string; readonly figures: SubjectFigures }[] = [
  { why: 'nothing', figures: figuresOf([]) },
  { why: 'consent alone', figures: figuresOf([record('subjects', { RFICDAT: onDay(-20) })]) },
  { why: 'one day', figures: figuresOf([record('visits', { SVSTDAT: onDay(1) }, 'C1D1')]) },
  {
    why: 'no dose',
    figures: figuresOf([
      record('visits', { SVSTDAT: onDay(-6) }, 'SCREENING'),
      event('Ascites', '3', { AESTDAT: onDay(-3) }),
    ]),
  },
  {
    why: 'dates known in part',
    figures: figuresOf([
      dose(1, null, '8'),
      event('Itch', '', { AESTDAT: '2024', AEENDAT: '2024-02' }),
      event('Rash', '2', { AESTDAT: '2023-12', AEENDAT: '2025' }),
      record('procedures', { PRTRT: 'HAIC', PRSTDAT: '2024-03' }),
    ]),
  },
  {
    why: '40 terms, one of them very long',
    figures: figuresOf([
      dose(1, 400, '8'),
      ...many(40).map((at) =>
        event(at === 7 ? 'A term so long that it '.repeat(6) : `Term ${at}`, String((at % 5) + 1), {
          ...{ AESTDAT: onDay(1 + at * 3), AESER: at % 7 === 0 ? 'Y' : 'N' },
          ...(at % 3 === 0 ? {} : { AEENDAT: onDay(5 + at * 9) }),
        }),
      ),
    ]),
  },
  {
    why: '12 lesions',
    figures: figuresOf([
      dose(1, null, '8'),
      ...many(12).map((at) => steady(`${at < 8 ? 'T' : 'N'}${10 + at}`)),
      ...['BASELINE', 'W8', 'W16'].map((visit, time) =>
        scan(
          visit,
          -5 + time * 56,
          many(12).map((at) => [`${at < 8 ? 'T' : 'N'}${10 + at}`, String(10 + at * 25)]),
        ),
      ),
    ]),
  },
  {
    why: 'a death',
    figures: figuresOf([...fullSubject(), record('deaths', { DTHDAT: onDay(200) })]),
  },
  {
    why: 'five years',
    figures: figuresOf([
      ...many(90).map((at) => dose(1 + at * 21, 20 + at * 21, String(4 + (at % 3) * 4))),
      ...many(90).map((at) => record('visits', { SVSTDAT: onDay(1 + at * 21) }, `C${at + 1}D1`)),
      lesion('T01', 'TARGET'),
      scan('BASELINE', -5, [['T01', '40']]),
      ...many(33).map((at) => scan(`W${(at + 1) * 8}`, (at + 1) * 56, [['T01', '30']])),
      ...many(90).map((at) => marker(1 + at * 21, String(10 ** (at % 7)))),
    ]),
  },
  {
    why: 'a lesion of 0 mm and a sum of 0',
    figures: figuresOf([
      dose(1, null, '8'),
      lesion('T01', 'TARGET'),
      scan('BASELINE', -5, [['T01', '0']]),
      scan('W8', 57, [['T01', '0']]),
    ]),
  },
  {
    why: 'markers in several units, huge and tiny',
    figures: figuresOf([
      dose(1, null, '8'),
      marker(1, '0.0001'),
      marker(2, '9000000', 'ug/L'),
      marker(3, '3', 'IU/mL'),
      marker(4, '0'),
    ]),
  },
]

describe.each(HARD)('the figures of a subject with $why', ({ figures }) => {
  it.each(LANGUAGES)('stand within their frames, whole, zoomed and narrow (%s)', (language) => {
    for (const data of Object.values(figures) as StoryPlotData[]) {
      const usual = viewOf(data)
      const middle = Math.round((usual.from + usual.to) / 2)
      const zoomed = {
        ...usual,
        from: addDays(usual.from, 0),
        to: Math.max(usual.from + 7, middle),
      }
      const views = [
        usual,
        { ...usual, everyTerm: true },
        { ...usual, width: 620 },
        { ...zoomed, to: addDays(usual.from, zoomed.to - usual.from) },
      ]
      for (const view of views) {
        const drawing = draw({ ...data, view }, language)
        for (const mark of drawing.marks) {
          const points = mark.kind === 'text' ? [mark.at] : mark.points
          expect(points.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
        }
        expectInside(drawing)
      }
      const sheet = storySheet(data, ORIGIN, language)
      expectInside(sheet)
      // One page of A4 on its side holds it in letters that can be read.
      expect(sheet.height / sheet.width).toBeLessThan(1.25)
    }
  })
})

describe('the story of a subject as marks', () => {
  const { story } = figuresOf(fullSubject())
  const drawing = draw(story)
  const frame = frameOf(story, 'en')

  it('shows a dose as high as it is, with the change in words and an interruption dashed', () => {
    const height = (what: string): number => {
      const [bar] = marksOf(drawing, 'Lenvatinib', what).filter(({ kind }) => kind === 'area')
      if (bar?.kind !== 'area') throw new Error('no bar')
      const [top, bottom] = spanOf(bar, 1)
      return bottom - top
    }
    expect(height('8 mg, dose reduced') / height('12 mg, dose raised')).toBeCloseTo(8 / 12, 1)
    const dashed = marksOf(drawing, 'Lenvatinib', 'interrupted')
    expect(dashed.some((mark) => mark.kind === 'line' && mark.dash !== undefined)).toBe(true)
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['▼ 8 mg', '▲ 12 mg']))
  })

  it('shows an event from its first to its last day, with grade as number and colour', () => {
    const marks = marksOf(drawing, 'Hypertension', 'grade 3, serious')
    const [bar] = marks.flatMap((mark) => (mark.kind === 'area' ? [mark] : []))
    expect(bar?.fill).toBe('#FC8D59')
    expect(bar === undefined ? [] : spanOf(bar, 0)).toEqual([
      xOf(frame, dayOf(onDay(20))),
      xOf(frame, dayOf(onDay(40))),
    ])
    expect(marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))).toEqual(['3 S'])
  })

  it('hatches what is not certain of a date, and says between which days it lies', () => {
    const marks = marksOf(drawing, 'Fatigue', 'grade 1')
    const sure = marks.flatMap((mark) =>
      mark.kind === 'area' && mark.fill === '#FEF0D9' ? [mark] : [],
    )
    expect(spanOf(sure[0] ?? { kind: 'area', points: [], fill: null, outline: null }, 0)[0]).toBe(
      xOf(frame, dayOf('2024-03-31')),
    )
    expect(marks.filter(({ kind }) => kind === 'line').length).toBeGreaterThan(10)
    expect(marks[0]?.item?.when).toBe('between 1 Mar 2024 and 31 Mar 2024 to ongoing')
  })

  it('sets lengths on their day and height: baseline filled, nadir ringed, star for a new lesion', () => {
    const discs = (what: string) =>
      marksOf(drawing, 'Sum of targets, RECIST 1.1', what).flatMap((mark) =>
        mark.kind === 'area' ? [mark] : [],
      )
    const [baseline] = discs('baseline')
    const [first] = discs('W8')
    const nadir = discs('W16')
    if (baseline === undefined || first === undefined || nadir[0] === undefined) throw new Error()
    expect(baseline.fill).toBe('#333333')
    expect(nadir).toHaveLength(2)
    const [[x, high], [, half], [, low]] = [middleOf(baseline), middleOf(first), middleOf(nadir[0])]
    expect(x).toBeCloseTo(xOf(frame, dayOf(onDay(-5))))
    // 70, 35 and 5 mm on one scale.
    expect((half - high) / (low - half)).toBeCloseTo(35 / 30)
    const fresh = marksOf(drawing, 'Sum of targets, RECIST 1.1', 'new lesion')
    expect(fresh.filter(({ kind }) => kind === 'line')).toHaveLength(3)
  })

  it('has the responses of the investigator beside the derived ones, and none as none', () => {
    const said = itemsOf(drawing).filter(({ lane }) => lane.startsWith('RECIST 1.1'))
    expect(said.map(({ lane, what }) => `${lane}: ${what}`)).toEqual([
      'RECIST 1.1 · investigator: W8, PR',
      'RECIST 1.1 · investigator: W16, none recorded',
      'RECIST 1.1 · investigator: W24, none recorded',
      'RECIST 1.1 · derived: W8, PR',
      'RECIST 1.1 · derived: W16, PR',
      'RECIST 1.1 · derived: W24, PD',
    ])
    expect(textsOf(drawing)).toContain('Response not recorded')
  })

  it('gives every mark its record', () => {
    const place = (lane: string) => itemsOf(drawing).find((one) => one.lane === lane)?.place
    expect(place('Hypertension')).toEqual({ form: 'adverse-events', visit: null })
    expect(place('Lenvatinib')).toEqual({ form: 'exposure', visit: null })
    expect(place('Sum of targets, RECIST 1.1')?.form).toBe('tumour-assessment')
    expect(place('RECIST 1.1 · derived')).toEqual({ form: 'responses', visit: 'W8' })
    expect(place('Visits')).toEqual({ form: 'visits', visit: 'SCREENING' })
  })

  it('begins with screening, tells what lies before, and zooms to any part', () => {
    expect(viewOf(story).from).toBe(dayOf(onDay(1)) - 42)
    expect(textsOf(drawing)).toContain('‹ 1 earlier')
    const view = { ...viewOf(story), from: dayOf(onDay(25)), to: dayOf(onDay(60)) }
    const texts = textsOf(draw({ ...story, view }))
    expect(texts).toContain('‹ 2 earlier')
    expect(itemsOf(draw({ ...story, view })).some(({ what }) => what.startsWith('W24'))).toBe(false)
  })

  it('is the same on the page, where each thing is one link with its words, and in a file', () => {
    const sheet = storySheet(story, ORIGIN, 'en')
    const page = renderToStaticMarkup(createElement(Figure, { drawing: sheet, title: 'T' }))
    const inside = (text: string): string => text.slice(text.indexOf('>') + 1)
    expect(inside(page)).toBe(inside(svgText(sheet, 'T')))
    const linked = renderToStaticMarkup(
      createElement(Figure, {
        ...{ drawing, title: 'T', current: 'visit 0' },
        linkOf: (subject: string, item?: MarkItem) => `/${subject}/${item?.place.form ?? ''}`,
      }),
    )
    expect(linked.match(/<a /g)).toHaveLength(itemsOf(drawing).length)
    expect(linked.match(/tabindex="0"/g)).toHaveLength(1)
    expect(linked).toContain('href="/1001/adverse-events"')
    expect(linked).toContain(
      '<title>Hypertension: grade 3, serious, 29 Jan 2024 (day 20) to 18 Feb 2024 (day 40)</title>',
    )
  })

  it('leaves no event out when terms share lanes', () => {
    const found = figuresOf([
      dose(1, 400, '8'),
      ...many(90).map((at) =>
        event(`Term ${at}`, '1', { AESTDAT: onDay(1 + at * 3), AEENDAT: onDay(5 + at * 4) }),
      ),
    ]).story
    const events = (one: Drawing) => itemsOf(one).filter(({ key }) => key.startsWith('event'))
    expect(events(draw(found))).toHaveLength(90)
    expect(textsOf(draw(found)).some((text) => /^\d+ further terms$/.test(text))).toBe(true)
    const all = { ...viewOf(found), everyTerm: true }
    expect(
      textsOf(draw({ ...found, view: all })).some((text) => text.includes('further terms')),
    ).toBe(false)
  })

  it('says what it cannot draw', () => {
    const lost = figuresOf([dose(1, null, '8'), marker(1, '0'), event('Rash', '1', {})]).story
    expect(storyNotes(lost, 'en').join(' ')).toContain(
      '1 result of Alpha-fetoprotein cannot be drawn',
    )
    expect(storyNotes(lost, 'en').join(' ')).toContain('Without a date, so not drawn: Rash')
    expect(storyNotes(figuresOf([]).story, 'zh').join('')).toContain('尚无给药记录')
    expect(storyItems(lost, 'en').map(({ what, when }) => [what, when])).toContainEqual([
      ...['Rash', 'no date'],
    ])
  })

  it('lists in its table every number with its dates as far as they are known', () => {
    const { columns, rows } = tableOf(story)
    const cell = (row: (typeof rows)[number] | undefined, name: string) =>
      row?.[columns.indexOf(name)]
    const of = (lane: string) => rows.filter((row) => cell(row, 'LANE') === lane)
    expect(of('lesion-target').map((row) => cell(row, 'VALUE'))).toEqual([
      ...[50, 30, 0, 12, 20, 5, 5, 9],
    ])
    const partial = of('adverse-event').find((row) => cell(row, 'WHAT') === 'Fatigue')
    expect(['FROM', 'FROM_LATEST', 'TO', 'FROM_DAY'].map((name) => cell(partial, name))).toEqual([
      ...['2024-03-01', '2024-03-31', null, null],
    ])
    expect(of('dose').map((row) => cell(row, 'FROM_DAY'))).toEqual([1, 29, 43, 121])
  })

  it('marks a death at its day, and no ongoing event beyond it', () => {
    const died = figuresOf([...fullSubject(), record('deaths', { DTHDAT: onDay(200) })]).story
    const one = draw(died)
    const right = xOf(frameOf(died, 'en'), dayOf(onDay(200)))
    expect(textsOf(one)).toContain('Death')
    const bars = marksOf(one, 'Fatigue', 'grade 1').flatMap((mark) =>
      mark.kind === 'area' ? [mark] : [],
    )
    expect(areasOf(one).length).toBeGreaterThan(0)
    expect(Math.max(...bars.map((bar) => spanOf(bar, 0)[0]))).toBeCloseTo(right)
  })
})
