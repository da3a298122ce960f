import type { ResponseOf } from '../../shared/api/define.ts'
import {
  getLiveNews,
  getLiveRows,
  getLiveView,
  noteLiveVisit,
  type LiveView,
} from '../../shared/api/routes/live.ts'
import type { LiveNews } from '../../shared/live/news.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'
import type { LiveQuery } from './live-address.ts'

/** Everything that the page has of a study: what a change of its records makes old. */
export function liveKey(study: string): readonly string[] {
  return ['study', study, 'live']
}

/** The numbers and figures. A change tells that they are old: until then they are kept. */
export function liveViewQuery(
  study: string,
  query: LiveQuery,
  unattended = false,
): Query<LiveView> {
  return {
    queryKey: [...liveKey(study), 'view', textOf(query)],
    queryFn: ({ signal }) => call(getLiveView, { params: { study }, query, signal, unattended }),
    staleTime: 30_000,
  }
}

/** What changed since the last visit; of the whole study. */
export function liveNewsQuery(
  study: string,
  { cutoff, source }: LiveQuery,
  unattended = false,
): Query<LiveNews> {
  const query = {
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(source === undefined ? {} : { source }),
  }
  return {
    queryKey: [...liveKey(study), 'news', textOf(query)],
    queryFn: ({ signal }) => call(getLiveNews, { params: { study }, query, signal, unattended }),
    staleTime: 30_000,
  }
}

export type LiveRows = ResponseOf<typeof getLiveRows>
export type RowsQuery = LiveQuery & { readonly endpoint?: string }

/** The subjects behind an endpoint, or behind the subset alone. */
export function liveRowsQuery(
  study: string,
  query: RowsQuery,
  unattended = false,
): Query<LiveRows> {
  return {
    queryKey: [...liveKey(study), 'rows', textOf(query)],
    queryFn: ({ signal }) => call(getLiveRows, { params: { study }, query, signal, unattended }),
    staleTime: 30_000,
  }
}

/** Notes that somebody saw the page up to an entry of the trail. */
export async function noteVisit(study: string, seq: number): Promise<void> {
  await call(noteLiveVisit, { params: { study }, body: { seq }, unattended: true })
}

function textOf(query: object): string {
  return JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
}
