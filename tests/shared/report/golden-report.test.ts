import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { resultText } from '../../../client/kit/endpoint-text.ts'
import type { Texts } from '../../../client/kit/texts.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import type { LandmarkEndpoint } from '../../../shared/endpoints/define.ts'
import type { Analysis, EndpointRow } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Report } from '../../../shared/report/define.ts'
import { numbersCsv } from '../../../shared/report/part-csv.ts'
import { keyOf } from '../../../shared/report/response-tables.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { figureOf, partsOf, reportOf, shownRow, tableOf } from './made-report.ts'

const FOLDER = new URL('../../golden/trials', import.meta.url).pathname
const TRIALS = readdirSync(FOLDER).filter((name) => !name.includes('.'))
const CASES = TRIALS.flatMap((trial) =>
  ['expected.json', 'expected-derived.json'].map((file) => ({ trial, file })),
)

const texts: Texts = {
  language: 'en',
  t: (key, params) => sentence('en', key, params),
  tKnown: (key) => key,
  say: ({ en }) => en,
  switchTo: () => undefined,
}

function load(trial: string, file: string) {
  const text = readFileSync(path.join(FOLDER, trial, file), 'utf8')
  const expected = JSON.parse(text) as Analysis
  const definition = builtInFamilies.protocols.get(expected.protocol)
  const data = readTrialFolder(path.join(FOLDER, trial))
  const { cutoff, source } = expected
  const report = reportOf(data, definition, { cutoff, source })
  return { expected, definition, report, analysis: analyse(data, definition, { cutoff, source }) }
}

/** Numbers of a table by row, column and statistic. */
function numbersOf(report: Report, table: string): Map<string, number> {
  return new Map(
    numbersCsv(report)
      .rows.filter(([number]) => number === table)
      .map(([, row, column, statistic, value]) => [
        `${row} | ${column} | ${statistic}`,
        value === '' ? NaN : Number(value),
      ]),
  )
}

/** Where an endpoint's numbers stand: the table, and how its rows begin. */
function placeOf(row: EndpointRow, label: string): { key: string; before: string } {
  if (row.kind === 'time-to-event') return { key: `time-${row.id.toLowerCase()}`, before: '' }
  const before = `${label} [${row.id}] / `
  if (row.kind === 'landmark') return { key: 'landmarks', before }
  if (row.criteria !== null) return { key: `response-${keyOf(row.criteria)}`, before }
  return { key: row.id === 'DLT' ? 'dose-limiting-toxicity' : 'antibodies', before }
}

/** What the golden results say of a row, by the names of the report's numbers; shares in percent. */
function expectedOf(row: EndpointRow): Readonly<Record<string, number | null>> {
  const percent = (share: number | null): number | null => (share === null ? null : share * 100)
  switch (row.kind) {
    case 'proportion':
      return {
        'n/N | n': row.n,
        'n/N | N': row.N,
        'Rate | percent': percent(row.estimate),
        '95% CI | lower_percent': percent(row.lower),
        '95% CI | upper_percent': percent(row.upper),
      }
    case 'time-to-event':
      return {
        'Subjects | n': row.N,
        'Events, n (%) | n': row.events,
        'Censored, n (%) | n': row.N - row.events,
        'Kaplan-Meier / Median, months | days': row.median,
        'Kaplan-Meier / 95% CI | lower_days': row.lower,
        'Kaplan-Meier / 95% CI | upper_days': row.upper,
      }
    case 'landmark':
      return {
        'Kaplan-Meier | percent': percent(row.km.estimate),
        '95% CI | lower_percent': percent(row.km.lower),
        '95% CI | upper_percent': percent(row.km.upper),
        'At risk | n': row.km.atRisk,
        'Crude, n/N | n': row.crude.n,
        'Crude, n/N | N': row.crude.N,
        'Crude rate | percent': percent(row.crude.estimate),
        'Events before | n': row.crude.events,
        'Censored before | n': row.crude.censoredBefore,
      }
    case 'distribution':
    case 'incidence':
    default:
      return {}
  }
}

describe.each(CASES)('the report of the reference trial $trial ($file)', ({ trial, file }) => {
  const { expected, definition, report, analysis } = load(trial, file)
  const labelOf = (id: string): string =>
    definition.endpoints.find((endpoint) => endpoint.id === id)?.label.en ?? id

  it('VA-03: has every rate, time and landmark as independent software computed it', () => {
    const compared = expected.endpoints.map((row) => compareRow(report, row, labelOf(row.id)))
    expect(compared.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(20)
  })

  it('shows each of them as the page of the endpoints does', () => {
    for (const row of analysis.endpoints.filter(({ cohort }) => cohort === null)) {
      const shown = shownResult(report, row, labelOf(row.id))
      const { figure, limits, counts } = resultText(row, report.monthDays, texts)
      if (row.kind === 'proportion') expect(shown).toEqual([counts, figure, limits])
      if (row.kind === 'landmark') expect(shown).toEqual([figure, limits])
      if (row.kind === 'time-to-event') expect(shown).toEqual([figure, limits])
    }
  })

  it('counts best responses, populations and adverse events as the analysis does', () => {
    const { populations } = expected
    const LABELS = { ENR: 'Enrolled subjects', SAF: 'Safety set', EVAL: 'Evaluable subjects' }
    for (const [code, label] of Object.entries(LABELS)) {
      const shown = shownRow(report, 'disposition', label).at(-1) ?? ''
      expect(shown.split(' ')[0], code).toBe(String(populations[code as 'ENR']))
    }
    for (const row of expected.endpoints) {
      if (row.kind === 'distribution') compareResponses(report, row)
      if (row.kind === 'incidence') compareEvents(report, row)
    }
  })

  it('draws the curves, bars and lanes of the same subjects', () => {
    for (const row of analysis.endpoints) {
      if (row.kind !== 'time-to-event' || row.cohort !== null) continue
      compareCurve(report, { analysis, definition, row })
    }
    for (const { key } of definition.criteria) compareBars(report, analysis, key)
    const lanes = partsOf(report).flatMap((part) =>
      part.kind === 'figure' && part.plot.kind === 'swimmer' ? part.plot.lanes : [],
    )
    expect(lanes).toHaveLength(expected.populations.SAF ?? 0)
  })

  it('lists each assessment, event and death once', () => {
    expect(tableOf(report, 'responses').rows).toHaveLength(analysis.timepoints.length)
    const died = analysis.subjects.filter(({ death }) => death !== null).map((one) => one.subject)
    expect(tableOf(report, 'deaths').rows.length).toBeGreaterThan(0)
    const listed = partsOf(report).find((part) => part.kind === 'listing' && part.key === 'deaths')
    expect(listed?.kind === 'listing' && listed.rows).toHaveLength(new Set(died).size)
  })

  it('does not depend on the order of the subjects', () => {
    const data = readTrialFolder(path.join(FOLDER, trial))
    const turned = { subjects: [...data.subjects].reverse() }
    const { cutoff, source } = expected
    expect(reportOf(turned, definition, { cutoff, source })).toEqual(report)
  })
})

/** Compares every number of a row; gives how many. */
function compareRow(report: Report, row: EndpointRow, label: string): number {
  const { key, before } = placeOf(row, label)
  const numbers = Object.entries(expectedOf(row))
  const found = numbersOf(report, numberOf(report, key))
  for (const [name, value] of numbers) {
    const [of = '', statistic = ''] = name.split(' | ')
    const at = `${before}${of} | ${row.cohort ?? 'TOTAL'} | ${statistic}`
    expect(found.has(at), `${row.id} ${at}`).toBe(true)
    const number = found.get(at) ?? NaN
    if (value === null) expect(number, at).toBeNaN()
    else expect(Math.abs(number - value), at).toBeLessThan(1e-7 * Math.max(1, Math.abs(value)))
  }
  return numbers.length
}

/** What the report shows of a pooled row, in the order of the endpoints page. */
function shownResult(report: Report, row: EndpointRow, label: string): readonly unknown[] {
  const { key, before } = placeOf(row, label)
  const heading = before === '' ? undefined : before.replace(' / ', '')
  const of = (name: string): string | undefined => shownRow(report, key, name, heading).at(-1)
  if (row.kind === 'proportion') return [of('n/N'), of('Rate'), of('95% CI')]
  if (row.kind === 'landmark') return [of('Kaplan-Meier'), of('95% CI')]
  if (row.kind !== 'time-to-event') return []
  const median = of('Median, months') ?? ''
  return [median === 'NR' ? 'not reached' : `${median} months`, of('95% CI')]
}

function compareResponses(
  report: Report,
  row: Extract<EndpointRow, { kind: 'distribution' }>,
): void {
  const shown = numbersOf(report, numberOf(report, `response-${keyOf(row.criteria ?? '')}`))
  for (const [response, n] of Object.entries(row.counts)) {
    const at = `Best overall response, n (%) / ${response} | ${row.cohort ?? 'TOTAL'} | n`
    expect(shown.get(at) ?? 0, at).toBe(n)
  }
}

function compareEvents(report: Report, row: Extract<EndpointRow, { kind: 'incidence' }>): void {
  const line = OVERVIEW_LINES[row.id]
  if (line === undefined) return
  const shown = numbersOf(report, numberOf(report, 'ae-overview'))
  expect(shown.get(`${line} | ${row.cohort ?? 'TOTAL'} | n`), row.id).toBe(row.n)
  if (row.cohort === null) compareTerms(report, row)
}

interface CurveOf {
  readonly analysis: Analysis
  readonly definition: ProtocolDefinition
  readonly row: Extract<EndpointRow, { kind: 'time-to-event' }>
}

/** The curve has the endpoint's subjects and events, and its landmarks lie on it. */
function compareCurve(report: Report, { analysis, definition, row }: CurveOf): void {
  const { plot } = figureOf(report, `curve-${row.id.toLowerCase()}`)
  if (plot.kind !== 'kaplan-meier') throw new Error('no curve')
  const steps = plot.curves[0]?.steps ?? []
  const events = steps.reduce((sum, { nEvent }) => sum + nEvent, 0)
  const censored = steps.reduce((sum, { nCensor }) => sum + nCensor, 0)
  expect([events + censored, events]).toEqual([row.N, row.events])
  const landmarks = definition.endpoints.filter(
    (endpoint): endpoint is LandmarkEndpoint => endpoint.kind === 'landmark',
  )
  const read = landmarks.filter((one) => one.of === row.id && one.population === row.population)
  for (const { id, months, report: what } of read) {
    const estimate = landmarkOf(analysis, id)
    const surv = steps.findLast(({ time }) => time <= months * report.monthDays)?.surv ?? 1
    if (estimate !== null) expect(what === 'mortality' ? 1 - surv : surv).toBe(estimate)
  }
}

function landmarkOf(analysis: Analysis, endpoint: string): number | null {
  const found = analysis.endpoints.find(({ id, cohort }) => id === endpoint && cohort === null)
  return found?.kind === 'landmark' ? found.km.estimate : null
}

/** Each bar is a change of an assessment, in the colour of a best response of its subject. */
function compareBars(report: Report, analysis: Analysis, criteria: string): void {
  const { plot } = figureOf(report, `waterfall-${keyOf(criteria)}`)
  if (plot.kind !== 'waterfall') throw new Error('no waterfall')
  expect(plot.bars.length).toBeGreaterThan(5)
  for (const { subject, change, response } of plot.bars) {
    const own = analysis.timepoints.filter((one) => one.subject === subject)
    expect(own.map(({ percentFromBaseline }) => percentFromBaseline)).toContain(change)
    const row = analysis.subjects.find(
      (one) => one.subject === subject && one.criteria === criteria,
    )
    expect([row?.bor, row?.confirmedBor]).toContain(response)
  }
}

const OVERVIEW_LINES: Readonly<Record<string, string>> = {
  AE: 'Any adverse event',
  SAE: 'Serious',
  ADR: 'Related to any study treatment',
}
const TERM_TABLES: Readonly<Record<string, string>> = {
  AE: 'ae-worst-grade',
  SAE: 'ae-serious',
  ADR: 'ae-related',
}

function numberOf(report: Report, key: string): string {
  return partsOf(report).find((part) => part.key === key && part.kind === 'table')?.number ?? ''
}

/** Subjects of every term, and of the table by grade the events and the worst grades too. */
function compareTerms(report: Report, row: Extract<EndpointRow, { kind: 'incidence' }>): void {
  const key = TERM_TABLES[row.id] ?? ''
  const shown = numbersOf(report, numberOf(report, key))
  const column = key === 'ae-worst-grade' ? 'SUBJECTS' : 'TOTAL'
  const of = (term: string, statistic: string): number[] =>
    [...shown].flatMap(([at, value]) =>
      at.includes(` / ${term} | `) && at.endsWith(` | ${statistic}`) ? [value] : [],
    )
  for (const { term, n, events, worst } of row.terms) {
    expect(of(term, `${column} | n`), `${row.id} ${term}`).toEqual([n])
    if (key !== 'ae-worst-grade') continue
    expect(of(term, 'EVENTS | value')).toEqual([events])
    for (const grade of [1, 2, 3, 4, 5] as const) {
      expect(of(term, `GRADE${grade} | n`)).toEqual([worst[grade]])
    }
  }
}
