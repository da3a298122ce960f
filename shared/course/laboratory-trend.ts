import { labResults, valueIn, type LabResult, type LimitSources } from '../checks/lab-results.ts'
import type { FormDefinition } from '../forms/define.ts'
import { parseDay } from '../kernel/dates.ts'
import { gradeBands } from '../laboratory/grade-bands.ts'
import { gradeQuestion } from '../laboratory/grade-result.ts'
import { unitFactor } from '../laboratory/standard-value.ts'
import { treatmentStart, type TreatmentStart } from '../laboratory/treatment-start.ts'
import type { GradeBand, LaboratoryTrendData, TrendPoint } from '../plots/safety-data.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { findLaboratoryTest, LABORATORY_TESTS } from '../safety/laboratory-tests.ts'
import { recordsOf, type CourseRecord } from './records.ts'

export interface TrendInput {
  readonly subject: string
  readonly records: readonly CourseRecord[]
  readonly forms: readonly FormDefinition[]
  readonly definition: ProtocolDefinition
  readonly sources: LimitSources
  /** As the analysis has it (ISO 8601); null before it is known. */
  readonly firstDose: string | null
}

/** The results of a subject by date, and what tells those before treatment from those on it. */
export interface SubjectResults {
  readonly results: readonly LabResult[]
  readonly treatment: TreatmentStart
}

export function subjectResults(input: TrendInput): SubjectResults {
  const { records, forms, definition, sources } = input
  const of = recordsOf(records, forms, 'labs').map((record) => ({ ...record, rowKey: '' }))
  const results = [...new Set(of.map(({ form }) => form))]
    .flatMap((form) => labResults(of, form, sources))
    .sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity))
  const day = parseDay(input.firstDose ?? '')
  const firstDose = day === null ? null : { earliest: day, latest: day }
  return { results, treatment: treatmentStart(definition.schedule, firstDose) }
}

/** Tests that have a dated number, in the order of the usual panel, then the others by code. */
export function trendTests({ results }: SubjectResults): readonly string[] {
  const found = new Set(
    results.flatMap(({ test, day, value }) => (day === null || value === null ? [] : [test])),
  )
  const order = LABORATORY_TESTS.map(({ code }) => code)
  const placeOf = (test: string): number => {
    const at = order.indexOf(findLaboratoryTest(test)?.code ?? '')
    return at < 0 ? order.length : at
  }
  return [...found].sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
}

/** A test over time in the unit of its last result. */
export interface SubjectTrend {
  readonly plot: LaboratoryTrendData
  /** Results that have no number, no date, or no unit that can be compared. */
  readonly left: number
}

/**
 * The course of one test with the limits of the last result that has some, and the bands in which the
 * grading rules would put results on treatment. Without a first dose, days count from the first result.
 */
export function subjectTrend(
  input: TrendInput,
  known: SubjectResults,
  test: string,
): SubjectTrend | null {
  const { results, treatment } = known
  const own = results.filter((result) => result.test === test && result.text !== '')
  const last = own.findLast(({ value, day }) => value !== null && day !== null)
  if (last === undefined) return null
  const origin = treatment.firstDose?.earliest ?? own.find(({ day }) => day !== null)?.day ?? 0
  const points = own.flatMap((result): readonly TrendPoint[] => {
    const value = valueIn(result, last.unit)
    if (value === null || value <= 0 || result.day === null) return []
    return [{ day: result.day - origin + 1, value }]
  })
  if (points.length === 0) return null
  const limited = own.findLast(({ low, high }) => low !== null || high !== null)
  const plot: LaboratoryTrendData = {
    ...{ kind: 'laboratory-trend', test, unit: last.unit, limit: null },
    label: findLaboratoryTest(test)?.label ?? { en: test, zh: test },
    monthDays: input.definition.conventions.monthDays,
    low: limitIn(limited, last.unit, 'low'),
    high: limitIn(limited, last.unit, 'high'),
    bands: limited === undefined ? [] : bandsOf(limited, known, { unit: last.unit, points }),
    lines: [{ subject: input.subject, cohort: null, points }],
    median: [],
  }
  return { plot, left: own.length - points.length }
}

function limitIn(result: LabResult | undefined, unit: string, end: 'low' | 'high'): number | null {
  const limit = result?.[end] ?? null
  const factor = result === undefined ? null : factorTo(result, unit)
  // Without a limit above 0 a logarithmic axis has no place for it.
  return limit === null || factor === null || limit <= 0 ? null : limit * factor
}

function factorTo({ test, unit: from }: LabResult, to: string): number | null {
  return from === to ? 1 : unitFactor(test, from, to)
}

function bandsOf(
  limited: LabResult,
  { results, treatment }: SubjectResults,
  { unit, points }: { readonly unit: string; readonly points: readonly TrendPoint[] },
): readonly GradeBand[] {
  const asked = gradeQuestion(limited, { results, treatment })
  const factor = factorTo(limited, unit)
  if (asked === null || factor === null) return []
  const values = points.map(({ value }) => value)
  const { lln, uln, baseline, baselineState } = asked.result
  const inUnit = (value: number | null): number | null => (value === null ? null : value * factor)
  return gradeBands({
    ...{ analyte: asked.analyte, unit, lln: inUnit(lln), uln: inUnit(uln) },
    ...{ baseline: inUnit(baseline), baselineState },
    least: Math.min(...values) / 10,
    most: Math.max(...values) * 10,
  })
}
