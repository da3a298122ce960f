import { subjectStateSchema } from '../../shared/api/routes/subjects.ts'
import type { SubjectFilter } from './queries.ts'

/** The filters that the address holds; what it does not know is no filter. */
export function filterOf(address: URLSearchParams): SubjectFilter {
  const state = subjectStateSchema.safeParse(address.get('state'))
  const text = (name: 'site' | 'cohort' | 'search' | 'cursor'): Record<string, string> => {
    const value = address.get(name)
    return value === null || value === '' ? {} : { [name]: value }
  }
  return {
    ...text('site'),
    ...text('cohort'),
    ...text('search'),
    ...text('cursor'),
    ...(state.success ? { state: state.data } : {}),
  }
}

/** The address with one filter set or taken away; it starts on the first page again. */
export function withFilter(
  address: URLSearchParams,
  name: string,
  value: string | null,
): URLSearchParams {
  const next = new URLSearchParams(address)
  next.delete('cursor')
  if (value === null || value === '') next.delete(name)
  else next.set(name, value)
  return next
}

/** The address of another page; null: the first. */
export function turnPage(address: URLSearchParams, cursor: string | null): URLSearchParams {
  const next = new URLSearchParams(address)
  if (cursor === null) next.delete('cursor')
  else next.set('cursor', cursor)
  return next
}
