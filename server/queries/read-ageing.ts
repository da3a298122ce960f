import { and, eq, inArray, min } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { ageing, type AgeingRow } from '../../shared/queries/ageing.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listSites } from '../studies/service.ts'

/** The ages of the queries at the sites that the caller may see, by the server's clock. */
export async function readAgeing(
  store: Store,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<{ asOf: string; only: string[] | null; rows: AgeingRow[] }> {
  const { query, queryEntry, site } = store.t
  const asOf = store.now()
  const answers = store.read
    .select({ queryId: queryEntry.queryId, at: min(queryEntry.at).as('answered_at') })
    .from(queryEntry)
    .where(eq(queryEntry.act, 'answer'))
    .groupBy(queryEntry.queryId)
    .as('answers')
  const rows = await store.read
    .select({
      site: site.siteKey,
      form: query.form,
      state: query.state,
      openedAt: query.openedAt,
      answeredAt: answers.at,
      settledAt: query.settledAt,
    })
    .from(query)
    .innerJoin(site, eq(site.id, query.siteId))
    .leftJoin(answers, eq(answers.queryId, query.id))
    .where(
      and(
        eq(query.studyId, studyId),
        sites.kind === 'all' ? undefined : inArray(query.siteId, [...sites.ids]),
      ),
    )
  const seen = sites.kind === 'all' ? null : await listSites(store, studyId, sites)
  const only = seen?.map(({ code }) => code).sort() ?? null
  return { asOf, only, rows: [...ageing(rows, asOf)] }
}
