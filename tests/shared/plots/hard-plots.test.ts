import { describe, expect, it } from 'vitest'
import type { SafetyPlotData } from '../../../shared/plots/safety-data.ts'
import {
  draw,
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

const LANGUAGES = ['en', 'zh'] as const

const LONG =
  'A term that is so long that it cannot stand anywhere beside its bar, whatever is tried'
const subjectsUpTo = (n: number) => Array.from({ length: n }, (_, at) => `S${1000 + at}`)

const ages = (bars: readonly { key: string; counts: readonly number[] }[]): SafetyPlotData => ({
  ...{ kind: 'query-ages', bars },
  classes: [
    { key: '0-7', from: 0, to: 7 },
    { key: '8-30', from: 8, to: 30 },
    { key: '31', from: 31, to: null },
  ],
})

/** Data that no figure may stumble over; those of one subject stand in `story.test.ts`. */
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
  {
    why: 'one visit',
    data: {
      ...{ kind: 'entry-lag', lateDays: 10 },
      boxes: [
        lag('01', {
          count: 1,
          shortest: 3,
          lower: 3,
          median: 3,
          upper: 3,
          ninetieth: 3,
          longest: 3,
        }),
      ],
    },
  },
  {
    why: '60 sites, some of them years late',
    data: {
      ...{ kind: 'entry-lag', lateDays: 10 },
      boxes: subjectsUpTo(60).map((site, at) =>
        lag(site, { count: at * 500, upper: 10 ** (at % 5), ninetieth: 2e4, longest: 2e4 }),
      ),
    },
  },
  { why: 'no site', data: { kind: 'query-ages', classes: [], bars: [] } },
  { why: 'no query', data: ages([{ key: 'ALL', counts: [0, 0, 0] }]) },
  { why: 'one query', data: ages([{ key: LONG, counts: [0, 0, 1] }]) },
  {
    why: '60 sites, 100000 queries',
    data: ages(subjectsUpTo(60).map((key, at) => ({ key, counts: [at * 100, 0, 100000] }))),
  },
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
