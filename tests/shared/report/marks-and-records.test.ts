import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Analysis, EndpointRow } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import type { Drawing, Mark, Point } from '../../../shared/plots/marks.ts'
import { cohortHazardTables } from '../../../shared/report/cohort-hazards.ts'
import type { Report, ReportFigure, ReportMember } from '../../../shared/report/define.ts'
import { doseEscalationFigure } from '../../../shared/report/dose-escalation-figure.ts'
import { enrolmentFigure } from '../../../shared/report/enrolment-figure.ts'
import { forestFigures } from '../../../shared/report/forest-figures.ts'
import { kaplanMeierFigures } from '../../../shared/report/kaplan-meier-figures.ts'
import { laboratoryFigures } from '../../../shared/report/laboratory-figures.ts'
import { laboratoryTable } from '../../../shared/report/laboratory-table.ts'
import { liverFigures } from '../../../shared/report/liver-figures.ts'
import { toReportSubject } from '../../../shared/report/report-subject.ts'
import { swimmerFigures } from '../../../shared/report/swimmer-figure.ts'
import { rowsOf } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { middleOf, spanOf } from '../plots/made-plots.ts'
import { figureOf, partsOf, reportOf, shownRows } from './made-report.ts'
import { areasIn, axis, days, drawingOf, linesIn, monthOf, textsIn, type Text } from './read-marks.ts' // prettier-ignore

/** Places of marks, read back over the axes of their drawing, against the published analysis and the records. */
const FOLDER = new URL('../../golden/trials', import.meta.url).pathname

const members = createRegistry<ReportMember>('part', [
  ...[enrolmentFigure, kaplanMeierFigures, cohortHazardTables, forestFigures, swimmerFigures],
  ...[doseEscalationFigure, liverFigures, laboratoryTable, laboratoryFigures],
])

function load(name: string) {
  const text = readFileSync(path.join(FOLDER, name, 'expected.json'), 'utf8')
  const expected = JSON.parse(text) as Analysis
  const definition = builtInFamilies.protocols.get(name)
  const data = readTrialFolder(path.join(FOLDER, name))
  const options = { cutoff: expected.cutoff, source: expected.source }
  const report = reportOf(data, definition, { ...options, members })
  const subjects = data.subjects.flatMap(
    (one) => toReportSubject(one, definition, options, builtInFamilies) ?? [],
  )
  return { expected, definition, data, report, subjects }
}
const tace = load('tace-systemic')
const dose = load('toripalimab-donafenib')

type Times = Extract<EndpointRow, { kind: 'time-to-event' }>
const timesOf = ({ endpoints }: Analysis): readonly Times[] =>
  endpoints.filter((row): row is Times => row.kind === 'time-to-event' && row.cohort === null)
const dayOf = (text: string | null | undefined): number => parseDay(text ?? '') ?? NaN

interface Observed {
  readonly days: number
  readonly event: boolean
}

/** The product-limit estimate after each time, by hand. */
function productLimit(subjects: readonly Observed[]): ReadonlyMap<number, number> {
  let alive = 1
  const after = new Map<number, number>()
  for (const time of [...new Set(subjects.map((one) => one.days))].sort((a, b) => a - b)) {
    const risk = subjects.filter((one) => one.days >= time).length
    alive *= 1 - subjects.filter((one) => one.days === time && one.event).length / risk
    after.set(time, alive)
  }
  return after
}

/** Places of the short upright marks of a colour. */
const ticksOf = (drawing: Drawing, colour: string): readonly Point[] =>
  linesIn(drawing).flatMap((mark) => {
    const [[left, top], [right, bottom]] = [mark.points[0] ?? [0, 0], mark.points[1] ?? [0, 0]]
    const isTick = left === right && Math.abs(bottom - top - 8) < 1e-6 && top < 320
    return mark.colour === colour && isTick ? [[left, top + 4] as const] : []
  })

function compareCurve(
  drawing: Drawing,
  of: {
    readonly colour: string
    readonly own: readonly Observed[]
    readonly day: (x: number) => number
  },
): void {
  const share = axis(drawing, 'y', { from: '0', to: '100' })
  const corners = linesIn(drawing).flatMap(({ points, colour }) =>
    colour === of.colour && points.length > 2 ? points : [],
  )
  const after = productLimit(of.own)
  for (const [time, alive] of after) {
    const corner = corners.findLast(([x]) => Math.abs(of.day(x) - time) < 1e-6)
    expect(share(corner?.[1] ?? NaN) / 100, `day ${time}`).toBeCloseTo(alive, 9)
  }
  const censored = [...new Set(of.own.flatMap((one) => (one.event ? [] : one.days)))].sort((a, b) => a - b) // prettier-ignore
  const ticks = ticksOf(drawing, of.colour)
  expect(ticks.map(([x]) => Math.round(of.day(x) * 1e6) / 1e6)).toEqual(censored)
  for (const [x, y] of ticks) {
    expect(share(y) / 100).toBeCloseTo(after.get(Math.round(of.day(x))) ?? NaN, 9)
  }
}

/** The row of numbers behind a name, the first below some words. */
function rowBelow(drawing: Drawing, head: string, name: string): readonly Text[] {
  const texts = textsIn(drawing)
  const top = texts.find(({ text }) => text === head)?.at[1] ?? NaN
  const row = texts
    .filter(({ text, at }) => text === name && at[1] >= top)
    .sort((a, b) => a.at[1] - b.at[1])[0]
  return texts.filter(({ at, anchor }) => anchor === 'middle' && at[1] === row?.at[1])
}

function compareCounts(
  drawing: Drawing,
  of: {
    readonly name: string | null
    readonly own: readonly Observed[]
    readonly day: (x: number) => number
  },
): void {
  const counted = {
    'At risk': (one: Observed, day: number) => one.days >= day - 1e-6,
    Events: (one: Observed, day: number) => one.event && one.days < day - 1e-6,
    Censored: (one: Observed, day: number) => !one.event && one.days < day - 1e-6,
  }
  for (const [head, isOf] of Object.entries(counted)) {
    const row = rowBelow(drawing, head, of.name ?? head)
    expect(row.length, head).toBeGreaterThan(3)
    for (const { text, at } of row) {
      const n = of.own.filter((one) => isOf(one, of.day(at[0]))).length
      expect(Number(text), `${of.name ?? ''} ${head}`).toBe(n)
    }
  }
}

describe('survival curves, read from their marks', () => {
  const LOOKS = ['#0072B2', '#D55E00', '#1A1A1A']
  const { monthDays } = tace.report
  const cohortOf = new Map(
    tace.data.subjects.map((one) => [one.subjid, rowsOf(one, 'subjects')[0]?.['COHORT'] ?? '']),
  )

  it.each(timesOf(tace.expected))('P4: have by cohort the times of each subject: $id', (row) => {
    const drawing = drawingOf(figureOf(tace.report, `curve-${row.id.toLowerCase()}-by-cohort`))
    const day = days(drawing, monthDays)
    let compared = 0
    tace.definition.cohorts.forEach(({ key }, at) => {
      const own = (row.subjects ?? []).filter(({ subject }) => cohortOf.get(subject) === key)
      compareCurve(drawing, { colour: LOOKS[at] ?? '', own, day })
      compareCounts(drawing, { name: key, own, day })
      compared += own.length
    })
    expect(compared).toBe(row.N)
  })

  it.each(timesOf(dose.expected))(
    'P4: have limits that cross a half where those of the median lie, and ticks and rows: $id',
    (row) => {
      const drawing = drawingOf(figureOf(dose.report, `curve-${row.id.toLowerCase()}`))
      const day = days(drawing, dose.report.monthDays)
      const own = row.subjects ?? []
      compareCurve(drawing, { colour: LOOKS[0] ?? '', own, day })
      compareCounts(drawing, { name: null, own, day })
      const share = axis(drawing, 'y', { from: '0', to: '100' })
      const band = areasIn(drawing).find(({ fill }) => fill === '#D6E6F2')?.points ?? []
      const [upper, lower] = [band.slice(0, band.length / 2), band.slice(band.length / 2).reverse()]
      const crossing = (edge: readonly Point[]): number | null => {
        const found = edge.find(([, y]) => share(y) < 50 - 1e-9)
        return found === undefined ? null : Math.round(day(found[0]) * 1e6) / 1e6
      }
      expect([crossing(lower), crossing(upper)]).toEqual([row.lower, row.upper])
    },
  )
})

describe('a swimmer plot, read from its marks', () => {
  it('P3: has each event of the analysis on its day, and bars that end with the treatment', () => {
    const figures = partsOf(tace.report).flatMap((part) =>
      part.kind === 'figure' && part.plot.kind === 'swimmer' ? [part] : [],
    )
    const shown = figures.flatMap((part) => lanesOf(part, tace.report.monthDays))
    expect(shown).toHaveLength(tace.expected.populations.SAF ?? 0)
    const compared = { PD: 0, death: 0, first: 0, end: 0 }
    for (const lane of shown) {
      const dayAfter = daysFromFirstDose(lane.subject)
      const row = tace.expected.subjects.find((one) => one.subject === lane.subject)
      if (dayAfter === null || row === undefined) continue
      expect(lane.at('Progression'), lane.subject).toEqual(dayAfter(row.progression))
      expect(lane.at('Death'), lane.subject).toEqual(dayAfter(row.death))
      const responses = [...lane.at('First complete response'), ...lane.at('First partial response')] // prettier-ignore
      expect(responses.sort((a, b) => a - b).slice(0, 1)).toEqual(dayAfter(row.firstResponse))
      compared.PD += lane.at('Progression').length
      compared.death += lane.at('Death').length
      compared.first += Math.min(1, responses.length)
      const ended = endOfTreatment(lane.subject)
      if (ended === null) continue
      expect([lane.treated], lane.subject).toEqual(dayAfter(ended))
      expect(lane.at('End of treatment')).toEqual(dayAfter(ended))
      compared.end += 1
    }
    for (const n of Object.values(compared)) expect(n).toBeGreaterThan(30)
  })
})

const recordsOf = (subjid: string, file: string) => {
  const subject = tace.data.subjects.find((one) => one.subjid === subjid)
  return subject === undefined ? [] : rowsOf(subject, file)
}

/** Day of a date, the first dose being day 1; null where a partial date leaves that dose open. */
function daysFromFirstDose(subject: string): ((date: string | null) => readonly number[]) | null {
  const starts = recordsOf(subject, 'exposure').flatMap(({ EXDOSE, EXSTDAT = '' }) =>
    Number(EXDOSE) === 0 ? [] : [EXSTDAT],
  )
  if (starts.some((text) => text.length < 10)) return null
  const first = Math.min(...starts.map((text) => dayOf(text)))
  return (date) => (date === null ? [] : [Math.max(1, dayOf(date) - first + 1)])
}

/** As recorded up to the cut-off. */
function endOfTreatment(subject: string): string | null {
  const [ended = null] = recordsOf(subject, 'disposition').flatMap(({ DSSCAT, DSSTDAT = '' }) =>
    DSSCAT === 'TREATMENT' && DSSTDAT <= tace.expected.cutoff ? [DSSTDAT] : [],
  )
  return ended
}

/** Lanes of one page: until when its bar goes, and on which days its marks stand. */
function lanesOf(part: ReportFigure, monthDays: number) {
  const drawing = drawingOf(part)
  const day = days(drawing, monthDays)
  const whole = (x: number): number => Math.round(day(x) * 1e6) / 1e6
  const centre = (mark: Mark): number => {
    if (mark.kind === 'text') return NaN
    const xs = mark.points.map(([x]) => x)
    return (Math.min(...xs) + Math.max(...xs)) / 2
  }
  return areasIn(drawing).flatMap((bar) => {
    const { subject, about } = bar
    if (subject === undefined || about !== `${subject}: On treatment`) return []
    const marks = drawing.marks.filter((mark) => mark.subject === subject)
    const at = (words: string): readonly number[] => [
      ...new Set(
        marks.flatMap((mark) =>
          mark.about === `${subject}: ${words}` ? [whole(centre(mark))] : [],
        ),
      ),
    ]
    return [{ subject, at, treated: whole(spanOf(bar, 0)[1]) }]
  })
}

describe('a forest plot, read from its marks', () => {
  const squareOf = (report: Report, key: string, options: Parameters<typeof axis>[2]) => {
    const drawing = drawingOf(figureOf(report, key))
    const value = axis(drawing, 'x', options)
    const square = areasIn(drawing).find(({ about }) => about?.startsWith('All subjects: '))
    if (square === undefined) throw new Error(key)
    const [x, y] = middleOf(square)
    const limits = linesIn(drawing).find(
      ({ points: [first, second] }) => first?.[1] === y && second?.[1] === y,
    )
    return [x, ...(limits?.points.map(([at]) => at) ?? [])].map(value)
  }

  it.each([
    { name: 'tace-systemic', trial: tace },
    { name: 'toripalimab-donafenib', trial: dose },
  ])('has the rate of all subjects with its limits: $name', ({ trial }) => {
    const shown = squareOf(trial.report, 'forest-orr', { from: '0', to: '100' })
    const row = trial.expected.endpoints.find(({ id, cohort }) => id === 'ORR' && cohort === null)
    if (row?.kind !== 'proportion') throw new Error('no rate')
    const { estimate, lower, upper } = row
    ;[estimate, lower, upper].forEach((share, at) => {
      expect((shown[at] ?? NaN) / 100).toBeCloseTo(share ?? NaN, 9)
    })
  })

  it('has the hazard ratio of its table with its limits', () => {
    const axisOf = { from: '0.5', to: '2', log: true }
    const shown = squareOf(tace.report, 'forest-pfs-tace-ici', axisOf).map((one) => one.toFixed(2))
    const row = shownRows(tace.report, 'hazard-pfs').find(([name]) => name === 'TACE+ICI')
    expect([shown[0], `${shown[1] ?? ''} – ${shown[2] ?? ''}`]).toEqual(row?.slice(2, 4))
  })
})

describe('enrolment and dose escalation, read from their marks', () => {
  it('P10: rise on each day of enrolment by those who were enrolled', () => {
    const drawing = drawingOf(figureOf(dose.report, 'enrolment'))
    const months = textsIn(drawing).flatMap(({ text }) => (monthOf(text) === null ? [] : text))
    const day = axis(drawing, 'x', { from: months[0] ?? '', to: months.at(-1) ?? '' })
    const count = axis(drawing, 'y', { from: '0', to: '50' })
    const stairs = linesIn(drawing).find(({ width }) => width === 1.8)?.points ?? []
    const enrolled = dose.data.subjects
      .flatMap((one) => rowsOf(one, 'subjects').map(({ ENRDAT }) => dayOf(ENRDAT)))
      .filter((one) => Number.isFinite(one))
    const rises = stairs.slice(1, -1).filter((_, at) => at % 2 === 1)
    expect(rises).toHaveLength(new Set(enrolled).size)
    for (const [x, y] of rises) {
      expect(count(y)).toBeCloseTo(enrolled.filter((one) => one <= day(x) + 1e-6).length, 6)
    }
    expect(count(stairs.at(-1)?.[1] ?? NaN)).toBeCloseTo(dose.expected.populations.ENR ?? 0, 6)
  })

  it('P9: have on the lane of each level as many with and without a DLT as the analysis', () => {
    const drawing = drawingOf(figureOf(dose.report, 'dose-escalation'))
    const rows = dose.expected.endpoints.filter(({ id, cohort }) => id === 'DLT' && cohort !== null)
    for (const row of rows) {
      if (row.kind !== 'proportion' || row.N === 0) continue
      const lane = textsIn(drawing).find(({ text, bold }) => text === row.cohort && bold === true)
      const top = (lane?.at[1] ?? NaN) - 16
      const own = areasIn(drawing).filter((mark) => {
        const y = middleOf(mark)[1]
        return mark.subject !== undefined && y > top && y < top + 62
      })
      const of = (words: string): number =>
        own.filter(({ about = '' }) => about.endsWith(`: ${words}`)).length
      expect(own.filter(({ fill }) => fill === '#1A1A1A')).toHaveLength(row.n)
      expect([of('DLT'), of('No DLT in the window')]).toEqual([row.n, row.N - row.n])
    }
    expect(rows.length).toBeGreaterThan(1)
  })
})

describe('laboratory figures, read from their marks', () => {
  const treated = dose.subjects.filter(({ addition }) => addition.populations.SAF)

  it.each(['limit', 'baseline'] as const)('P8: have each peak at its multiples of the %s', (of) => {
    const drawing = drawingOf(figureOf(dose.report, `liver-safety-${of}`))
    const [across, up] = [axis(drawing, 'x', { from: '1', to: '10', log: true }), axis(drawing, 'y', { from: '1', to: '2', log: true })] // prettier-ignore
    const shown = areasIn(drawing).flatMap((mark) =>
      mark.subject === undefined ? [] : [[mark.subject, ...middleOf(mark)] as const],
    )
    const peaks = treated.flatMap(({ addition, laboratoryCourse: { overLimit, overBaseline } }) => {
      const own = of === 'limit' ? overLimit : overBaseline
      return own === null ? [] : [[addition.subject, own] as const]
    })
    expect(shown.map(([subject]) => subject)).toEqual(peaks.map(([subject]) => subject))
    expect(shown.length).toBeGreaterThan(20)
    shown.forEach(([subject, x, y], at) => {
      const { transaminase = NaN, bilirubin = NaN } = peaks[at]?.[1] ?? {}
      expect(across(x) / transaminase, subject).toBeCloseTo(1, 6)
      expect(up(y) / bilirubin, subject).toBeCloseTo(1, 6)
    })
  })

  it('P11: have each result of a subject on its line, by day and multiple', () => {
    const drawing = drawingOf(figureOf(dose.report, 'laboratory-trend-alt'))
    const day = days(drawing, dose.report.monthDays)
    const multiple = axis(drawing, 'y', { from: '0.5', to: '5', log: true })
    let compared = 0
    for (const { addition, laboratoryCourse } of treated) {
      const points = laboratoryCourse.trends.ALT ?? []
      const line = linesIn(drawing).find(({ subject }) => subject === addition.subject)
      expect(line?.points.length ?? 0, addition.subject).toBe(points.length)
      line?.points.forEach(([x, y], at) => {
        expect(day(x)).toBeCloseTo(points[at]?.day ?? NaN, 6)
        expect(multiple(y) / (points[at]?.multiple ?? NaN)).toBeCloseTo(1, 6)
      })
      compared += points.length
    }
    expect(compared).toBeGreaterThan(100)
  })

  it('P11: have in each cell of a shift the subjects of the table', () => {
    const figure = figureOf(dose.report, 'laboratory-shift')
    const panels = figure.plot.kind === 'laboratory-shift' ? figure.plot.panels : []
    const drawing = drawingOf(figure)
    const cells = areasIn(drawing).filter(({ about }) => about?.includes(', Baseline ') === true)
    const rows = shownRows(dose.report, 'laboratory-shifts')
    expect(panels.length).toBeGreaterThan(3)
    expect(cells).toHaveLength(panels.length * 36)
    panels.forEach(({ test, term }, panel) => {
      const head = rows.findIndex(([name]) => name?.endsWith(`[${test}]: ${term}`) === true)
      expect(head).toBeGreaterThanOrEqual(0)
      const shown = cells.slice(panel * 36, panel * 36 + 36).map((cell) => {
        const [x, y] = middleOf(cell)
        const number = textsIn(drawing).find(({ at }) => Math.abs(at[0] - x) < 1 && Math.abs(at[1] - 3.2 - y) < 1) // prettier-ignore
        return number?.text ?? '0'
      })
      const next = rows.findIndex(([name], at) => at > head && name?.includes('[') === true)
      const own = rows.slice(head + 1, next < 0 ? undefined : next)
      const wanted = ['Grade 0', 'Grade 1', 'Grade 2', 'Grade 3', 'Grade 4', 'Missing'].flatMap(
        // The table has no row for a grade that nobody had at baseline.
        (grade) => own.find(([name]) => name === grade)?.slice(1, 7) ?? Array<string>(6).fill('0'),
      )
      expect(shown).toEqual(wanted)
    })
  })
})
