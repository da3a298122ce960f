import { and, asc, eq, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'

const contentSchema = z.object({ siteKey: z.string(), country: z.string().nullish() })

/**
 * Country of each site of a study by its code, as it stood at an entry of the trail: an export of an
 * old state does not change when a site is corrected. Sites without one are left out.
 */
export async function siteCountries(
  { t: { auditEntry }, read }: Store,
  { studyId, seq }: { readonly studyId: string; readonly seq: number },
): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .select({ after: auditEntry.after })
    .from(auditEntry)
    .where(
      and(eq(auditEntry.chain, studyId), eq(auditEntry.entity, 'site'), lte(auditEntry.seq, seq)),
    )
    .orderBy(asc(auditEntry.seq))
  const found = new Map<string, string>()
  for (const { after } of rows) {
    const site = contentSchema.safeParse(after === null ? null : JSON.parse(after)).data
    if (site?.country !== undefined && site.country !== null) found.set(site.siteKey, site.country)
  }
  return found
}
