import { and, eq, isNull } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork, type Change } from '../audit/unit-of-work.ts'
import type { FactorKey } from './factor-key.ts'
import { dummyHash, isPassword } from './passwords.ts'
import type { SessionKeeper } from './sessions.ts'
import { tellLocked } from './tell-people.ts'
import { tokenHash } from './tokens.ts'
import { matchingCounter } from './totp.ts'

/** The last of this many wrong attempts in a row locks the account. */
export const FAILURES_TO_LOCK = 5

export interface AccountParts {
  readonly store: Store
  readonly sessions: SessionKeeper
  readonly factorKey: FactorKey
  /** Notices go by mail too, to those who gave an address. */
  readonly sendsMail: boolean
}

export type AccountRow = Store['t']['account']['$inferSelect']

/** What a person gives to prove who it is. */
export interface Components {
  readonly password: string
  /** Six digits of the second factor, or a recovery code; needed where the account has one. */
  readonly code?: string | undefined
}

interface Confirmation extends Components {
  readonly accountId: string
  /** A further signature in a series without a break: one component is enough. @source 21 CFR 11.200(a)(1)(i) */
  readonly passwordAlone?: boolean
}

/**
 * Checks all components of an account again, for an act that needs them such as a signature. Failures
 * count together with those of signing in: the fifth in a row locks the account and ends its
 * sessions. Both outcomes are entries of the installation's trail, by `actor`, who acts above studies.
 */
export async function verifyFactors(
  parts: AccountParts,
  actor: Actor,
  { accountId, passwordAlone = false, ...components }: Confirmation,
): Promise<'right' | 'wrong'> {
  const { store, sessions } = parts
  const seen = await checkPassword(store, accountId, components.password)
  const right = await unitOfWork(store, actor, async (tx): Promise<Change<boolean>> => {
    const account = await findById(store, tx, accountId)
    const proof = await judge(parts, tx, { account, seen, code: components.code, passwordAlone })
    if (proof.kind === 'wrong') {
      const act = 'account.confirm-failed'
      return { result: false, audit: await countFailure(parts, tx, { account, act }) }
    }
    if (proof.kind === 'barred') {
      return { result: false, audit: [failureDraft(account, 'account.confirm-failed', 'locked')] }
    }
    const { account: t } = store.t
    // A password without its code proves less than what was guessed: wrong codes stay counted.
    if (account.totpSecret === null || proof.factor !== 'none') {
      await tx.update(t).set({ failedAttempts: 0 }).where(eq(t.id, account.id))
    }
    const { factor } = proof
    const after = { username: account.username, factor }
    const entry = { act: 'account.confirm', entity: 'account' as const, entityId: account.id }
    return { result: true, audit: [{ ...entry, before: null, after }] }
  })
  if (!right) sessions.forget(accountId)
  return right ? 'right' : 'wrong'
}

/** A password compared outside of a transaction, and the hash it was compared with. */
export interface SeenPassword {
  readonly hash: string
  readonly correct: boolean
}

async function checkPassword(store: Store, id: string, password: string): Promise<SeenPassword> {
  const { account } = store.t
  const [row] = await store.read
    .select({ hash: account.passwordHash })
    .from(account)
    .where(eq(account.id, id))
  return comparePassword(row?.hash ?? null, password)
}

/** As slow without a hash as with one. */
export async function comparePassword(
  known: string | null,
  password: string,
): Promise<SeenPassword> {
  const hash = known ?? (await dummyHash())
  return { hash, correct: (await isPassword(hash, password)) && known !== null }
}

export type Factor = 'none' | 'code' | 'recovery-code'
type Proof =
  | { readonly kind: 'right'; readonly factor: Factor }
  | { readonly kind: 'wrong' }
  /** Locked or no longer active: nothing is counted. */
  | { readonly kind: 'barred' }

interface Judged {
  readonly account: AccountRow
  readonly seen: SeenPassword
  readonly code: string | undefined
  readonly passwordAlone?: boolean
}

/**
 * Judges components in the transaction that acts on them. A code that is taken is used up in it; one
 * beside a wrong password is not looked at.
 */
export async function judge(
  parts: Pick<AccountParts, 'store' | 'factorKey'>,
  tx: Tx,
  { account, seen, code, passwordAlone = false }: Judged,
): Promise<Proof> {
  if (account.locked || !account.active) return { kind: 'barred' }
  if (!seen.correct || seen.hash !== account.passwordHash) return { kind: 'wrong' }
  if (account.totpSecret === null || passwordAlone) return { kind: 'right', factor: 'none' }
  const factor = await takeCode(parts, tx, { account, code: code ?? '' })
  return factor === null ? { kind: 'wrong' } : { kind: 'right', factor }
}

async function takeCode(
  { store, factorKey }: Pick<AccountParts, 'store' | 'factorKey'>,
  tx: Tx,
  { account, code }: { readonly account: AccountRow; readonly code: string },
): Promise<Factor | null> {
  const typed = code.replaceAll(/[\s-]/g, '').toLowerCase()
  if (!/^\d{6}$/.test(typed)) return takeRecoveryCode(store, tx, account.id, typed)
  const secret = factorKey.open(account.totpSecret ?? '')
  if (secret === null) return null
  const attempt = { code: typed, now: store.now(), last: account.totpLastCounter }
  const counter = matchingCounter(secret, attempt)
  if (counter === null) return null
  const { account: t } = store.t
  await tx.update(t).set({ totpLastCounter: counter }).where(eq(t.id, account.id))
  return 'code'
}

async function takeRecoveryCode(
  store: Store,
  tx: Tx,
  accountId: string,
  typed: string,
): Promise<Factor | null> {
  const { recoveryCode: t } = store.t
  const here = and(eq(t.codeHash, tokenHash(typed)), eq(t.accountId, accountId), isNull(t.usedAt))
  const [found] = await tx.select({ codeHash: t.codeHash }).from(t).where(here)
  if (found === undefined) return null
  await tx.update(t).set({ usedAt: store.now() }).where(here)
  return 'recovery-code'
}

type FailedAct = 'session.sign-in-failed' | 'account.confirm-failed'

/** The entry of a refused attempt. It never says which component was wrong. */
export function failureDraft(
  account: AccountRow,
  act: FailedAct,
  why: 'locked' | 'wrong-components',
): AuditDraft {
  const after = { username: account.username, why }
  return { act, entity: 'account', entityId: account.id, before: null, after }
}

interface Failure {
  readonly account: AccountRow
  readonly act: FailedAct
}

/** Counts one wrong attempt; the fifth in a row locks the account, ends its sessions and tells. */
export async function countFailure(
  { store, sessions, sendsMail }: AccountParts,
  tx: Tx,
  { account, act }: Failure,
): Promise<[AuditDraft, ...AuditDraft[]]> {
  const failedAttempts = account.failedAttempts + 1
  const locks = failedAttempts >= FAILURES_TO_LOCK
  await tx
    .update(store.t.account)
    .set(locks ? { failedAttempts, locked: true, lockedAt: store.now() } : { failedAttempts })
    .where(eq(store.t.account.id, account.id))
  const failure = failureDraft(account, act, 'wrong-components')
  if (!locks) return [failure]
  await sessions.end(tx, account.id)
  const lock: AuditDraft = {
    act: 'account.lock',
    entity: 'account',
    entityId: account.id,
    before: { locked: false },
    after: { locked: true, failedAttempts },
    reason: 'repeated failed sign-in',
  }
  return [failure, lock, ...(await tellLocked({ store, sendsMail }, tx, account))]
}

async function findById(store: Store, tx: Tx, id: string): Promise<AccountRow> {
  const [row] = await tx.select().from(store.t.account).where(eq(store.t.account.id, id))
  if (row === undefined) throw new Error(`There is no account ${id}.`)
  return row
}
