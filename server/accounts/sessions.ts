import { setTimeout } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import { isBusy } from '../../db/busy.ts'
import { freshMarks } from '../../db/change-marks.ts'
import type { Store, Tx } from '../../db/store.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { systemActor } from '../http/actor.ts'
import type { Caller, Origin, Sessions } from '../http/caller.ts'
import { isDiskFull } from '../http/disk-full.ts'
import { installationSettings } from '../settings/service.ts'
import { isInForce, loadDuties, type Duties } from './duties.ts'
import { newToken, tokenHash } from './tokens.ts'

const ABSOLUTE_HOURS = 12
const ABSOLUTE_MS = ABSOLUTE_HOURS * 3_600_000

/** How long a session is trusted while no right changes: limits of time are looked at so often. */
const TRUSTED_MS = 2_000
/** How precisely the database knows when a session was last used. */
const TOUCH_MS = 60_000
/** How long a request waits for its use of the session to be noted. */
const TOUCH_PATIENCE_MS = 1_000

/** Sessions as the pipeline and the account services use them. */
export interface SessionKeeper extends Sessions {
  /** Opens a session in the caller's transaction and gives its token, which is stored nowhere. */
  open(tx: Tx, accountId: string, origin: Origin): Promise<OpenedSession>
  /** Ends sessions of an account in the caller's transaction; `except` stays. Returns the ended ids. */
  end(tx: Tx, accountId: string, except?: string): Promise<readonly string[]>
  endOne(tx: Tx, sessionId: string): Promise<boolean>
  /** Forgets what is remembered of an account. Call it after the transaction that changed it. */
  forget(accountId: string): void
  /** Forgets everybody. Call it after a change of settings that concerns many. */
  forgetAll(): void
}

export interface OpenedSession {
  readonly id: string
  readonly token: string
  readonly expiresAt: string
}

interface Remembered {
  readonly caller: Caller
  readonly readAt: number
  /** The mark of all rights when it was read. */
  readonly mark: number
  lastSeen: number
  storedSeen: number
}

/**
 * Sessions with a short memory: a request within two seconds of the last look trusts it, so a burst
 * of saves does not read the same rows again. Each request reads the mark of all rights: a lock, a
 * withdrawn right or the end of a session counts at the next request, whichever process wrote it.
 */
export function createSessions(store: Store): SessionKeeper {
  const remembered = new Map<string, Remembered>()
  const timedOut = new Map<string, Promise<void>>()

  /** Two requests at the same moment record one time-out. */
  const timeOut = async (session: LiveSession, limit: 'idle' | 'absolute'): Promise<void> => {
    const { sessionId } = session
    const recorded = timedOut.get(sessionId) ?? recordTimeOut(store, session, limit)
    timedOut.set(sessionId, recorded)
    await recorded.finally(() => timedOut.delete(sessionId))
  }

  const load = async (hash: string, now: number, mark: number): Promise<Remembered | null> => {
    const session = await loadSession(store, hash)
    if (session === null) return null
    const earlier = remembered.get(hash)
    const storedSeen = Date.parse(session.lastSeenAt)
    const lastSeen = Math.max(storedSeen, earlier?.lastSeen ?? 0)
    const { value: settings } = await installationSettings(store)
    const isIdle = now - lastSeen > settings.idleMinutes * 60_000
    const limit = isIdle ? 'idle' : now >= Date.parse(session.expiresAt) ? 'absolute' : null
    if (limit !== null) {
      await timeOut(session, limit)
      return null
    }
    const { totpSecret, ...state } = session
    const duties = await loadDuties(store, { ...state, hasFactor: totpSecret !== null }, settings)
    return { caller: toCaller(session, duties), readAt: now, mark, lastSeen, storedSeen }
  }

  const recall = async (token: string, now: number): Promise<Remembered | null> => {
    const hash = tokenHash(token)
    const { access: mark } = await freshMarks(store)
    const known = remembered.get(hash)
    const fresh = known?.mark === mark && Math.abs(now - known.readAt) < TRUSTED_MS
    const entry = fresh ? known : await load(hash, now, mark)
    if (entry === null) remembered.delete(hash)
    else remembered.set(hash, entry)
    return entry
  }

  return {
    async find(token) {
      const now = Date.parse(store.now())
      const entry = await recall(token, now)
      if (entry === null) return null
      await touch(store, entry, now)
      return inForce(entry.caller, new Date(now).toISOString())
    },
    async peek(token) {
      const now = Date.parse(store.now())
      const entry = await recall(token, now)
      return entry === null ? null : inForce(entry.caller, new Date(now).toISOString())
    },
    ...writes(store),
    forget(accountId) {
      for (const [hash, { caller }] of remembered) {
        if (caller.accountId === accountId) remembered.delete(hash)
      }
    },
    forgetAll: () => {
      remembered.clear()
    },
  }
}

/** Notes that a session was used; the database learns of it once a minute. */
async function touch(store: Store, entry: Remembered, now: number): Promise<void> {
  entry.lastSeen = now
  // Ahead of now, where the clock was set back: what is stored would keep the session from going idle.
  if (Math.abs(now - entry.storedSeen) < TOUCH_MS) return
  const before = entry.storedSeen
  entry.storedSeen = now
  const { session } = store.t
  const noted = store
    .write(async (tx) => {
      const lastSeenAt = new Date(now).toISOString()
      await tx.update(session).set({ lastSeenAt }).where(eq(session.id, entry.caller.sessionId))
    })
    .catch((error: unknown) => {
      entry.storedSeen = before
      if (!isDiskFull(error) && !isBusy(error)) throw error
    })
  // Reading goes on, on a full disk and beside another process that writes for long: this process
  // remembers the use, and a later one notes it.
  await Promise.race([noted, setTimeout(TOUCH_PATIENCE_MS, null, { ref: false })])
}

/** What opens and ends sessions in the caller's transaction. */
function writes(store: Store): Pick<SessionKeeper, 'open' | 'end' | 'endOne'> {
  return {
    open: (tx, accountId, origin) => open(store, tx, { accountId, origin }),
    end: (tx, accountId, except) => endAll(store, tx, { accountId, except }),
    endOne: (tx, sessionId) => endOne(store, tx, sessionId),
  }
}

async function open(
  store: Store,
  tx: Tx,
  { accountId, origin }: { readonly accountId: string; readonly origin: Origin },
): Promise<OpenedSession> {
  const token = newToken()
  const now = store.now()
  const expiresAt = new Date(Date.parse(now) + ABSOLUTE_MS).toISOString()
  const id = store.newId()
  await tx.insert(store.t.session).values({
    id,
    tokenHash: tokenHash(token),
    accountId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    sourceAddress: origin.address,
    userAgent: origin.userAgent,
  })
  return { id, token, expiresAt }
}

async function endAll(
  store: Store,
  tx: Tx,
  { accountId, except }: { readonly accountId: string; readonly except: string | undefined },
): Promise<readonly string[]> {
  const { session } = store.t
  const live = await tx
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.accountId, accountId), isNull(session.endedAt)))
  const ended = live.map(({ id }) => id).filter((id) => id !== except)
  for (const id of ended) await endOne(store, tx, id)
  return ended
}

/** False where it had ended before. */
async function endOne(store: Store, tx: Tx, sessionId: string): Promise<boolean> {
  const { session } = store.t
  const ended = await tx
    .update(session)
    .set({ endedAt: store.now() })
    .where(and(eq(session.id, sessionId), isNull(session.endedAt)))
    .returning({ id: session.id })
  return ended.length > 0
}

interface LiveSession {
  readonly sessionId: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly accountId: string
  readonly username: string
  readonly displayName: string
  readonly mustChangePassword: boolean
  readonly passwordSetAt: string
  readonly totpSecret: string | null
}

async function loadSession(store: Store, hash: string): Promise<LiveSession | null> {
  const { session, account } = store.t
  const [row] = await store.read
    .select({
      sessionId: session.id,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
      accountId: account.id,
      username: account.username,
      displayName: account.displayName,
      mustChangePassword: account.mustChangePassword,
      passwordSetAt: account.passwordSetAt,
      totpSecret: account.totpSecret,
    })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .where(
      and(
        eq(session.tokenHash, hash),
        isNull(session.endedAt),
        eq(account.locked, false),
        eq(account.active, true),
      ),
    )
  return row ?? null
}

function toCaller(session: LiveSession, duties: Duties): Caller {
  const { sessionId, accountId, username, displayName, expiresAt } = session
  return { sessionId, accountId, username, displayName, expiresAt, ...duties }
}

/** The caller with the grants that hold at this moment. */
function inForce(caller: Caller, now: string): Caller {
  const grants = caller.grants.filter((grant) => isInForce(grant, now))
  return grants.length === caller.grants.length ? caller : { ...caller, grants }
}

/** Another process recorded the time-out meanwhile: nothing is written. */
class EndedElsewhere extends Error {}

async function recordTimeOut(
  store: Store,
  session: LiveSession,
  limit: 'idle' | 'absolute',
): Promise<void> {
  const actor = systemActor({ part: 'sessions', studyId: null })
  const recorded = unitOfWork(store, actor, async (tx) => {
    if (!(await endOne(store, tx, session.sessionId))) throw new EndedElsewhere()
    const { lastSeenAt } = session
    const after = { username: session.username, limit, lastSeenAt }
    const entityId = session.sessionId
    return {
      result: null,
      audit: [{ act: 'session.time-out', entity: 'session', entityId, before: null, after }],
    }
  })
  await recorded.catch((error: unknown) => {
    if (!(error instanceof EndedElsewhere)) throw error
  })
}
