import type { Role } from '../../shared/access/permissions.ts'
import type { TokenScope } from '../../shared/access/token-scopes.ts'

/** A right as the pipeline judges it. `studyId` null: every study; `siteId` null: every site. */
export interface GrantInForce {
  readonly id: string
  readonly role: Role
  readonly studyId: string | null
  readonly siteId: string | null
  readonly validFrom: string
  readonly validTo: string | null
  /** The training that the study asks of the role and the person lacks: nothing is written with it. */
  readonly missingTraining?: { readonly title: string; readonly version: number }
}

/** Who calls: a live session's account with its grants, past and coming ones left out. */
export interface Caller {
  readonly sessionId: string
  readonly accountId: string
  readonly username: string
  readonly displayName: string
  readonly mustChangePassword: boolean
  /** The password is older than the installation admits; `mustChangePassword` is true then. */
  readonly passwordExpired?: boolean
  /** A role or a study asks for a second factor, and the account has none. */
  readonly mustEnrolFactor?: boolean
  readonly expiresAt: string
  readonly grants: readonly GrantInForce[]
  /** Present where a script calls with an access token in place of a session. */
  readonly token?: { readonly name: string; readonly scopes: readonly TokenScope[] }
}

/** Where the request came from, for the trail. */
export interface Origin {
  readonly address: string
  readonly userAgent: string | null
}

/** What the pipeline needs of the accounts: the caller behind a session token, or null. */
export interface Sessions {
  find(token: string, origin: Origin): Promise<Caller | null>
  /** The same without counting as a use: nobody stays signed in because a window listens. */
  peek(token: string): Promise<Caller | null>
}

/** Access tokens of scripts, as the pipeline asks for them. */
export interface Bearers {
  /** The caller behind a token. Throws the 401 problem for one that is wrong, ended or late, the 429 one for an address that keeps failing. */
  find(token: string, origin: Origin): Promise<Caller>
}
