import type * as routes from '../../shared/api/routes/accounts.ts'
import type * as ownRoutes from '../../shared/api/routes/own-access.ts'
import { actorOf } from '../http/actor.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { Call, Handlers } from '../http/route-handler.ts'
import * as accounts from './service.ts'

/** Ids of the routes that an account may use before its password is changed. */
export const OPEN_BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set([
  'getSession',
  'changePassword',
  'signOut',
])

/** The same before a second factor that a role or a study asks for is set up. */
export const OPEN_BEFORE_SECOND_FACTOR: ReadonlySet<string> = new Set([
  ...OPEN_BEFORE_PASSWORD_CHANGE,
  'getOwnAccess',
  'beginFactor',
  'confirmFactor',
])

type Entrance = 'signIn' | 'signOut' | 'getSession' | 'changePassword' | 'getSetup' | 'setUp'

export function accountHandlers(parts: accounts.AccountServices): Handlers<typeof routes> {
  return { ...entranceHandlers(parts), ...managementHandlers(parts) }
}

function entranceHandlers(
  parts: accounts.AccountServices,
): Handlers<Pick<typeof routes, Entrance>> {
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
      const changed = { ...caller, mustChangePassword: false, passwordExpired: false }
      return { body: await accounts.sessionView(store, changed) }
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
  }
}

function managementHandlers(
  parts: accounts.AccountServices,
): Handlers<Omit<typeof routes, Entrance>> {
  const { store } = parts
  return {
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
    async verifyIdentity(call) {
      const { account: accountId, grant: grantId } = call.params
      const check = { accountId, grantId, ...call.body }
      return { body: await accounts.verifyIdentity(parts, actorOf(call), check) }
    },
    async resetFactor(call) {
      const reset = { accountId: call.params.account, reason: call.body.reason }
      return { body: await accounts.resetFactor(parts, actorOf(call), reset) }
    },
    async endAccountSessions(call) {
      const of = { accountId: call.params.account, reason: call.body.reason }
      return { body: { ended: await accounts.endAccountSessions(parts, actorOf(call), of) } }
    },
    async revokeAccountTokens(call) {
      const of = { accountId: call.params.account, reason: call.body.reason }
      return { body: { revoked: await accounts.revokeAccountTokens(parts, actorOf(call), of) } }
    },
  }
}

/** What a person does about the own account. Where components are typed again, guessing is slowed. */
export function ownAccessHandlers(parts: accounts.AccountServices): Handlers<typeof ownRoutes> {
  const { store } = parts
  return {
    async getOwnAccess({ caller }) {
      return {
        body: {
          ...(await accounts.factorState(store, caller.accountId)),
          sessions: await accounts.ownSessions(store, caller),
          tokens: await accounts.ownTokens(store, caller.accountId),
        },
      }
    },
    async beginFactor(call) {
      return {
        body: await guarded(parts, call, () => accounts.beginFactor(parts, call, call.body)),
      }
    },
    async confirmFactor(call) {
      const act = () => accounts.confirmFactor(parts, call, call.body.code)
      return { body: { recoveryCodes: [...(await guarded(parts, call, act))] } }
    },
    async renewRecoveryCodes(call) {
      const act = () => accounts.renewRecoveryCodes(parts, call, call.body)
      return { body: { recoveryCodes: [...(await guarded(parts, call, act))] } }
    },
    async removeFactor(call) {
      await guarded(parts, call, () => accounts.removeFactor(parts, call, call.body))
      return { body: null }
    },
    async endOwnSession(call) {
      return { body: { ended: await accounts.endOwnSession(parts, call, call.params.session) } }
    },
    async endOtherSessions(call) {
      return { body: { ended: await accounts.endOtherSessions(parts, call) } }
    },
    async createToken(call) {
      return {
        body: await guarded(parts, call, () => accounts.createToken(parts, call, call.body)),
      }
    },
    async revokeToken(call) {
      return { body: await accounts.revokeToken(parts, call, call.params.token) }
    },
  }
}

type PasswordCall = Pick<Call<typeof routes.signIn>, 'origin' | 'transport'>

/** Passwords travel encrypted or not beyond this machine, and an address that keeps failing waits. */
async function guarded<T>(
  { attempts }: accounts.AccountServices,
  { origin, transport }: PasswordCall,
  act: () => Promise<T>,
): Promise<T> {
  if (transport === 'plain') {
    throw new ProblemError({ type: 'urn:problem:insecure-transport', status: 403 })
  }
  return attempts.run(origin.address, act)
}
