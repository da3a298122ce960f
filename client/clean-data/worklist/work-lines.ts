import type { QueryInputOf, ResponseOf } from '../../../shared/api/define.ts'
import {
  listVerificationWork,
  WORK_STATES,
  type WorkEntry,
  type WorkPart,
} from '../../../shared/api/routes/verification.ts'
import { call } from '../../kit/http.ts'
import type { Query } from '../../kit/query.ts'
import { skipOf } from '../query-filter.ts'

export type WorkList = ResponseOf<typeof listVerificationWork>
export type WorkFilter = NonNullable<QueryInputOf<typeof listVerificationWork>>

/** Forms of one page. Large forms make it long enough. */
export const WORK_PAGE = 30

export function workQuery(study: string, filter: WorkFilter): Query<WorkList> {
  return {
    queryKey: ['study', study, 'verification-work', JSON.stringify(filter)],
    queryFn: ({ signal }) =>
      call(listVerificationWork, { params: { study }, query: filter, signal }),
  }
}

/** The filters that the address holds; without a state, what is outstanding. */
export function filterOf(address: URLSearchParams): WorkFilter {
  const text = (name: 'site' | 'subject' | 'form'): Record<string, string> => {
    const value = address.get(name) ?? ''
    return value === '' ? {} : { [name]: value }
  }
  const state = [...WORK_STATES, 'all' as const].find((one) => one === address.get('state'))
  return {
    ...text('site'),
    ...text('subject'),
    ...text('form'),
    ...(state === undefined ? {} : { state }),
    skip: skipOf(address),
    limit: WORK_PAGE,
  }
}

/** What the keys go through: a part of a form that can be verified by itself. */
export interface Line {
  readonly key: string
  readonly entry: WorkEntry
  readonly part: WorkPart
}

export function lineKey(
  { record }: Pick<WorkEntry, 'record'>,
  { item, groupRow }: Pick<WorkPart, 'item' | 'groupRow'>,
): string {
  return JSON.stringify([record, item, groupRow])
}

/** The lines of a page in their order. */
export function linesOf(entries: readonly WorkEntry[]): readonly Line[] {
  return entries.flatMap((entry) =>
    entry.parts.map((part) => ({ key: lineKey(entry, part), entry, part })),
  )
}

/** The line so many steps from another; that one where the list ends. */
export function lineFrom(lines: readonly Line[], key: string | null, step: 1 | -1): Line | null {
  const at = lines.findIndex((line) => line.key === key)
  if (at === -1) return lines[0] ?? null
  return lines[at + step] ?? lines[at] ?? null
}

/** Where the work goes on once some lines are done: the next one to verify, else the next at all. */
export function lineAfter(lines: readonly Line[], done: readonly string[]): Line | null {
  const last = lines.findLastIndex(({ key }) => done.includes(key))
  const rest = lines.slice(last + 1)
  return rest.find(({ part }) => part.state !== 'verified') ?? rest[0] ?? lines[last] ?? null
}
