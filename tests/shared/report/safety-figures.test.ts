import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { adverseEventTable } from '../../../server/analysis/service.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import { toAddition } from '../../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import type { Analysis } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import type { SafetyPlotData } from '../../../shared/plots/safety-data.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import type { Report } from '../../../shared/report/define.ts'
import { findLaboratoryTest } from '../../../shared/safety/laboratory-tests.ts'
import type { Row, TrialSubject } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { figureOf, partsOf, reportOf, shownRows } from './made-report.ts'

const FOLDER = new URL('../../golden/trials', import.meta.url).pathname
const TRIALS = readdirSync(FOLDER).filter((name) => !name.includes('.'))

/** The data of a figure, of the kind that is asked for. */
function dataOf<K extends SafetyPlotData['kind']>(
  report: Report,
  key: string,
  kind: K,
): Extract<SafetyPlotData, { kind: K }> {
  const { plot } = figureOf(report, key)
  if (isOf(plot, kind)) return plot
  throw new Error(`${key} is no ${kind}`)
}

function isOf<K extends SafetyPlotData['kind']>(
  plot: { readonly kind: string },
  kind: K,
): plot is Extract<SafetyPlotData, { kind: K }> {
  return plot.kind === kind
}

const NO_EVENT = { subjects: 0, missingGrade: 0, byWorstGrade: [0, 0, 0, 0, 0] }

function reachesThreshold({
  percent,
  byWorstGrade: [, , ...severe],
}: {
  readonly percent: number
  readonly byWorstGrade: readonly number[]
}): boolean {
  return percent >= 10 || severe.some((n) => n > 0)
}

describe.each(TRIALS)('the safety figures of the reference trial %s', (name) => {
  const folder = path.join(FOLDER, name)
  const { cutoff, source, protocol } = JSON.parse(
    readFileSync(path.join(folder, 'expected.json'), 'utf8'),
  ) as Analysis
  const definition = builtInFamilies.protocols.get(protocol)
  const trial = readTrialFolder(folder)
  const report = reportOf(trial, definition, { cutoff, source })
  const results = trial.subjects.map((one) => {
    const derivation = deriveSubject(one, definition, { cutoff, source }, builtInFamilies)
    return { addition: toAddition(derivation), adverseEvents: derivation.adverseEvents }
  })

  it.each(['all', 'related'] as const)(
    'have each term with the counts of the adverse event table: %s',
    (side) => {
      const { left, right, rows } = dataOf(report, 'ae-severity', 'adverse-event-bars')
      const { N, rows: table } = adverseEventTable(results, { related: side, cohort: null })
      expect((side === 'all' ? left : right).N).toBe(N)
      const drawn = new Set(rows.map(({ soc, term }) => `${soc} ${term ?? ''}`))
      const reaching = table.filter((row) => row.term !== null && reachesThreshold(row))
      expect(reaching.filter(({ soc, term }) => !drawn.has(`${soc} ${term ?? ''}`))).toEqual([])
      for (const row of rows) {
        const own = table.find(({ term, soc }) => term === row.term && soc === row.soc) ?? NO_EVENT
        const { subjects, missingGrade, byWorstGrade } = own
        const counts = side === 'all' ? row.left : row.right
        expect(counts).toEqual({ subjects, missingGrade, byWorstGrade })
      }
      const subjects = rows.map((row) => row.left.subjects)
      expect(subjects).toEqual([...subjects].sort((one, other) => other - one))
    },
  )

  it('have classes with the counts of the table, and cohorts with those of their own', () => {
    const { rows } = dataOf(report, 'ae-severity-by-class', 'adverse-event-bars')
    const all = adverseEventTable(results, { related: 'all', cohort: null }).rows
    for (const row of rows.filter(({ term }) => term === null)) {
      const own = all.find(({ term, soc }) => term === null && soc === row.soc)
      expect(row.left.byWorstGrade).toEqual(own?.byWorstGrade)
    }
    const pairs = partsOf(report).flatMap((part) =>
      part.kind === 'figure' &&
      part.plot.kind === 'adverse-event-bars' &&
      part.plot.left.key !== 'ALL'
        ? [part.plot]
        : [],
    )
    const present = new Set(results.map(({ addition }) => addition.cohort))
    const cohorts = definition.cohorts.filter(({ key }) => present.has(key)).length
    expect(pairs).toHaveLength((cohorts * (cohorts - 1)) / 2)
    for (const { left, right, rows: terms } of pairs) {
      for (const side of [left, right]) {
        const table = adverseEventTable(results, { related: 'all', cohort: side.key })
        expect(side.N).toBe(table.N)
        for (const row of terms) {
          const own = table.rows.find(({ term, soc }) => term === row.term && soc === row.soc)
          expect((side === left ? row.left : row.right).subjects).toBe(own?.subjects ?? 0)
        }
      }
    }
  })

  it('have the peaks that the results themselves give, and every subject once or left out', () => {
    const { dots } = dataOf(report, 'liver-safety-limit', 'liver-safety')
    const safety = results.filter(({ addition }) => addition.populations.SAF)
    expect(new Set(dots.map(({ subject }) => subject)).size).toBe(dots.length)
    for (const { subject, transaminase, bilirubin } of dots) {
      const rows = trial.subjects.find(({ subjid }) => subjid === subject)?.files['labs'] ?? []
      const multiples = (codes: readonly string[]): readonly number[] =>
        rows.flatMap((row) =>
          codes.includes(findLaboratoryTest(row['LBTESTCD'] ?? '')?.code ?? '')
            ? [Number(row['LBORRES']) / Number(row['LBORNRHI'])]
            : [],
        )
      expect(multiples(['ALT', 'AST'])).toContain(transaminase)
      expect(multiples(['TBIL'])).toContain(bilirubin)
      // On treatment no result of a later visit is above it; those before it may be.
      expect(transaminase).toBeLessThanOrEqual(Math.max(...multiples(['ALT', 'AST'])))
    }
    const figure = figureOf(report, 'liver-safety-limit')
    expect(figure.footnotes[1]?.en).toContain(`${dots.length} of ${safety.length} subjects`)
    const hy = dots.filter(({ quadrant }) => quadrant === 'hy').length
    expect(figure.footnotes[0]?.en).toContain(`): ${hy};`)
  })

  it('have every enrolled subject in the last total of enrolment', () => {
    const { days, planned } = dataOf(report, 'enrolment', 'enrolment')
    expect(days.at(-1)?.total).toBe(results.filter(({ addition }) => addition.enrolled).length)
    expect(planned).toBe(definition.plannedSubjects)
  })

  it('have shifts with the numbers of the table of laboratory shifts', () => {
    const { panels } = dataOf(report, 'laboratory-shift', 'laboratory-shift')
    const rows = shownRows(report, 'laboratory-shifts')
    expect(panels.length).toBeGreaterThan(0)
    for (const { test, term, counts } of panels) {
      const from = rows.findIndex(([head = '']) => head.endsWith(`[${test}]: ${term}`))
      expect(from).toBeGreaterThanOrEqual(0)
      counts.forEach((own, baseline) => {
        const all = own.reduce((sum, n) => sum + n, 0)
        const label = baseline === 5 ? 'Missing' : `Grade ${baseline}`
        const shown = rows.slice(from + 1, from + 7).find(([head]) => head === label)
        if (all > 0) expect(shown?.slice(1)).toEqual([...own, all].map(String))
      })
    }
  })

  it('have trends whose points are results over the limit recorded with them', () => {
    const { lines, median } = dataOf(report, 'laboratory-trend-alt', 'laboratory-trend')
    for (const { subject, points } of lines) {
      const rows = trial.subjects.find(({ subjid }) => subjid === subject)?.files['labs'] ?? []
      const multiples = rows.flatMap((row) =>
        row['LBTESTCD'] === 'ALT' ? [Number(row['LBORRES']) / Number(row['LBORNRHI'])] : [],
      )
      expect(points.every(({ value }) => multiples.includes(value))).toBe(true)
    }
    expect(median.every(({ n }) => n >= 3)).toBe(true)
  })

  it('show a dose exploration only where the protocol has one, with the rates of the analysis', () => {
    const own = partsOf(report).filter(({ key }) => key === 'dose-escalation')
    const { endpoints } = analyse(trial, definition, { cutoff, source })
    const rates = endpoints.filter(({ id, cohort }) => id === 'DLT' && cohort !== null)
    expect(own).toHaveLength(rates.length > 0 ? 1 : 0)
    if (own.length === 0) return
    const { levels, dots } = dataOf(report, 'dose-escalation', 'dose-escalation')
    for (const { key, evaluable, toxicities } of levels) {
      expect(rates.find(({ cohort }) => cohort === key)).toMatchObject({
        ...{ n: toxicities, N: evaluable },
      })
      const of = dots.filter(({ cohort }) => cohort === key)
      expect(of.filter(({ state }) => state === 'toxicity')).toHaveLength(toxicities)
    }
  })
})

const doseFinding = builtInFamilies.protocols.get('toripalimab-donafenib')
const oneArm = builtInFamilies.protocols.get('donafenib-switch')

function subject(subjid: string, files: Readonly<Record<string, readonly Row[]>>): TrialSubject {
  return {
    subjid,
    files: {
      subjects: [
        { SUBJID: subjid, SEX: 'M', RFICDAT: '2024-01-02', ENRDAT: '2024-01-10', COHORT: 'DL1' },
      ],
      exposure: [
        { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-15', EXENDAT: '', EXDOSE: '100' },
        { EXTRT: 'TORIPALIMAB', EXSTDAT: '2024-01-16', EXENDAT: '2024-01-16', EXDOSE: '240' },
      ],
      ...files,
    },
  }
}

const lab = (test: string, date: string, value: string, more: Row = {}): Row => ({
  ...{ VISIT: '', LBDAT: date, LBTESTCD: test, LBORRES: value, LBORRESU: 'U/L' },
  ...{ LBORNRLO: '', LBORNRHI: '40', ...more },
})
const bilirubin = (date: string, value: string): Row =>
  lab('TBIL', date, value, { LBORRESU: 'umol/L', LBORNRHI: '20' })
const at = (text: string) => ({ cutoff: text as IsoDate })

describe('liver safety', () => {
  const dotsOf = (labs: readonly Row[], of = 'limit') =>
    dataOf(
      reportOf({ subjects: [subject('1', { labs })] }, oneArm, at('2024-06-30')),
      `liver-safety-${of}`,
      'liver-safety',
    ).dots

  it('takes the higher of ALT and AST, by the limit of each result, on treatment alone', () => {
    const labs = [
      lab('ALT', '2024-01-05', '4000'),
      lab('ALT', '2024-02-05', '120'),
      lab('AST', '2024-03-05', '100', { LBORNRHI: '20' }),
      bilirubin('2024-03-20', '41'),
    ]
    expect(dotsOf(labs)).toEqual([
      { subject: '1', cohort: null, transaminase: 5, bilirubin: 2.05, quadrant: 'hy' },
    ])
  })

  it('leaves out who lacks one of the two, or its limit', () => {
    expect(dotsOf([lab('ALT', '2024-02-05', '120')])).toEqual([])
    expect(
      dotsOf([lab('ALT', '2024-02-05', '120', { LBORNRHI: '' }), bilirubin('2024-02-05', '41')]),
    ).toEqual([])
  })

  it('takes multiples of the last result before treatment, whatever its unit', () => {
    const labs = [
      lab('ALT', '2024-01-05', '60'),
      lab('ALT', '2024-02-05', '90'),
      lab('TBIL', '2024-01-05', '1', { LBORRESU: 'mg/dL', LBORNRHI: '1.2' }),
      bilirubin('2024-02-05', '34.206'),
    ]
    const [dot] = dotsOf(labs, 'baseline')
    expect(dot?.transaminase).toBeCloseTo(1.5)
    expect(dot?.bilirubin).toBeCloseTo(2, 3)
    expect(
      dotsOf([lab('ALT', '2024-02-05', '90'), bilirubin('2024-02-05', '30')], 'baseline'),
    ).toEqual([])
  })
})

describe('the window of dose-limiting toxicity', () => {
  const toxicity = {
    ...{ AESTDAT: '2024-02-12', AETERM: 'Sepsis', AEDECOD: 'Sepsis', AEBODSYS: 'Infections' },
    ...{ AETOXGR: '4', AESER: 'Y', AEREL: 'RELATED', AEDLT: 'Y' },
  }
  const contact = (date: string): Row => ({ SSDAT: date, SSORRES: 'ALIVE' })
  const stateOf = (files: Readonly<Record<string, readonly Row[]>>, cutoff: string) =>
    dataOf(
      reportOf({ subjects: [subject('1', files)] }, doseFinding, at(cutoff)),
      'dose-escalation',
      'dose-escalation',
    ).dots[0]

  // Every drug was given on 16 January: the window of 28 days ends on 12 February.
  it.each([
    { why: 'its last day', cutoff: '2024-02-12', files: {}, state: 'running', left: 0 },
    { why: 'the day before', cutoff: '2024-02-11', files: {}, state: 'running', left: 1 },
    { why: 'a drug is missing', cutoff: '2024-01-15', files: {}, state: 'running', left: null },
    {
      ...{ why: 'a toxicity on its last day', cutoff: '2024-03-30' },
      ...{ files: { 'adverse-events': [toxicity] }, state: 'toxicity', left: null },
    },
    {
      ...{ why: 'a toxicity after it, followed', cutoff: '2024-03-30' },
      files: { 'adverse-events': [{ ...toxicity, AESTDAT: '2024-02-13' }] },
      ...{ state: 'none', left: null },
    },
    {
      ...{ why: 'followed through it', cutoff: '2024-03-30' },
      ...{ files: { survival: [contact('2024-02-12')] }, state: 'none', left: null },
    },
    {
      ...{ why: 'over, and nothing recorded since', cutoff: '2024-03-30' },
      ...{ files: {}, state: 'running', left: 0 },
    },
    {
      ...{ why: 'left the study within it', cutoff: '2024-03-30' },
      files: { disposition: [{ DSSCAT: 'STUDY', DSDECOD: 'LOST', DSSTDAT: '2024-02-01' }] },
      ...{ state: 'not-evaluable', left: null },
    },
    {
      ...{ why: 'to leave after the cut-off', cutoff: '2024-01-31' },
      files: { disposition: [{ DSSCAT: 'STUDY', DSDECOD: 'LOST', DSSTDAT: '2024-02-01' }] },
      ...{ state: 'running', left: 12 },
    },
  ])('$why: $state', ({ files, cutoff, state, left }) => {
    expect(stateOf(files, cutoff)).toMatchObject({ state, daysLeft: left })
  })
})

describe('figures of nobody, and of somebody without results', () => {
  it.each([doseFinding, oneArm])('are empty and say so: $key', (definition) => {
    const report = reportOf({ subjects: [] }, definition)
    const figures = partsOf(report).flatMap((part) => (part.kind === 'figure' ? [part] : []))
    const own = figures.filter(({ key }) => /^(ae-|liver|lab|dose|enrol)/.test(key))
    expect(own.length).toBeGreaterThan(9)
    for (const part of own) expect(isEmptyPart(part), part.key).toBe(true)
  })

  it('say whose limit a multiple is of', () => {
    const report = reportOf({ subjects: [] }, oneArm)
    for (const key of ['liver-safety-limit', 'laboratory-trend-alt']) {
      const notes = figureOf(report, key).footnotes
      expect(notes.some(({ en }) => /recorded with .*, else (of )?that of its lab/.test(en))).toBe(
        true,
      )
      expect(notes.some(({ zh }) => zh.includes('未记录时'))).toBe(true)
    }
  })

  it('count the one who has none as left out', () => {
    const report = reportOf({ subjects: [subject('1', {})] }, oneArm, at('2024-06-30'))
    expect(figureOf(report, 'liver-safety-limit').footnotes[1]?.en).toContain(
      '0 of 1 subjects are shown',
    )
    expect(dataOf(report, 'enrolment', 'enrolment').days).toEqual([
      { date: '2024-01-10', enrolled: 1, total: 1 },
    ])
  })
})
