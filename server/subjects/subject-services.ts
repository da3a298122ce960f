import type { Store } from '../../db/store.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import type { Definitions } from '../studies/service.ts'
import type { MatrixRows } from './matrix-rows.ts'
import type { Overviews } from './overviews.ts'

export interface SubjectServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly overviews: Overviews
}

export interface MatrixServices extends SubjectServices {
  readonly matrixRows: MatrixRows
}

/** The server's calendar day in UTC, for visits due. Throws when the clock gives none. */
export function today(store: Pick<Store, 'now'>): Day {
  const day = parseDay(store.now().slice(0, 10))
  if (day === null) throw new Error('The server clock gives no calendar day.')
  return day
}
