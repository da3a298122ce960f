import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { StudyVersion } from '../../shared/api/routes/amendments.ts'
import type { DefinitionBySite } from '../studies/service.ts'

interface SiteOfStudy {
  readonly id: string
  readonly code: string
}

/** The versions of a study, the newest first, with where each was approved among some sites. */
export async function readVersions(
  { store, inForceAt }: { readonly store: Store; readonly inForceAt: DefinitionBySite },
  studyId: string,
  sites: readonly SiteOfStudy[],
): Promise<readonly StudyVersion[]> {
  const { studyVersion, account } = store.t
  const rows = await store.read
    .select({
      id: studyVersion.id,
      number: studyVersion.number,
      text: studyVersion.definition,
      hash: studyVersion.definitionHash,
      note: studyVersion.note,
      publishedAt: studyVersion.createdAt,
      publishedBy: account.username,
    })
    .from(studyVersion)
    .leftJoin(account, eq(account.id, studyVersion.createdBy))
    .where(eq(studyVersion.studyId, studyId))
    .orderBy(desc(studyVersion.number))
  const approvals = await readApprovals(store, studyId, sites)
  return rows.map(({ id, text, ...version }) => ({
    ...version,
    version: versionName(text),
    sites: sites.flatMap(({ id: siteId, code }) => {
      const approval = approvals.find((one) => one.versionId === id && one.siteId === siteId)
      if (approval === undefined) return []
      const { effectiveFrom, setAt, reason } = approval
      const inForce = inForceAt(siteId).number === version.number
      return [{ site: code, effectiveFrom, setAt, reason, inForce }]
    }),
  }))
}

/** The name of the version in a definition that was checked before it was stored. */
function versionName(text: string): string {
  return (JSON.parse(text) as { version: string }).version
}

interface ApprovalRow {
  readonly versionId: string
  readonly siteId: string
  readonly effectiveFrom: string
  readonly setAt: string
  readonly reason: string | null
}

/** Approvals with their reasons, which the trail alone keeps. */
async function readApprovals(
  store: Store,
  studyId: string,
  sites: readonly SiteOfStudy[],
): Promise<readonly ApprovalRow[]> {
  if (sites.length === 0) return []
  const { studyVersionSite: t, auditEntry } = store.t
  const ids = sites.map(({ id }) => id)
  const rows = await store.read.select().from(t).where(inArray(t.siteId, ids))
  const entries = await store.read
    .select({ place: auditEntry.entityId, reason: auditEntry.reason })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.entity, 'studyVersionSite')))
  const reasons = new Map(entries.map(({ place, reason }) => [place, reason]))
  return rows.map(({ studyVersionId, siteId, effectiveFrom, setAt }) => ({
    versionId: studyVersionId,
    siteId,
    effectiveFrom,
    setAt,
    reason: reasons.get(`${studyVersionId}/${siteId}`) ?? null,
  }))
}
