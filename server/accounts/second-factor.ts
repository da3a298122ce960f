import { randomBytes } from 'node:crypto'
import { and, count, eq, isNull } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Account } from '../../shared/api/routes/accounts.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork, type Change } from '../audit/unit-of-work.ts'
import { personActor } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { invalidField, ProblemError } from '../http/problem-error.ts'
import { installationSettings } from '../settings/service.ts'
import { WRONG_CODE } from './attempt-limit.ts'
import { loadDuties } from './duties.ts'
import { newFirstPassword } from './passwords.ts'
import { reread, signInFailed } from './sign-in.ts'
import { tellFactorReset } from './tell-people.ts'
import { tokenHash } from './tokens.ts'
import { matchingCounter, otpauthUri, toBase32 } from './totp.ts'
import {
  countFailure,
  verifyFactors,
  type AccountParts,
  type Components,
} from './verify-factors.ts'
import { loadAccountView } from './views.ts'

const SECRET_BYTES = 20
const RECOVERY_CODES = 10

/** Who acts on the own account, and from where. */
export interface Self {
  readonly caller: Caller
  readonly origin: Origin
}

export function selfActor({ caller, origin }: Self): Actor {
  return personActor({ caller, origin, role: 'none', studyId: null })
}

/** Checks the components of the person at the keyboard. Throws the 401 problem when they are wrong. */
export async function confirmSelf(
  parts: AccountParts,
  self: Self,
  { password, code }: Components,
): Promise<void> {
  const { accountId } = self.caller
  const verdict = await verifyFactors(parts, selfActor(self), { accountId, password, code })
  if (verdict === 'wrong') throw signInFailed()
}

/** A new secret, which counts once a code of it was typed. It is told once and stored sealed. */
export async function beginFactor(
  parts: AccountParts,
  self: Self,
  components: Components,
): Promise<{ readonly secret: string; readonly uri: string }> {
  await confirmSelf(parts, self, components)
  const { store, factorKey } = parts
  const { accountId, username } = self.caller
  const secret = randomBytes(SECRET_BYTES)
  await unitOfWork(store, selfActor(self), async (tx) => {
    const { account } = store.t
    const totpPending = factorKey.seal(secret)
    await tx.update(account).set({ totpPending }).where(eq(account.id, accountId))
    return { result: null, audit: [factorDraft(accountId, 'factor.begin', { pending: true })] }
  })
  return { secret: toBase32(secret), uri: otpauthUri(username, secret) }
}

/**
 * Puts the secret in force by its first code, gives recovery codes, and ends the other sessions. A wrong
 * code (422) counts as a failed attempt, together with those of signing in.
 */
export async function confirmFactor(
  parts: AccountParts,
  self: Self,
  code: string,
): Promise<readonly string[]> {
  const { store, sessions, factorKey } = parts
  const { accountId, sessionId } = self.caller
  const codes = newRecoveryCodes()
  const verdict = await unitOfWork(store, selfActor(self), async (tx): Promise<Change<Verdict>> => {
    const row = await reread(store, tx, { id: accountId })
    const secret = row.totpPending === null ? null : factorKey.open(row.totpPending)
    if (secret === null) throw outOfOrder('factor.confirm', 'factor.begun')
    const attempt = { code: code.replaceAll(/\s/g, ''), now: store.now(), last: null }
    const counter = matchingCounter(secret, attempt)
    if (counter === null) {
      const failure = { account: row, act: 'account.confirm-failed' } as const
      return { result: 'wrong', audit: await countFailure(parts, tx, failure) }
    }
    const { account } = store.t
    const inForce = { totpSecret: row.totpPending, totpPending: null, totpLastCounter: counter }
    await tx
      .update(account)
      .set({ ...inForce, failedAttempts: 0 })
      .where(eq(account.id, accountId))
    await replaceCodes(store, tx, { accountId, codes })
    const ended = await sessions.end(tx, accountId, sessionId)
    const after = { secondFactor: true, recoveryCodes: codes.length, sessionsEnded: ended.length }
    const before = { secondFactor: row.totpSecret !== null }
    return { result: 'right', audit: [factorDraft(accountId, 'factor.enrol', after, before)] }
  })
  sessions.forget(accountId)
  if (verdict === 'wrong') throw invalidField('/code', WRONG_CODE)
  return codes
}

type Verdict = 'right' | 'wrong'

export async function renewRecoveryCodes(
  parts: AccountParts,
  self: Self,
  components: Components,
): Promise<readonly string[]> {
  const { store } = parts
  const { accountId } = self.caller
  await confirmSelf(parts, self, components)
  const codes = newRecoveryCodes()
  await unitOfWork(store, selfActor(self), async (tx) => {
    await expectFactor(store, tx, { accountId, step: 'factor.renew-codes' })
    await replaceCodes(store, tx, { accountId, codes })
    const after = { recoveryCodes: codes.length }
    return { result: null, audit: [factorDraft(accountId, 'factor.renew-codes', after)] }
  })
  return codes
}

/** Gives the own second factor up. Refused (409) where a role or a study asks for one. */
export async function removeFactor(
  parts: AccountParts,
  self: Self,
  components: Components,
): Promise<void> {
  const { store, sessions } = parts
  const { accountId } = self.caller
  if (await isFactorRequired(store, accountId)) {
    throw outOfOrder('factor.remove', 'factor.notRequired')
  }
  await confirmSelf(parts, self, components)
  await unitOfWork(store, selfActor(self), async (tx) => {
    await expectFactor(store, tx, { accountId, step: 'factor.remove' })
    await clearFactor(store, tx, accountId)
    return { result: null, audit: [removalDraft(accountId, 'factor.remove')] }
  })
  sessions.forget(accountId)
}

interface Reset {
  readonly accountId: string
  readonly reason: string
}

/** Takes a lost second factor away: the sessions end and the person is told. Nobody does it to the own account. */
export async function resetFactor(
  { store, sessions, sendsMail }: AccountParts,
  actor: Actor,
  { accountId, reason }: Reset,
): Promise<Account> {
  if (actor.accountId === accountId) throw invalidField('', 'factor.own')
  const view = await unitOfWork(store, actor, async (tx) => {
    const before = await loadAccountView(store, tx, accountId)
    await expectFactor(store, tx, { accountId, step: 'factor.reset' })
    await clearFactor(store, tx, accountId)
    await sessions.end(tx, accountId)
    const person = { id: accountId, username: before.username }
    const told = await tellFactorReset({ store, sendsMail }, tx, person)
    return {
      result: await loadAccountView(store, tx, accountId),
      audit: [{ ...removalDraft(accountId, 'factor.reset'), reason }, ...told],
    }
  })
  sessions.forget(accountId)
  return view
}

/** Whether a role that the person holds, or a study of it, asks for a second factor. */
export async function isFactorRequired(store: Store, accountId: string): Promise<boolean> {
  const { value } = await installationSettings(store)
  const state = { mustChangePassword: false, passwordSetAt: store.now(), hasFactor: false }
  return (await loadDuties(store, { accountId, ...state }, value)).mustEnrolFactor
}

export async function factorState(
  store: Store,
  accountId: string,
): Promise<{ secondFactor: boolean; required: boolean; recoveryCodesLeft: number }> {
  const { account, recoveryCode } = store.t
  const [row] = await store.read
    .select({ totpSecret: account.totpSecret })
    .from(account)
    .where(eq(account.id, accountId))
  const [left] = await store.read
    .select({ count: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt)))
  return {
    secondFactor: (row?.totpSecret ?? null) !== null,
    required: await isFactorRequired(store, accountId),
    recoveryCodesLeft: left?.count ?? 0,
  }
}

/** About 79 bits each, so that a fast hash is enough to store them. */
function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => newFirstPassword())
}

async function replaceCodes(
  store: Store,
  tx: Tx,
  { accountId, codes }: { readonly accountId: string; readonly codes: readonly string[] },
): Promise<void> {
  await dropCodes(store, tx, accountId)
  const createdAt = store.now()
  const rows = codes.map((code) => ({
    codeHash: tokenHash(code.replaceAll('-', '')),
    accountId,
    createdAt,
  }))
  await tx.insert(store.t.recoveryCode).values(rows)
}

/** They open nothing any more, so that nothing needs to be kept of them; the trail tells of each use. */
async function dropCodes(store: Store, tx: Tx, accountId: string): Promise<void> {
  const { recoveryCode } = store.t
  await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId))
}

async function clearFactor(store: Store, tx: Tx, accountId: string): Promise<void> {
  const { account } = store.t
  await tx
    .update(account)
    .set({ totpSecret: null, totpPending: null, totpLastCounter: null })
    .where(eq(account.id, accountId))
  await dropCodes(store, tx, accountId)
}

async function expectFactor(
  store: Store,
  tx: Tx,
  { accountId, step }: { readonly accountId: string; readonly step: string },
): Promise<void> {
  const { totpSecret } = await reread(store, tx, { id: accountId })
  if (totpSecret === null) throw outOfOrder(step, 'factor.inForce')
}

function outOfOrder(step: string, required: string): ProblemError {
  const type = 'urn:problem:wrong-order'
  return new ProblemError({ type, status: 409, step, requires: [required] })
}

type FactorAct = `factor.${string}`

function factorDraft(
  entityId: string,
  act: FactorAct,
  after: object,
  before: object | null = null,
): AuditDraft {
  return { act, entity: 'account', entityId, before, after }
}

function removalDraft(accountId: string, act: FactorAct): AuditDraft {
  return factorDraft(accountId, act, { secondFactor: false }, { secondFactor: true })
}
