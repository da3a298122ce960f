import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import { cohortHazardTables } from '../../../shared/report/cohort-hazards.ts'
import type { Report, ReportMember } from '../../../shared/report/define.ts'
import { forestFigures } from '../../../shared/report/forest-figures.ts'
import { kaplanMeierFigures } from '../../../shared/report/kaplan-meier-figures.ts'
import type { ReportSubject } from '../../../shared/report/report-subject.ts'
import { timeToEventTables } from '../../../shared/report/time-to-event-tables.ts'
import {
  dataOf,
  expectWholeSheet,
  figuresOf,
  hardTrial,
  isAfterBaseline,
  isDeath,
  repeated,
} from './hard-trial.ts'
import { partsOf, shownRows } from './made-report.ts'

/** Curves by cohort, hazard ratios and their subgroups, where a protocol compares its cohorts. */
const members = createRegistry<ReportMember>('part', [
  ...[timeToEventTables, kaplanMeierFigures, cohortHazardTables, forestFigures],
])
const trial = hardTrial('tace-systemic', '2025-09-30' as IsoDate, members)
const { subjectsWith, reportOfSubjects } = trial
const head = trial.headOf()
const asTheyAre = subjectsWith((_, row) => row)
const enrolled = asTheyAre.filter(({ addition }) => addition.enrolled)
const dead = enrolled.filter(({ dates }) => dates.death !== null).slice(0, 1)
const COHORTS = ['TACE+TKI', 'TACE+ICI', 'TACE+TKI+ICI']

const notesOf = (report: Report): string =>
  partsOf(report)
    .flatMap(({ footnotes }) => footnotes.map(({ en }) => en))
    .join('\n')
const keysOf = (report: Report): readonly string[] => partsOf(report).map(({ key }) => key)
const hazards = (report: Report): readonly string[] =>
  shownRows(report, 'hazard-os').flatMap(([name, , ratio]) =>
    COHORTS.includes(name ?? '') ? (ratio ?? '') : [],
  )

interface HardCase {
  readonly why: string
  readonly subjects: () => readonly ReportSubject[]
  readonly holds: (report: Report) => void
}

const NO_COMPARISON: HardCase['holds'] = (report) => {
  expect(keysOf(report).filter((key) => /by-cohort|^hazard|^forest-[^o]/.test(key))).toEqual([])
  expect(notesOf(report)).not.toMatch(/log-rank|hazard/i)
}

const CASES: readonly HardCase[] = [
  { why: 'no subject', subjects: () => [], holds: NO_COMPARISON },
  { why: 'one subject', subjects: () => enrolled.slice(0, 1), holds: NO_COMPARISON },
  {
    why: 'subjects of whom none has a cohort',
    subjects: () =>
      subjectsWith((file, row) => (file === 'subjects' ? { ...row, COHORT: '' } : row)),
    holds: NO_COMPARISON,
  },
  {
    why: 'all censored',
    subjects: () =>
      subjectsWith((file, row) => (isAfterBaseline(file, row) || isDeath(file, row) ? null : row)),
    holds: (report) => {
      const curves = dataOf(report, 'kaplan-meier').flatMap((data) => data.curves)
      expect(curves.map(({ key }) => key)).toEqual(expect.arrayContaining(COHORTS))
      expect(curves.flatMap(({ steps }) => steps).every(({ surv }) => surv === 1)).toBe(true)
      expect(hazards(report)).toEqual(['reference', 'not estimable', 'not estimable'])
      expect(notesOf(report)).toContain('Log-rank between cohorts: cannot be computed')
    },
  },
  {
    why: 'all events on one day',
    subjects: () =>
      repeated(dead, 30).map((one, at) => ({
        ...one,
        addition: { ...one.addition, cohort: COHORTS[at % 3] ?? null },
      })),
    holds: (report) => {
      const curves = dataOf(report, 'kaplan-meier').flatMap((data) => data.curves)
      for (const { n, steps } of curves) {
        expect(steps.filter(({ nEvent }) => nEvent > 0).map(({ nEvent }) => nEvent)).toEqual([n])
      }
      // All who are at risk have their event together: nothing tells the cohorts apart.
      expect(notesOf(report)).toContain('Log-rank between cohorts: cannot be computed')
    },
  },
  {
    why: 'a cohort without an event',
    subjects: () => {
      const quiet = new Set(
        enrolled.flatMap(({ addition }) =>
          addition.cohort === COHORTS[1] ? addition.subject : [],
        ),
      )
      return subjectsWith((file, row) => {
        const isQuiet = quiet.has(row['SUBJID'] ?? '')
        return isQuiet && (isAfterBaseline(file, row) || isDeath(file, row)) ? null : row
      })
    },
    holds: (report) => {
      expect(hazards(report)[1]).toBe('not estimable')
      const forests = dataOf(report, 'forest').filter(({ scale }) => scale === 'ratio')
      const lines = forests.map(({ rows }) => rows[0]?.note?.en ?? null)
      expect(lines.filter((line) => line === 'not estimable').length).toBeGreaterThan(0)
    },
  },
  {
    why: '500 subjects',
    subjects: () => repeated(enrolled, 500),
    holds: (report) => {
      const byCohort = dataOf(report, 'kaplan-meier').filter(({ curves }) => curves.length > 1)
      expect(byCohort.length).toBeGreaterThan(1)
      for (const { curves } of byCohort) {
        expect(curves.reduce((sum, { n }) => sum + n, 0)).toBe(500)
      }
      expect(hazards(report)[1]).toMatch(/^\d\.\d\d$/)
    },
  },
]

describe.each(CASES)('comparisons of $why', ({ subjects, holds }) => {
  const report = reportOfSubjects(subjects())

  it('say something true', () => {
    holds(report)
    expect(notesOf(report)).not.toMatch(/NaN|undefined|Infinity|null/)
  })

  it.each(LANGUAGES)('stand whole within their sheet (%s)', (language) => {
    for (const figure of figuresOf(report)) expectWholeSheet(figure, head, language)
  })
})
