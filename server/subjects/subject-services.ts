import type { Store } from '../../db/store.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import type { Definitions } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { Marks } from './known-marks.ts'
import type { MatrixRows } from './matrix-rows.ts'
import type { Overviews } from './overviews.ts'

export interface SubjectServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly overviews: Overviews
}

export interface MarkedServices extends SubjectServices {
  readonly marks: Marks
}

export interface MatrixServices extends MarkedServices {
  readonly matrixRows: MatrixRows
}

/** The calendar day at a subject's site, for visits due. Throws when the clock gives none. */
export function today(
  store: Pick<Store, 'now'>,
  { timeZone }: Pick<ListedSubject, 'timeZone'>,
): Day {
  const day = dayAt(store.now(), timeZone)
  if (day === null) throw new Error('The server clock gives no calendar day.')
  return day
}
