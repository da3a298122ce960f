import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Analysis, EndpointRow } from '../../../shared/endpoints/results.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Drawing, Mark } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import type { ReportFigure } from '../../../shared/report/define.ts'
import { keyOf } from '../../../shared/report/response-tables.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { spanOf } from '../plots/made-plots.ts'
import { figureOf, partsOf, reportOf } from './made-report.ts'

/** What the figures show, read back from places of their marks, is what the published analysis says. */
const FOLDER = new URL('../../golden/trials', import.meta.url).pathname
const TRIALS = readdirSync(FOLDER).filter((name) => !name.includes('.'))

type Text = Extract<Mark, { kind: 'text' }>
type Line = Extract<Mark, { kind: 'line' }>
const textsOf = ({ marks }: Drawing): readonly Text[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
const linesOf = ({ marks }: Drawing): readonly Line[] =>
  marks.flatMap((mark) => (mark.kind === 'line' ? [mark] : []))
const drawingOf = ({ plot }: ReportFigure): Drawing => plots.get(plot.kind).draw(plot, 'en')

type Row<K extends EndpointRow['kind']> = Extract<EndpointRow, { kind: K }>
const rowsOf = <K extends EndpointRow['kind']>(
  { endpoints }: Analysis,
  kind: K,
): readonly Row<K>[] => endpoints.filter((row): row is Row<K> => row.kind === kind)

function load(trial: string) {
  const text = readFileSync(path.join(FOLDER, trial, 'expected.json'), 'utf8')
  const expected = JSON.parse(text) as Analysis
  const definition = builtInFamilies.protocols.get(expected.protocol)
  const { cutoff, source } = expected
  const data = readTrialFolder(path.join(FOLDER, trial))
  const options = { cutoff, source }
  return { expected, definition, data, options, report: reportOf(data, definition, options) }
}

/** A scale read from two texts of an axis: where a number stands. */
function axisValue(
  from: { readonly at: number; readonly value: number },
  to: { readonly at: number; readonly value: number },
): (place: number) => number {
  return (place) => from.value + ((place - from.at) / (to.at - from.at)) * (to.value - from.value)
}

/** Percent by height of a drawing, from its left axis. */
function percentAxis(drawing: Drawing, low: string, high: string): (y: number) => number {
  const at = (text: string): number =>
    textsOf(drawing).find((one) => one.text === text && one.anchor === 'end')?.at[1] ?? NaN
  const number = (text: string): number => Number(text.replace('−', '-'))
  // The words of an axis stand 3.5 below their tick.
  const place = (text: string) => ({ at: at(text) - 3.5, value: number(text) })
  return axisValue(place(low), place(high))
}

describe.each(TRIALS)('figures of %s, read from their marks', (trial) => {
  const loaded = load(trial)
  const { expected, definition, report } = loaded

  it('have bars as high as the best changes of the sums', () => {
    for (const { key: criteria } of definition.criteria) {
      const drawing = drawingOf(figureOf(report, `waterfall-${keyOf(criteria)}`))
      const percent = percentAxis(drawing, '−100', '+100')
      const best = new Map<string, number>()
      const toProgression = (row: Analysis['timepoints'][number]): boolean =>
        row.date <= (subjectOf(expected, row.subject, criteria)?.progression ?? row.date)
      for (const { subject, percentFromBaseline: change } of counted(loaded, criteria).filter(
        toProgression,
      )) {
        if (change !== null) best.set(subject, Math.min(change, best.get(subject) ?? Infinity))
      }
      const shown = new Map<string, number>()
      for (const mark of drawing.marks) {
        if (mark.kind !== 'area' || mark.subject === undefined) continue
        const ends = spanOf(mark, 1).map(percent)
        shown.set(mark.subject, ends.find((end) => Math.abs(end) > 1e-6) ?? 0)
      }
      const bars = [...best].filter(([, change]) => change !== 0)
      expect(bars.length).toBeGreaterThan(5)
      expect([...shown.keys()].sort()).toEqual(bars.map(([subject]) => subject).sort())
      for (const [subject, change] of bars) {
        expect(shown.get(subject), subject).toBeCloseTo(Math.min(100, change), 6)
      }
    }
  })

  it('have lines through the changes of every scan', () => {
    for (const { key: criteria } of definition.criteria) {
      const { plot } = figureOf(report, `spider-${keyOf(criteria)}`)
      if (plot.kind !== 'spider') throw new Error('no spider')
      // Drawn few at a time, all lie in one panel with whole lines.
      for (let at = 0; at < plot.lines.length; at += 20) {
        const lines = plot.lines.slice(at, at + 20)
        const drawing = plots.get('spider').draw({ kind: 'spider', lines }, 'en')
        const percent = percentAxis(drawing, '−100', '+100')
        for (const { subject } of lines) {
          const changes = counted(loaded, criteria).flatMap((row) =>
            row.subject === subject ? (row.percentFromBaseline ?? []) : [],
          )
          compareLine(drawing, { subject, changes, percent })
        }
      }
    }
  })

  it('have steps, medians and numbers at risk of the times of each endpoint', () => {
    const rows = rowsOf(expected, 'time-to-event').filter(({ cohort }) => cohort === null)
    expect(rows.length).toBeGreaterThan(1)
    for (const row of rows) {
      const drawing = drawingOf(figureOf(report, `curve-${row.id.toLowerCase()}`))
      compareCurve(drawing, row, definition.conventions.monthDays)
    }
  })

  it('have parts as wide as the counts of best responses', () => {
    const figures = partsOf(report).filter(({ key }) => key.startsWith('response-distribution'))
    expect(figures.length).toBe(definition.criteria.length)
    for (const part of figures) {
      const rows = rowsOf(expected, 'distribution').filter((row) => row.criteria === part.criteria)
      const total = definition.cohorts.length === 0 ? 'All subjects' : 'Total'
      const drawing = drawingOf(figureOf(report, part.key))
      for (const row of rows) compareParts(drawing, row, row.cohort ?? total)
    }
  })

  it('have the number of subjects of each adverse event at its bar', () => {
    const [row] = rowsOf(expected, 'incidence').filter(
      (one) => one.id === 'AE' && one.cohort === null,
    )
    const texts = textsOf(drawingOf(figureOf(report, 'ae-severity')))
    let compared = 0
    for (const { term, n } of row?.terms ?? []) {
      const name = texts.find(({ text }) => text === term)
      if (name === undefined) continue
      const [number] = texts.filter(
        ({ text, at, anchor }) =>
          anchor === 'end' && Math.abs(at[1] - name.at[1]) < 3 && /^\d+ \(/.test(text),
      )
      expect(number?.text.split(' ')[0], term).toBe(String(n))
      compared += 1
    }
    expect(compared).toBeGreaterThan(9)
  })

  it('have at each visit as many responses as were judged there', () => {
    for (const { key: criteria } of definition.criteria) {
      const { plot } = figureOf(report, `response-course-${keyOf(criteria)}`)
      if (plot.kind !== 'response-course') throw new Error('no course')
      const [first] = plot.bars
      const wanted = responsesAt(loaded, criteria, first?.key ?? '')
      const about = new RegExp(`^${first?.label.en ?? ''}, ([A-Z/-]+): (\\d+) `)
      const shown = plots
        .get(plot.kind)
        .draw(plot, 'en')
        .marks.flatMap((mark) => {
          const [, response, n] = about.exec(mark.about ?? '') ?? []
          return response === undefined ? [] : [[response, Number(n)] as const]
        })
      expect(Object.fromEntries(shown)).toEqual(wanted)
      expect(Object.values(wanted).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(9)
    }
  })

  it('P7: count at each visit the assessments that the analysis counts, and no others', () => {
    for (const { key: criteria } of definition.criteria) {
      const { plot, footnotes } = figureOf(report, `response-course-${keyOf(criteria)}`)
      if (plot.kind !== 'response-course') throw new Error('no course')
      const visits = new Set(plot.bars.map(({ key }) => key))
      const counted: Record<string, number> = {}
      let unplanned = 0
      for (const { visit, response } of countingAssessments(loaded, criteria)) {
        if (!visits.has(visit)) unplanned += 1
        else counted[`${visit} ${response}`] = (counted[`${visit} ${response}`] ?? 0) + 1
      }
      const shown = plot.bars.flatMap(({ key, counts }) =>
        Object.entries(counts).flatMap(([state, n]) =>
          ['missed', 'off', 'pending'].includes(state) ? [] : [[`${key} ${state}`, n] as const],
        ),
      )
      expect(Object.fromEntries(shown)).toEqual(counted)
      const inWords = footnotes.map(({ en }) => en).find((note) => note.startsWith('Shown are'))
      const censors = definition.conventions.newTherapy === 'censor'
      expect(inWords?.includes('new anticancer therapy')).toBe(censors)
      const said = footnotes.map(({ en }) => en).find((note) => note.includes('unscheduled'))
      expect(Number(said?.split(' ')[0] ?? 0)).toBe(unplanned)
      for (const { N, counts } of plot.bars) {
        expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(N)
      }
    }
  })
})

/** The assessments of enrolled subjects that the engine counts for the best response. */
function countingAssessments(
  { data, definition, options }: ReturnType<typeof load>,
  criteria: string,
) {
  return data.subjects.flatMap((subject) => {
    const derived = deriveSubject(subject, definition, options, builtInFamilies)
    return derived.enrolled
      ? derived.timepoints.flatMap(({ row, inForce: response, counts }) =>
          counts && row.criteria === criteria ? [{ visit: row.visit, response }] : [],
        )
      : []
  })
}

/** Published responses in force at a visit, none after progression: how many of each. */
function responsesAt(
  loaded: ReturnType<typeof load>,
  criteria: string,
  visit: string,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const row of counted(loaded, criteria)) {
    const { progression = null } = subjectOf(loaded.expected, row.subject, criteria) ?? {}
    if (row.visit !== visit || (progression !== null && row.date > progression)) continue
    const response = inForce(row)
    counts[response] = (counts[response] ?? 0) + 1
  }
  return counts
}

/** Recorded as CR while the marker was raised: rule K-3 makes them the derived response. */
const RAISED_MARKER: ReadonlySet<string> = new Set(['1021 W8 RECIST 1.1'])

function inForce(row: Analysis['timepoints'][number]): string {
  const { subject, visit, criteria, investigator, derived } = row
  const raised = investigator === 'CR' && RAISED_MARKER.has(`${subject} ${visit} ${criteria}`)
  return raised ? derived : (investigator ?? derived)
}

/** Parts of a lane are as wide as their counts; responses that nobody has are not there. */
function compareParts(drawing: Drawing, row: Row<'distribution'>, name: string): void {
  const place = (tick: string): number =>
    textsOf(drawing).find(({ text, anchor }) => text === tick && anchor === 'middle')?.at[0] ?? NaN
  const shown = partsOfLane(drawing, `${name} (N = ${row.N}), `)
  const counts = Object.entries(row.counts).filter(([, n]) => n > 0)
  expect([...shown.keys()].sort()).toEqual(counts.map(([response]) => response).sort())
  for (const [response, n] of counts) {
    const share = (shown.get(response) ?? NaN) / (place('100') - place('0'))
    expect(share * row.N, response).toBeCloseTo(n, 6)
  }
}

function subjectOf({ subjects }: Analysis, subject: string, criteria: string) {
  return subjects.find((one) => one.subject === subject && one.criteria === criteria)
}

/** The published assessments that count: none after new therapy where the protocol censors at it. */
function counted(
  { expected, definition }: ReturnType<typeof load>,
  criteria: string,
): Analysis['timepoints'] {
  const censors = definition.conventions.newTherapy === 'censor'
  return expected.timepoints.filter((row) => {
    const { newTherapy = null } = subjectOf(expected, row.subject, criteria) ?? {}
    return row.criteria === criteria && (!censors || newTherapy === null || row.date <= newTherapy)
  })
}

/** Corners of a subject's line at or below the top are its changes: all of them, and no others. */
function compareLine(
  drawing: Drawing,
  of: {
    readonly subject: string
    readonly changes: readonly number[]
    readonly percent: (y: number) => number
  },
): void {
  const own = linesOf(drawing).filter((mark) => mark.subject === of.subject && mark.width === 1.4)
  const shown = own.flatMap(({ points }) => points.map(([, y]) => of.percent(y)))
  const rounded = (values: readonly number[]): readonly string[] =>
    values
      .filter((one) => one < 100 - 1e-6)
      .map((one) => (Math.round(one * 1e6) / 1e6 + 0).toFixed(6))
      .sort()
  expect(rounded(shown), of.subject).toEqual(rounded([0, ...of.changes]))
}

/** Widths of the parts of a lane by response. */
function partsOfLane({ marks }: Drawing, lane: string): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  for (const mark of marks) {
    if (mark.kind !== 'area' || mark.about?.startsWith(lane) !== true) continue
    const [response = ''] = mark.about.slice(lane.length).split(':')
    const [from, to] = spanOf(mark, 0)
    parts.set(response, to - from)
  }
  return parts
}

/** The product-limit curve of the analysis' own times, against the corners of the drawn line. */
function compareCurve(drawing: Drawing, row: Row<'time-to-event'>, monthDays: number): void {
  const subjects = row.subjects ?? []
  const [curve] = linesOf(drawing).filter(({ width, points }) => width === 1.6 && points.length > 1)
  const percent = percentAxis(drawing, '0', '100')
  const ticks = textsOf(drawing).filter(
    ({ anchor, text, size, at }) =>
      anchor === 'middle' && /^\d+$/.test(text) && size === 10 && at[1] < 340,
  )
  const [first, last] = [ticks[0], ticks.at(-1)]
  if (curve === undefined || first === undefined || last === undefined) throw new Error('no curve')
  const month = axisValue(
    { at: first.at[0], value: Number(first.text) },
    { at: last.at[0], value: Number(last.text) },
  )
  const corners = curve.points.map(([x, y]) => ({
    days: month(x) * monthDays,
    share: percent(y) / 100,
  }))
  let alive = 1
  let median: number | null = null
  for (const days of [...new Set(subjects.map((one) => one.days))].sort((a, b) => a - b)) {
    const risk = subjects.filter((one) => one.days >= days).length
    const events = subjects.filter((one) => one.days === days && one.event).length
    alive *= 1 - events / risk
    // The last corner of a day is where its step ends.
    const corner = corners.findLast((one) => Math.abs(one.days - days) < 1e-6)
    expect(corner?.share, `${row.id} day ${days}`).toBeCloseTo(alive, 9)
    if (median === null && alive < 0.5 - 1e-9) median = days
  }
  // Where the curve runs at a half, the median is the middle of that.
  const half = corners.some(({ share }) => Math.abs(share - 0.5) < 1e-9)
  if (!half) expect(median, row.id).toBe(row.median)
  compareAtRisk(drawing, { subjects, ticks: ticks.length, dayAt: (x) => month(x) * monthDays })
}

/** The row below the curve: at each tick all whose time is not over. */
function compareAtRisk(
  drawing: Drawing,
  of: {
    readonly subjects: NonNullable<Row<'time-to-event'>['subjects']>
    readonly ticks: number
    readonly dayAt: (x: number) => number
  },
): void {
  const name = textsOf(drawing).find(({ text }) => text === 'At risk')
  const shown = textsOf(drawing).filter(
    ({ at, anchor }) => anchor === 'middle' && at[1] === name?.at[1],
  )
  expect(shown).toHaveLength(of.ticks)
  for (const { text, at } of shown) {
    const days = of.dayAt(at[0])
    expect(Number(text)).toBe(of.subjects.filter((one) => one.days >= days - 1e-6).length)
  }
}
