import { subjectStateSchema } from '../../shared/api/routes/subjects.ts'
import { CELL_OVERLAYS } from '../../shared/protocol/cell-signs.ts'
import type { SubjectFilter } from './queries.ts'

/** The filters that the address holds; what it does not know is no filter. */
export function filterOf(address: URLSearchParams): SubjectFilter {
  const state = subjectStateSchema.safeParse(address.get('state'))
  const text = (name: 'site' | 'cohort' | 'search'): Record<string, string> => {
    const value = address.get(name)
    return value === null || value === '' ? {} : { [name]: value }
  }
  const sign = CELL_OVERLAYS.find((overlay) => overlay === address.get('sign'))
  return {
    ...text('site'),
    ...text('cohort'),
    ...text('search'),
    ...(state.success ? { state: state.data } : {}),
    ...(sign === undefined ? {} : { sign }),
  }
}

/** The address with one filter set or taken away. */
export function withFilter(
  address: URLSearchParams,
  name: string,
  value: string | null,
): URLSearchParams {
  const next = new URLSearchParams(address)
  if (value === null || value === '') next.delete(name)
  else next.set(name, value)
  return next
}
