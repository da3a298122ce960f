import type { MarkAim } from '../../shared/plots/marks.ts'
import { studyPath } from './subject-paths.ts'

/** Where the records behind a mark are listed; what narrows the list stands in the address. */
export function aimPath(study: string, aim: MarkAim): string {
  const [page, filters] = placeOf(aim)
  const filled = Object.entries(filters).filter(([, value]) => value !== null)
  const address = new URLSearchParams(filled.map(([name, value]) => [name, value ?? '']))
  const text = address.toString()
  return studyPath(study, text === '' ? page : `${page}?${text}`)
}

function placeOf(aim: MarkAim): readonly [string, Readonly<Record<string, string | null>>] {
  switch (aim.to) {
    case 'entries':
      return ['/audit/lags/entries', { site: aim.site, late: aim.late ? 'yes' : null }]
    case 'queries':
      return ['/queries', { site: aim.site, age: aim.age }]
  }
}
