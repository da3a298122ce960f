import type { Role } from '../../shared/access/permissions.ts'

/** A right as the pipeline judges it. `studyId` null: every study; `siteId` null: every site. */
export interface GrantInForce {
  readonly role: Role
  readonly studyId: string | null
  readonly siteId: string | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** Who calls: a live session's account with its grants, past and coming ones left out. */
export interface Caller {
  readonly sessionId: string
  readonly accountId: string
  readonly username: string
  readonly displayName: string
  readonly mustChangePassword: boolean
  readonly expiresAt: string
  readonly grants: readonly GrantInForce[]
}

/** Where the request came from, for the trail. */
export interface Origin {
  readonly address: string
  readonly userAgent: string | null
}

/** What the pipeline needs of the accounts: the caller behind a session token, or null. */
export interface Sessions {
  find(token: string, origin: Origin): Promise<Caller | null>
}
