import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Site } from '../../shared/api/routes/studies.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import type { Definitions } from './definitions.ts'

export interface SiteChange {
  readonly studyId: string
  /** Where the caller may change anything. */
  readonly sites: SiteFilter
  readonly code: string
  /** The site's, as the caller has seen it. */
  readonly version: number
  /** What it becomes; absent: stays. */
  readonly timeZone?: string | undefined
  readonly country?: string | undefined
  readonly reason: string
}

/**
 * Changes the time zone of a site, or its country. What is counted by its days is counted anew: lags,
 * visits due, clocks of reports; no date that was entered moves. Throws the 409 when the site was
 * changed meanwhile, the 422 where it would stay as it is.
 */
export async function amendSite(
  { store, definitions }: { readonly store: Store; readonly definitions: Definitions },
  actor: Actor,
  change: SiteChange,
): Promise<Site> {
  const { reason } = change
  const changed = await unitOfWork(store, actor, async (tx) => {
    const before = await expectSite(store, tx, change)
    const { timeZone = before.timeZone, country = before.country } = change
    if (before.timeZone === timeZone && before.country === country) throw unchanged(change)
    const after = { ...before, timeZone, country, version: before.version + 1 }
    const { site } = store.t
    const { version } = after
    await tx.update(site).set({ timeZone, country, version }).where(eq(site.id, before.id))
    const { id, siteKey, name } = after
    return {
      result: { code: siteKey, name, timeZone, country, version },
      audit: [
        {
          act: 'site.amend',
          entity: 'site',
          entityId: id,
          siteId: id,
          before: contentOf(before),
          after: contentOf(after),
          reason,
        },
      ],
    }
  })
  definitions.forget(change.studyId)
  return changed
}

function unchanged({ timeZone }: SiteChange): ProblemError {
  return timeZone === undefined
    ? invalidField('/country', 'study.countrySame')
    : invalidField('/timeZone', 'study.zoneSame')
}

type SiteRow = Store['t']['site']['$inferSelect']

async function expectSite(
  { t: { site } }: Store,
  tx: Tx,
  { studyId, sites, code, version }: SiteChange,
): Promise<SiteRow> {
  const [found] = await tx
    .select()
    .from(site)
    .where(and(eq(site.studyId, studyId), eq(site.siteKey, code)))
  if (found === undefined || !includesSite(sites, found.id)) throw notFound('site')
  if (found.version === version) return found
  throw new ProblemError({
    type: 'urn:problem:version-conflict',
    status: 409,
    expected: version,
    current: contentOf(found),
    submitted: null,
  })
}

function contentOf({ siteKey, name, timeZone, country, state }: SiteRow): object {
  return { siteKey, name, timeZone, country, state }
}
