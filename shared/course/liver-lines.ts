import {
  baselineResult,
  labResults,
  valueIn,
  type LabResult,
  type LimitSources,
} from '../checks/lab-results.ts'
import type { Limits } from '../endpoints/known-date.ts'
import { sampleTime, type TreatmentWindow } from '../laboratory/treatment-window.ts'
import { LIVER_COURSE_TESTS, type LiverLine, type LiverPoint } from '../plots/story-data.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import type { CourseRecord } from './records.ts'

interface Of {
  readonly sources: LimitSources
  readonly window: TreatmentWindow
  readonly limits: Limits
}

/**
 * The liver values of a subject as multiples of the upper limit recorded with each result, else of that of
 * its laboratory, and of the baseline; those on treatment are the ones whose peaks the figure of liver
 * safety shows. A test without any result is left out; what begins after the cut-off does not exist.
 * @source UX rules, P8
 */
export function liverLines(
  records: readonly CourseRecord[],
  { sources, window, limits }: Of,
): readonly LiverLine[] {
  const filled = records.map((record) => ({ ...record, rowKey: '' }))
  const results = [...new Set(records.map(({ form }) => form))]
    .flatMap((form) => labResults(filled, form, sources))
    .filter(({ text, day }) => text !== '' && (day === null || day <= limits.cutoff))
    .sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity))
  return LIVER_COURSE_TESTS.flatMap((test) => {
    const found = findLaboratoryTest(test)
    const own = results.filter((one) => (findLaboratoryTest(one.test)?.code ?? one.test) === test)
    if (own.length === 0 || found === null) return []
    const points = own
      .flatMap((result) => {
        const baseline = baselineResult(results, result.test, window.start)
        const { onTreatment } = sampleTime(result, window, limits)
        return pointOf(result, baseline, onTreatment) ?? []
      })
      .sort((a, b) => twiceMiddle(a) - twiceMiddle(b))
    const [first] = own
    const baseline = first === undefined ? null : baselineResult(results, first.test, window.start)
    return [
      {
        ...{ test, name: found.label, points, left: own.length - points.length },
        baseline: baseline === null ? null : wordsOf(baseline),
      },
    ]
  })
}

function pointOf(
  result: LabResult,
  baseline: LabResult | null,
  onTreatment: boolean,
): LiverPoint | null {
  const { day, lastDay, value, high, record } = result
  if (day === null || lastDay === null || value === null || value <= 0) return null
  const before = baseline === null ? null : valueIn(baseline, result.unit)
  const { form, visit } = record
  return {
    when: { earliest: day, latest: lastDay },
    over: { limit: ratio(value, high), baseline: ratio(value, before) },
    ...{ text: wordsOf(result), high, onTreatment, place: { form, visit } },
  }
}

function ratio(value: number, to: number | null): number | null {
  return to === null || to <= 0 ? null : value / to
}

function wordsOf({ text, unit }: LabResult): string {
  return `${text} ${unit}`.trim()
}

function twiceMiddle({ when: { earliest, latest } }: LiverPoint): number {
  return earliest + latest
}
