import type { MarkAim } from '../../shared/plots/marks.ts'
import { studyPath, subjectPath } from './subject-paths.ts'

/**
 * Where the records behind a mark are listed; what narrows the list stands in the address. A figure of a
 * subject opens as of the cut-off of the one that leads to it.
 */
export function aimPath(study: string, aim: MarkAim, cutoff: string | null = null): string {
  if (aim.to === 'liver-course') {
    const of = aim.of === 'limit' ? null : aim.of
    return subjectPath(study, aim.subject, withFilters('/story', { figure: 'liver', of, cutoff }))
  }
  return studyPath(study, withFilters(...placeOf(aim)))
}

type Filters = Readonly<Record<string, string | null>>

function withFilters(page: string, filters: Filters): string {
  const filled = Object.entries(filters).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  )
  const text = new URLSearchParams(filled).toString()
  return text === '' ? page : `${page}?${text}`
}

function placeOf(
  aim: Exclude<MarkAim, { readonly to: 'liver-course' }>,
): readonly [string, Filters] {
  switch (aim.to) {
    case 'entries':
      return ['/audit/lags/entries', { site: aim.site, late: aim.late ? 'yes' : null }]
    case 'queries':
      return ['/queries', { site: aim.site, age: aim.age }]
  }
}
