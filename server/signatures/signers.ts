import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Store } from '../../db/store.ts'
import type { Signer } from '../../shared/api/routes/signatures.ts'
import { SIGNING_ROLES } from '../accounts/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { serverTimeZone } from '../server-time-zone.ts'

interface StudyPart {
  readonly studyId: string
  readonly sites: SiteFilter
}

/**
 * Everybody who has or had the right to sign, a line for each grant, with the proof of identity and
 * how many signatures were given under it; for the letter of non-repudiation. Of the sites that the
 * caller may see. @source ES-12; 21 CFR 11.100(c)
 */
export async function listSigners(store: Store, part: StudyPart): Promise<readonly Signer[]> {
  const { studyId, sites } = part
  const { account, accountGrant: grant, site } = store.t
  const verifier = alias(account, 'verifier')
  const rows = await store.read
    .select({
      grant: grant.id,
      accountId: account.id,
      name: account.displayName,
      username: account.username,
      role: grant.role,
      siteId: grant.siteId,
      site: site.siteKey,
      timeZone: site.timeZone,
      from: grant.validFrom,
      to: grant.validTo,
      identityVerifiedBy: verifier.displayName,
      identityMethod: grant.identityMethod,
      identityVerifiedOn: grant.identityVerifiedOn,
    })
    .from(grant)
    .innerJoin(account, eq(account.id, grant.accountId))
    .leftJoin(site, eq(site.id, grant.siteId))
    .leftJoin(verifier, eq(verifier.id, grant.identityVerifiedBy))
    .where(
      and(
        inArray(grant.role, SIGNING_ROLES),
        or(isNull(grant.studyId), eq(grant.studyId, studyId)),
      ),
    )
    .orderBy(asc(account.username), asc(grant.validFrom), asc(grant.id))
  const given = await givenSignatures(store, part)
  return rows
    .filter(({ siteId }) => siteId === null || includesSite(sites, siteId))
    .map(({ accountId, siteId, timeZone, ...row }) => {
      const own = given.filter(
        (one) =>
          one.signerId === accountId &&
          one.signerRole === row.role &&
          (siteId === null || one.siteId === siteId) &&
          isWithin(row, one.signedAt),
      )
      return {
        ...row,
        timeZone: timeZone ?? serverTimeZone(),
        signatures: own.length,
        lastSignedAt: own.at(-1)?.signedAt ?? null,
      }
    })
}

function isWithin(
  { from, to }: { readonly from: string; readonly to: string | null },
  at: string,
): boolean {
  return from <= at && (to === null || at < to)
}

interface Given {
  readonly signerId: string
  readonly signerRole: string
  readonly signedAt: string
  readonly siteId: string
}

async function givenSignatures(
  { t: { signature, subject }, read }: Store,
  { studyId, sites }: StudyPart,
): Promise<readonly Given[]> {
  const { signerId, signerRole, signedAt } = signature
  const rows = await read
    .select({ signerId, signerRole, signedAt, siteId: subject.siteId })
    .from(signature)
    .innerJoin(subject, eq(subject.id, signature.subjectId))
    .where(eq(signature.studyId, studyId))
    .orderBy(asc(signedAt), asc(signature.id))
  return rows.filter(({ siteId }) => includesSite(sites, siteId))
}
