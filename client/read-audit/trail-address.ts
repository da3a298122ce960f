import type { TrailFilter as SharedFilter } from '../../shared/api/routes/trail.ts'
import type { TrailFilter } from './queries.ts'

/** The filters of the trail as the address names them. */
export const FILTERS = [
  ...(['subjid', 'visit', 'form', 'item', 'row', 'username', 'role', 'act'] as const),
  ...(['from', 'to'] as const),
] as const

/** The zone in which the reader's days begin and end. */
export function readersZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The filters in force; days are the reader's, or those of the zone that the address names. */
export function filterOf(address: URLSearchParams): SharedFilter {
  const filled = FILTERS.flatMap((name) => {
    const value = (address.get(name) ?? '').trim()
    return value === '' ? [] : [[name, value] as const]
  })
  const hasDays = filled.some(([name]) => name === 'from' || name === 'to')
  const zone = hasDays ? { zone: address.get('zone') ?? readersZone() } : {}
  return { ...Object.fromEntries(filled), ...zone }
}

/** The page of the trail that the address asks for. */
export function pageOf(address: URLSearchParams): TrailFilter {
  const cursor = address.get('cursor')
  return {
    ...filterOf(address),
    ...(cursor === null ? {} : { cursor }),
    ...(isOldestFirst(address) ? { order: 'oldest-first' as const } : {}),
  }
}

export function isOldestFirst(address: URLSearchParams): boolean {
  return address.get('order') === 'oldest-first'
}
