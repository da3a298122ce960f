import { listArchives, type SiteArchiveView } from '../../shared/api/routes/archives.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

/** Archives of the sites that the reader may see, the newest first. */
export function archivesQuery(study: string): Query<readonly SiteArchiveView[]> {
  return {
    queryKey: ['study', study, 'archives'],
    queryFn: async ({ signal }) =>
      (await call(listArchives, { params: { study }, signal })).archives,
  }
}
