import type { MarkAim } from '../../shared/plots/marks.ts'
import { studyPath, subjectPath } from './subject-paths.ts'

/** Where the records behind a mark are listed; what narrows the list stands in the address. */
export function aimPath(study: string, aim: MarkAim): string {
  if (aim.to === 'liver-course') return subjectPath(study, aim.subject, '/story?figure=liver')
  const [page, filters] = placeOf(aim)
  const filled = Object.entries(filters).filter(([, value]) => value !== null)
  const address = new URLSearchParams(filled.map(([name, value]) => [name, value ?? '']))
  const text = address.toString()
  return studyPath(study, text === '' ? page : `${page}?${text}`)
}

function placeOf(
  aim: Exclude<MarkAim, { readonly to: 'liver-course' }>,
): readonly [string, Readonly<Record<string, string | null>>] {
  switch (aim.to) {
    case 'entries':
      return ['/audit/lags/entries', { site: aim.site, late: aim.late ? 'yes' : null }]
    case 'queries':
      return ['/queries', { site: aim.site, age: aim.age }]
  }
}
