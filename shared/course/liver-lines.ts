import { labResults, type LabResult, type LimitSources } from '../checks/lab-results.ts'
import type { Day } from '../kernel/brand.ts'
import { LIVER_COURSE_TESTS, type LiverLine, type LiverPoint } from '../plots/story-data.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import type { CourseRecord } from './records.ts'

/**
 * The liver values of a subject as multiples of the upper limit recorded with each result, else of that of
 * its laboratory: as the peaks of liver safety have them. A test without any result is left out; what
 * begins after the cut-off does not exist. @source UX rules, P8
 */
export function liverLines(
  records: readonly CourseRecord[],
  sources: LimitSources,
  cutoff: Day,
): readonly LiverLine[] {
  const filled = records.map((record) => ({ ...record, rowKey: '' }))
  const results = [...new Set(records.map(({ form }) => form))]
    .flatMap((form) => labResults(filled, form, sources))
    .filter(({ text, day }) => text !== '' && (day === null || day <= cutoff))
    .sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity))
  return LIVER_COURSE_TESTS.flatMap((test) => {
    const found = findLaboratoryTest(test)
    const own = results.filter((one) => (findLaboratoryTest(one.test)?.code ?? one.test) === test)
    if (own.length === 0 || found === null) return []
    const points = own.flatMap((one) => pointOf(one) ?? [])
    return [{ test, name: found.label, points, left: own.length - points.length }]
  })
}

function pointOf({ day, lastDay, value, high, text, unit, record }: LabResult): LiverPoint | null {
  if (day === null || lastDay === null || value === null || value <= 0) return null
  if (high === null || high <= 0) return null
  const { form, visit } = record
  return {
    ...{ when: { earliest: day, latest: lastDay }, multiple: value / high, high },
    ...{ text: `${text} ${unit}`.trim(), place: { form, visit } },
  }
}
