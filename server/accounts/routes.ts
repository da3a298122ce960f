import type * as routes from '../../shared/api/routes/accounts.ts'
import { actorOf } from '../http/actor.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { Call, Handlers } from '../http/route-handler.ts'
import * as accounts from './service.ts'

/** Ids of the routes that an account may use before its first password is changed. */
export const OPEN_BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set([
  'getSession',
  'changePassword',
  'signOut',
])

export function accountHandlers(parts: accounts.AccountServices): Handlers<typeof routes> {
  const { store } = parts
  return {
    async signIn(call) {
      const { session, token } = await guarded(parts, call, () =>
        accounts.signIn(parts, call.body, call.origin),
      )
      return { body: session, session: token }
    },
    async signOut({ caller, origin }) {
      await accounts.signOut(parts, caller, origin)
      return { body: null, session: null }
    },
    async getSession({ caller }) {
      return { body: caller === null ? null : await accounts.sessionView(store, caller) }
    },
    async changePassword(call) {
      const { caller, origin, body } = call
      await guarded(parts, call, () => accounts.changePassword(parts, caller, { ...body, origin }))
      return { body: await accounts.sessionView(store, { ...caller, mustChangePassword: false }) }
    },
    async getSetup() {
      return { body: await accounts.setupState(store) }
    },
    async setUp(call) {
      const { session, token } = await guarded(parts, call, () =>
        accounts.setUpAdministrator(parts, call.body, call.origin),
      )
      return { body: session, session: token }
    },
    async listAccounts() {
      return { body: { accounts: [...(await accounts.loadAccountViews(store, store.read))] } }
    },
    // The answer holds a password, so it is not kept for a repeat: that meets the name's 409.
    async createAccount(call) {
      return { body: await accounts.createAccount(parts, actorOf(call), call.body) }
    },
    async setAccountLock(call) {
      const lock = { accountId: call.params.account, ...call.body }
      return { body: await accounts.setAccountLock(parts, actorOf(call), lock) }
    },
    async resetPassword(call) {
      const { account } = call.params
      const { firstPassword } = await accounts.resetPassword(parts, actorOf(call), account)
      return { body: { firstPassword } }
    },
    async createGrant(call) {
      const grant = { accountId: call.params.account, ...call.body }
      return { body: await accounts.createGrant(parts, actorOf(call), grant) }
    },
    async endGrant(call) {
      const { account: accountId, grant: grantId } = call.params
      const end = { accountId, grantId, reason: call.body.reason }
      return { body: await accounts.endGrant(parts, actorOf(call), end) }
    },
  }
}

type PasswordCall = Pick<Call<typeof routes.signIn>, 'origin' | 'transport'>

/** Passwords travel encrypted or not beyond this machine, and an address that keeps failing waits. */
async function guarded<T>(
  { store, attempts }: accounts.AccountServices,
  { origin, transport }: PasswordCall,
  act: () => Promise<T>,
): Promise<T> {
  if (transport === 'plain') {
    throw new ProblemError({ type: 'urn:problem:insecure-transport', status: 403 })
  }
  const now = Date.parse(store.now())
  attempts.check(origin.address, now)
  try {
    return await act()
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) {
      attempts.noteFailure(origin.address, now)
    }
    throw error
  }
}
