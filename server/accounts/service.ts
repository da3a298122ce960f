import type { Store } from '../../db/store.ts'
import type { Bearers } from '../http/caller.ts'
import { createAttemptLimit, type AttemptLimit } from './attempt-limit.ts'
import { createBearers } from './bearers.ts'
import { passingFactorKey, type FactorKey } from './factor-key.ts'
import { createSessions } from './sessions.ts'
import type { AccountParts } from './verify-factors.ts'

export { createToken, ownTokens, revokeAccountTokens, revokeToken } from './access-tokens.ts'
export { changePassword } from './change-password.ts'
export { isRole } from './duties.ts'
export { loadFactorKey, refuseFaultyFactorKey, type FactorKey } from './factor-key.ts'
export { offerSetup, setUpAdministrator, setupState } from './first-administrator.ts'
export { createAccount, resetPassword, setAccountLock } from './manage-accounts.ts'
export { createGrant, endGrant } from './manage-grants.ts'
export { endAccountSessions, endOtherSessions, endOwnSession, ownSessions } from './own-sessions.ts'
export { maySignAt, SIGNING_ROLES } from './may-sign.ts'
export {
  beginFactor,
  confirmFactor,
  factorState,
  removeFactor,
  renewRecoveryCodes,
  resetFactor,
} from './second-factor.ts'
export { signIn, signInFailed, signOut } from './sign-in.ts'
export { tellAdministrators } from './tell-people.ts'
export { verifyFactors, type AccountParts } from './verify-factors.ts'
export { verifyIdentity } from './verify-identity.ts'
export { loadAccountViews, sessionView } from './views.ts'

/** What the account services share in one running server, or in one command of the shell. */
export interface AccountServices extends AccountParts {
  readonly attempts: AttemptLimit
  readonly bearers: Bearers
}

interface Options {
  /** Opens the secrets of second factors. Without one they last as long as the process. */
  readonly factorKey?: FactorKey | undefined
  readonly sendsMail?: boolean
}

export function createAccountServices(store: Store, options: Options = {}): AccountServices {
  const { factorKey = passingFactorKey(), sendsMail = false } = options
  return {
    ...{ store, factorKey, sendsMail },
    sessions: createSessions(store),
    attempts: createAttemptLimit(store, 'password'),
    bearers: createBearers(store),
  }
}
