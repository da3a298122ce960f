import type { QuerySort, QueryView } from '../../shared/api/routes/queries.ts'
import { AGE_KEYS, WAITING_FOR } from '../../shared/queries/ageing.ts'
import { QUERY_STATES } from '../../shared/queries/states.ts'
import type { QueryFilter } from '../kit/data-queries/data-queries.ts'
import type { Sorting } from '../kit/table/columns.ts'

/** As many as the server gives at once: only a list that is here as a whole is sorted. */
export const PAGE_SIZE = 500
const DAY_MS = 86_400_000

/** The filters that the address holds; without any, the queries that wait for somebody. */
export function filterOf(address: URLSearchParams): QueryFilter {
  const state = QUERY_STATES.find((one) => one === address.get('state'))
  const kind = (['manual', 'system'] as const).find((one) => one === address.get('kind'))
  const age = AGE_KEYS.find((one) => one === address.get('age'))
  const waiting = WAITING_FOR.find((one) => one === address.get('waiting'))
  const text = (name: 'site' | 'form' | 'subject'): Record<string, string> => {
    const value = address.get(name)
    return value === null || value === '' ? {} : { [name]: value }
  }
  return {
    ...text('site'),
    ...text('form'),
    ...text('subject'),
    ...(kind === undefined ? {} : { kind }),
    ...(age === undefined ? {} : { age }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(address.get('state') === 'all' ? {} : { state: state ?? 'unsettled' }),
    skip: skipOf(address),
    limit: PAGE_SIZE,
  }
}

export function skipOf(address: URLSearchParams): number {
  const skip = Number(address.get('skip') ?? 0)
  return Number.isInteger(skip) && skip >= 0 ? skip : 0
}

/** What the server sorts queries by, for each column of their table that it can. */
const SORTS: Readonly<Record<string, QuerySort>> = {
  state: 'state',
  subject: 'subject',
  age: 'opened',
}
const UNSETTLED = ['unsettled', 'open', 'answered', 'reopened']

/** Columns that order all queries that fit, here or not. By age only those that still grow older. */
export function sortableBy({ state }: QueryFilter): readonly string[] {
  const standing = UNSETTLED.includes(state ?? '')
  return Object.keys(SORTS).filter((key) => key !== 'age' || standing)
}

/** The order of the table, for the server: it may hold more queries than come at once. */
export function sortOf(
  filter: QueryFilter,
  sorting: Sorting | null,
): Pick<QueryFilter, 'sort' | 'order'> {
  const sort = SORTS[sorting?.key ?? '']
  if (sorting === null || sort === undefined || !sortableBy(filter).includes(sorting.key)) return {}
  // The oldest was opened first.
  const descending = sorting.descending !== (sort === 'opened')
  return { sort, order: descending ? 'descending' : 'ascending' }
}

/** How many whole days a query has stood, or stood until it was settled. */
export function daysSince(
  { openedAt, settledAt }: Pick<QueryView, 'openedAt' | 'settledAt'>,
  now: Date = new Date(),
): number {
  const end = settledAt === null ? now.getTime() : Date.parse(settledAt)
  return Math.max(0, Math.floor((end - Date.parse(openedAt)) / DAY_MS))
}
