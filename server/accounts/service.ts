import type { Store } from '../../db/store.ts'
import { createAttemptLimit, type AttemptLimit } from './attempt-limit.ts'
import { createSessions } from './sessions.ts'
import type { AccountParts } from './sign-in.ts'

export { changePassword } from './change-password.ts'
export { offerSetup, setUpAdministrator, setupState } from './first-administrator.ts'
export { createAccount, resetPassword, setAccountLock } from './manage-accounts.ts'
export { createGrant, endGrant } from './manage-grants.ts'
export { isRole } from './sessions.ts'
export { signIn, signInFailed, signOut, type AccountParts } from './sign-in.ts'
export { verifyFactors } from './verify-factors.ts'
export { loadAccountViews, sessionView } from './views.ts'

/** What the account services share in one running server, or in one command of the shell. */
export interface AccountServices extends AccountParts {
  readonly attempts: AttemptLimit
}

export function createAccountServices(store: Store): AccountServices {
  return { store, sessions: createSessions(store), attempts: createAttemptLimit() }
}
