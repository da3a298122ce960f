import type { QueryInputOf } from '../../shared/api/define.ts'
import type { getLiveView } from '../../shared/api/routes/live.ts'

export type LiveQuery = QueryInputOf<typeof getLiveView>

/** What the address of the live page may narrow; all of it stands in the address, so that a view can be sent. */
export const LIVE_FILTERS = [
  ...['cutoff', 'source', 'snapshot', 'cohorts', 'sites'],
  ...['population', 'criteria', 'subgroup'],
] as const
export type LiveFilter = (typeof LIVE_FILTERS)[number]

/** What the address asks for, as it stands there: the server judges it, so nothing is dropped in silence. */
export function liveQueryOf(address: URLSearchParams): LiveQuery {
  const asked = LIVE_FILTERS.flatMap((name) => {
    const text = address.get(name) ?? ''
    return text === '' ? [] : [[name, text] as const]
  })
  return Object.fromEntries(asked)
}

/** The address with one filter set anew; nothing takes it away. */
export function withFilter(
  address: URLSearchParams,
  name: LiveFilter,
  value: string,
): URLSearchParams {
  const next = new URLSearchParams(address)
  if (value === '') next.delete(name)
  else next.set(name, value)
  return next
}

/** The address without any filter; how tables are sorted stays. */
export function withoutFilters(address: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(address)
  for (const name of LIVE_FILTERS) next.delete(name)
  return next
}

/** The filters of an address alone, as the end of a link: empty or with its question mark. */
export function filtersOf(
  address: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): string {
  const kept = new URLSearchParams()
  for (const name of LIVE_FILTERS) {
    const text = address.get(name) ?? ''
    if (text !== '') kept.set(name, text)
  }
  for (const [name, text] of Object.entries(more)) kept.set(name, text)
  const text = kept.toString()
  return text === '' ? '' : `?${text}`
}

/** A value of the address as a person reads it. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
