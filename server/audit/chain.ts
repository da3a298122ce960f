import type { NameAhead, RecordStamp } from '../../db/hot.ts'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { Actor } from './actor.ts'
import type { AuditDraft } from './audit-draft.ts'
import { breakDraft, markBroken, signaturesBrokenBy } from './break-signatures.ts'
import { sha256 } from './hash.ts'
import { guardLocks } from './refuse-locked.ts'
import { refuseUnstorableText } from './storable-text.ts'

/** An audit entry before its hash is taken. */
export type UnhashedEntry = Omit<AuditEntryRow, 'hash'>

/**
 * RFC 8785 text of an entry, its hash aside and the previous entry's hash among the rest. The
 * SHA-256 of this text is the entry's hash. Every entry has every field, and they stand here in their
 * order, so that nothing is sorted each time.
 */
export function entryText(entry: UnhashedEntry): string {
  const fields = {
    accountId: entry.accountId,
    act: entry.act,
    actorKind: entry.actorKind,
    actorSiteId: entry.actorSiteId,
    after: entry.after,
    at: entry.at,
    before: entry.before,
    chain: entry.chain,
    enteredAt: entry.enteredAt,
    entity: entry.entity,
    entityId: entry.entityId,
    form: entry.form,
    id: entry.id,
    previousHash: entry.previousHash,
    programVersion: entry.programVersion,
    reason: entry.reason,
    role: entry.role,
    rowKey: entry.rowKey,
    seq: entry.seq,
    siteId: entry.siteId,
    sourceAddress: entry.sourceAddress,
    subjectId: entry.subjectId,
    username: entry.username,
    visit: entry.visit,
  }
  return JSON.stringify(fields satisfies UnhashedEntry)
}

/** A chain whose head is locked, to which one transaction appends. */
export interface OpenChain {
  readonly at: string
  nextSeq(): number
  append(drafts: readonly AuditDraft[]): Promise<void>
  /** Writes the new head. Nothing may be appended after it. */
  close(): Promise<void>
}

interface ChainUse {
  readonly store: Store
  readonly chain: string
  readonly actor: Actor
  /** Server time of the transaction, ISO 8601 in UTC. */
  readonly at: string
  /** What is read right after the lock. */
  readonly ahead?: NameAhead | undefined
}

/**
 * Locks the head of a chain and continues it. What a freeze or lock in force does not admit is refused
 * where its entries are appended, whoever writes: `locked`.
 */
export async function openChain(tx: Tx, use: ChainUse): Promise<OpenChain> {
  const { store, chain, actor, at, ahead } = use
  const start = await tx.hot.lockChainHead(chain, ahead)
  const guard = await guardLocks({ store, tx, chain, hash: start.hash })
  let { seq, hash: lastHash } = start

  const write = (draft: AuditDraft, by: Actor): AuditEntryRow => {
    seq += 1
    const unhashed = unhashedEntry(draft, by, { chain, seq, at, previousHash: lastHash })
    const text = entryText(unhashed)
    refuseUnstorableText(unhashed, text)
    lastHash = sha256(text)
    return { ...unhashed, hash: lastHash }
  }

  return {
    at,
    nextSeq: () => seq + 1,
    async append(drafts) {
      await guard.admit(drafts, actor)
      const entries = drafts.map((draft) => write(draft, draft.by ?? actor))
      await tx.hot.insertAuditEntries(entries)
      await noteChangedRecords(tx, entries)
      const broken = await signaturesBrokenBy({ tx, t: store.t, at }, entries)
      if (broken.length === 0) return
      const breaks = broken.map(breakDraft).map((draft) => write(draft, draft.by ?? actor))
      await tx.hot.insertAuditEntries(breaks)
      for (const [place, one] of broken.entries()) {
        await markBroken({ tx, t: store.t, at }, one, breaks[place]?.seq ?? 0)
      }
    },
    async close() {
      if (isBackwards(start.at, at)) {
        const draft = clockDraft(chain, start.at, at)
        await tx.hot.insertAuditEntries([write(draft, clockActor(actor))])
      }
      await tx.hot.moveChainHead({ chain, seq, hash: lastHash, at })
      guard.closeAt(lastHash)
    },
  }
}

interface Place {
  readonly chain: string
  readonly seq: number
  readonly at: string
  readonly previousHash: string
}

function unhashedEntry(draft: AuditDraft, actor: Actor, place: Place): UnhashedEntry {
  return {
    id: `${place.chain}.${place.seq}`,
    ...place,
    actorKind: actor.kind,
    accountId: actor.accountId,
    username: actor.username,
    role: actor.role,
    actorSiteId: actor.siteId,
    sourceAddress: actor.sourceAddress,
    programVersion: actor.programVersion,
    act: draft.act,
    entity: draft.entity,
    entityId: draft.entityId,
    subjectId: draft.subjectId ?? null,
    siteId: draft.siteId ?? null,
    visit: draft.visit ?? null,
    form: draft.form ?? null,
    rowKey: draft.rowKey ?? null,
    before: jsonOrNull(draft.before),
    after: jsonOrNull(draft.after),
    reason: draft.reason ?? null,
    enteredAt: draft.enteredAt ?? null,
  }
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : canonicalJson(value)
}

async function noteChangedRecords(tx: Tx, entries: readonly AuditEntryRow[]): Promise<void> {
  const stamps = new Map<string, RecordStamp>()
  const subjects = new Set<string>()
  for (const { entity, entityId, subjectId, seq } of entries) {
    if (entity !== 'record') continue
    const firstSeq = stamps.get(entityId)?.firstSeq ?? seq
    stamps.set(entityId, { id: entityId, firstSeq, lastSeq: seq })
    if (subjectId !== null) subjects.add(subjectId)
  }
  if (stamps.size === 0) return
  await tx.hot.stampRecords([...stamps.values()])
  await tx.hot.raiseRevisions([...subjects])
}

// Several servers of one database may differ a little; more than this is a clock set back.
const CLOCK_TOLERANCE_MS = 2_000

function isBackwards(earlier: string, now: string): boolean {
  return earlier > now && Date.parse(earlier) - Date.parse(now) > CLOCK_TOLERANCE_MS
}

function clockDraft(chain: string, lastAt: string, now: string): AuditDraft {
  return {
    act: 'clock.backward',
    entity: 'auditEntry',
    entityId: chain,
    before: { at: lastAt },
    after: { at: now },
  }
}

function clockActor(actor: Actor): Actor {
  return { ...actor, kind: 'system', accountId: null, username: 'system', role: 'audit-trail' }
}
