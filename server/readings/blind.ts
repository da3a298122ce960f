import { and, eq, isNull, or } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { can, ROLES } from '../../shared/access/permissions.ts'
import { ProblemError } from '../http/problem-error.ts'

const SEEING: ReadonlySet<string> = new Set(
  ROLES.filter((role) => can(role, 'subject.read') || can(role, 'analysis.read')),
)

/**
 * A reader is blind to what others made of the images. Throws the 409 problem for an account that
 * holds, or ever held, a role in the study that sees the subjects' data. @source LK-06
 */
export async function refuseWhoSaw(
  { read, t: { accountGrant } }: Store,
  { accountId, studyId }: { readonly accountId: string; readonly studyId: string },
): Promise<void> {
  const grants = await read
    .select({ role: accountGrant.role })
    .from(accountGrant)
    .where(
      and(
        eq(accountGrant.accountId, accountId),
        or(isNull(accountGrant.studyId), eq(accountGrant.studyId, studyId)),
      ),
    )
  if (!grants.some(({ role }) => SEEING.has(role))) return
  throw new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'reading.record',
    requires: ['reader.blind'],
  })
}
