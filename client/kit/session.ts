import { useSuspenseQuery } from '@tanstack/react-query'
import { can, isRead, type Permission } from '../../shared/access/permissions.ts'
import type { Grant, Session } from '../../shared/api/routes/accounts.ts'
import { sessionQuery } from './queries.ts'

export interface Scope {
  readonly study?: string
  /** Site code of the subject at hand. */
  readonly site?: string
}

/**
 * Whether a grant of the session gives the permission in a study and, where asked, at a site. One whose
 * training is missing gives the right to read alone.
 */
export function holds(
  grants: readonly Grant[],
  permission: Permission,
  { study, site }: Scope = {},
): boolean {
  return grants.some(
    (grant) =>
      can(grant.role, permission) &&
      (grant.missingTraining === undefined || isRead(permission)) &&
      (grant.study === null || study === undefined || grant.study === study) &&
      (grant.site === null || site === undefined || grant.site === site),
  )
}

/** The session; null when nobody is signed in (only outside the frame). */
export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data
}

/** Asks permissions of the person signed in: `may('record.write', { study, site })`. */
export function usePermissions(): (permission: Permission, scope?: Scope) => boolean {
  const session = useSession()
  return (permission, scope) => holds(session?.grants ?? [], permission, scope)
}
