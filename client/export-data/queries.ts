import {
  useSuspenseInfiniteQuery,
  type UseSuspenseInfiniteQueryResult,
} from '@tanstack/react-query'
import type { ResponseOf } from '../../shared/api/define.ts'
import {
  listExportFiles,
  listExportFormats,
  listExportLog,
  type ExportLogRow,
} from '../../shared/api/routes/exports.ts'
import { compareSnapshots, listSnapshots } from '../../shared/api/routes/snapshots.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'
import { dataPart, type Source } from './file-address.ts'

export type Format = ResponseOf<typeof listExportFormats>['formats'][number]
export type Listing = ResponseOf<typeof listExportFiles>
export type ListedFile = Listing['files'][number]

/** The formats that the server offers. */
export function formatsQuery(study: string): Query<readonly Format[]> {
  return {
    queryKey: ['study', study, 'export-formats'],
    queryFn: async ({ signal }) =>
      (await call(listExportFormats, { params: { study }, signal })).formats,
  }
}

/** The files of one format with their row counts, and whose data are flagged. */
export function filesQuery(source: Source): Query<Listing> {
  const { study, format, snapshot, profile } = source
  return {
    queryKey: ['study', study, 'export-files', format, snapshot ?? '', profile],
    queryFn: ({ signal }) =>
      call(listExportFiles, { params: { study, format }, query: dataPart(source), signal }),
  }
}

/** The snapshots of a study, newest first. */
export function snapshotsQuery(study: string): Query<ResponseOf<typeof listSnapshots>> {
  return {
    queryKey: ['study', study, 'snapshots'],
    queryFn: ({ signal }) => call(listSnapshots, { params: { study }, signal }),
  }
}

/** What differs between a snapshot and another one; the present where none is named. */
export function differencesQuery(
  study: string,
  snapshot: string,
  to: string | undefined,
): Query<ResponseOf<typeof compareSnapshots>> {
  return {
    queryKey: ['study', study, 'snapshot-differences', snapshot, to ?? ''],
    queryFn: ({ signal }) =>
      call(compareSnapshots, {
        params: { study, snapshot },
        query: to === undefined ? {} : { to },
        signal,
      }),
  }
}

/** The files that left the product, newest first, page after page as they are asked for. */
export function useExportLog(study: string): UseSuspenseInfiniteQueryResult<ExportLogRow[]> {
  return useSuspenseInfiniteQuery({
    queryKey: ['study', study, 'export-log'],
    queryFn: ({ signal, pageParam }) =>
      call(listExportLog, {
        params: { study },
        query: pageParam === '' ? {} : { cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  })
}
