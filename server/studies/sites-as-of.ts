import { and, asc, eq, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import { newestInForce } from './definitions.ts'

/** A site as it stood at an entry of the trail. */
export interface SiteAsOf {
  readonly id: string
  readonly code: string
  readonly name: string
  /** IANA name. */
  readonly timeZone: string
  /** ISO 3166-1, three letters; null where it was not recorded. */
  readonly country: string | null
  /** The versions of the definition that were approved by then, the first one first. */
  readonly versions: readonly SiteVersion[]
  /** Number of the version in force at the moment that was asked for. */
  readonly definitionVersion: number
}

interface SiteVersion {
  readonly number: number
  /** Calendar day of the site, ISO 8601. */
  readonly effectiveFrom: string
}

interface Moment {
  readonly studyId: string
  /** The last entry of the trail that counts. */
  readonly seq: number
  /** At which versions are in force (ISO 8601, UTC). */
  readonly at: string
}

const contentSchema = z.object({
  siteKey: z.string(),
  name: z.string(),
  timeZone: z.string(),
  country: z.string().nullish(),
})

/**
 * The sites of a study by code as the trail knew them at an entry: whatever is corrected, opened or
 * approved later changes nothing of an earlier state.
 */
export async function sitesAsOf(
  store: Store,
  { studyId, seq, at }: Moment,
): Promise<readonly SiteAsOf[]> {
  const { sites, approvals } = await entriesOf(store, { studyId, seq })
  const versions = await versionsBySite(store, studyId, approvals)
  return Array.from(sites, ([id, { siteKey: code, name, timeZone, country = null }]) => {
    const own = versions.get(id) ?? []
    const inForce = own.map((version) => ({ ...version, timeZone }))
    const definitionVersion = newestInForce(inForce, at) ?? 1
    return { id, code, name, timeZone, country, versions: own, definitionVersion }
  }).sort((a, b) => (a.code < b.code ? -1 : 1))
}

interface TrailOfSites {
  readonly sites: ReadonlyMap<string, z.output<typeof contentSchema>>
  /** Approvals by then: ids of their entities. */
  readonly approvals: ReadonlySet<string>
}

async function entriesOf(
  { t: { auditEntry: e }, read }: Store,
  { studyId, seq }: Omit<Moment, 'at'>,
): Promise<TrailOfSites> {
  const rows = await read
    .select({ entity: e.entity, id: e.entityId, after: e.after })
    .from(e)
    .where(
      and(
        eq(e.chain, studyId),
        or(eq(e.entity, 'site'), eq(e.entity, 'studyVersionSite')),
        lte(e.seq, seq),
      ),
    )
    .orderBy(asc(e.seq))
  const sites = new Map<string, z.output<typeof contentSchema>>()
  const approvals = new Set<string>()
  for (const { entity, id, after } of rows) {
    if (entity === 'studyVersionSite') {
      approvals.add(id)
      continue
    }
    const site = contentSchema.safeParse(after === null ? null : JSON.parse(after)).data
    if (site !== undefined) sites.set(id, site)
  }
  return { sites, approvals }
}

/** The version that a site was opened with has no entry of its own; every other one has its approval. */
async function versionsBySite(
  { t, read }: Store,
  studyId: string,
  approvals: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly SiteVersion[]>> {
  const { studyVersion, studyVersionSite, site } = t
  const rows = await read
    .select({
      versionId: studyVersion.id,
      number: studyVersion.number,
      siteId: studyVersionSite.siteId,
      effectiveFrom: studyVersionSite.effectiveFrom,
      setAt: studyVersionSite.setAt,
      openedAt: site.createdAt,
    })
    .from(studyVersionSite)
    .innerJoin(studyVersion, eq(studyVersion.id, studyVersionSite.studyVersionId))
    .innerJoin(site, eq(site.id, studyVersionSite.siteId))
    .where(eq(studyVersion.studyId, studyId))
    .orderBy(asc(studyVersion.number))
  const bySite = new Map<string, SiteVersion[]>()
  for (const { versionId, siteId, number, effectiveFrom, setAt, openedAt } of rows) {
    if (setAt !== openedAt && !approvals.has(`${versionId}/${siteId}`)) continue
    bySite.set(siteId, [...(bySite.get(siteId) ?? []), { number, effectiveFrom }])
  }
  return bySite
}
