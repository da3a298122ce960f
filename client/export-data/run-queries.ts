import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
} from '@tanstack/react-query'
import {
  cancelExportRun,
  checkExport,
  listExportProblems,
  listExportRuns,
  makeExport,
  type ExportRunView,
} from '../../shared/api/routes/export-runs.ts'
import type { QueryInputOf, ResponseOf } from '../../shared/api/define.ts'
import { saidOf, type Reason } from '../kit/export-reason.tsx'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'
import { runsKey } from './runs-key.ts'
import { useRunNews } from './use-run-news.ts'
import type { Wish } from './wish.ts'

/** Where the server cannot push the progress of a run, it is asked for so often (in milliseconds). */
const EVERY_MS = 1_000

export function isUnderWay({ state }: Pick<ExportRunView, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

/**
 * The reader's own checks and packages, the newest first, page after page as they are asked for; how
 * far one under way is comes from the server by itself.
 */
export function useRuns(study: string): UseInfiniteQueryResult<readonly ExportRunView[]> {
  const isHeard = useRunNews(study)
  return useInfiniteQuery({
    queryKey: runsKey(study),
    queryFn: ({ signal, pageParam }) =>
      call(listExportRuns, {
        params: { study },
        query: pageParam === '' ? {} : { cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      !isHeard && state.data?.pages.some(({ runs }) => runs.some(isUnderWay)) === true
        ? EVERY_MS
        : false,
    select: ({ pages }) => pages.flatMap(({ runs }) => runs),
  })
}

type Mutation<Wanted> = UseMutationResult<ExportRunView, Error, Wanted>

export function useCheck(study: string): Mutation<Wish> {
  const refresh = useRefresh(study)
  return useMutation({
    mutationFn: (wish: Wish) => call(checkExport, { params: { study }, body: bodyOf(wish) }),
    onSettled: refresh,
  })
}

export function useMake(study: string): Mutation<{ readonly wish: Wish; readonly reason: Reason }> {
  const refresh = useRefresh(study)
  return useMutation({
    mutationFn: ({ wish, reason }) =>
      call(makeExport, { params: { study }, body: { ...bodyOf(wish), ...saidOf(reason) } }),
    onSettled: refresh,
  })
}

export function useCancel(study: string): Mutation<string> {
  const refresh = useRefresh(study)
  return useMutation({
    mutationFn: (run: string) => call(cancelExportRun, { params: { study, run }, body: {} }),
    onSettled: refresh,
  })
}

function useRefresh(study: string): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: runsKey(study) })
}

function bodyOf({ formats, ...wish }: Wish) {
  return { ...wish, formats: [...formats] }
}

export type ProblemQuery = QueryInputOf<typeof listExportProblems>
export type ProblemPage = ResponseOf<typeof listExportProblems>

/** A page of the problems of a check. */
export function problemsQuery(
  study: string,
  run: string,
  filter: ProblemQuery,
): Query<ProblemPage> {
  return {
    queryKey: ['study', study, 'export-problems', run, JSON.stringify(filter)],
    queryFn: ({ signal }) =>
      call(listExportProblems, { params: { study, run }, query: filter, signal }),
  }
}
