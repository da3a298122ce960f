import type { ResponseOf } from '../../shared/api/define.ts'
import { listExportFiles, listExportFormats } from '../../shared/api/routes/analysis.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

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
export function filesQuery(study: string, format: string): Query<Listing> {
  return {
    queryKey: ['study', study, 'export-files', format],
    queryFn: ({ signal }) => call(listExportFiles, { params: { study, format }, signal }),
  }
}
