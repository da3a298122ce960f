import type { NameAhead } from '../../db/hot.ts'
import type { Store, Tx } from '../../db/store.ts'
import { chainOf, type Actor } from './actor.ts'
import type { AuditDraft } from './audit-draft.ts'
import { openChain, type OpenChain } from './chain.ts'

/** What a change gives back: its result, and at least one audit entry. */
export interface Change<Result> {
  readonly result: Result
  readonly audit: readonly [AuditDraft, ...AuditDraft[]]
}

/** What is known of the unit before its entries are written. */
export interface Unit {
  /** Server time of the whole unit, ISO 8601 in UTC: its entries carry it too. */
  readonly at: string
  /** Seq that the first audit entry will have; the following ones count on from it. */
  readonly firstSeq: number
}

/**
 * Runs `fn` and writes its audit entries in one transaction: both or neither. The head of the
 * actor's chain is locked first, so writers of one study follow each other on PostgreSQL too, and
 * `fn` reads what the one before it committed. `fn` does nothing but queries through `tx`, and may
 * run again after a serialisation failure. Throws what `fn` throws, after the rollback;
 * `UnstorableTextError` for U+0000 in any text; the 409 `locked` for what a freeze or lock holds.
 * What `ahead` names `fn` finds read already, under the lock: it saves round trips and changes nothing.
 */
export async function unitOfWork<Result>(
  store: Store,
  actor: Actor,
  fn: (tx: Tx, unit: Unit) => Promise<Change<Result>>,
  ahead?: NameAhead,
): Promise<Result> {
  const name = chainOf(actor)
  return store.write(async (tx) => {
    const chain = await openChain(tx, { store, chain: name, actor, at: store.now(), ahead })
    const { result, audit } = await fn(tx, unitOf(chain))
    await chain.append(audit)
    await chain.close()
    return result
  }, name)
}

function unitOf(chain: OpenChain): Unit {
  return { at: chain.at, firstSeq: chain.nextSeq() }
}

/** Writes the audit entries of one batch of a long change, in order. */
export type AppendMany = (audit: readonly AuditDraft[]) => Promise<void>

/**
 * `unitOfWork` for long changes such as imports: `fn` writes a batch and appends its entries, again
 * and again, in one transaction. Memory holds one batch; other requests are answered between
 * batches. Throws `NothingAuditedError` (and changes nothing) when no entry was appended.
 */
export async function longUnitOfWork<Result>(
  store: Store,
  actor: Actor,
  fn: (tx: Tx, appendMany: AppendMany, unit: Unit) => Promise<Result>,
): Promise<Result> {
  const name = chainOf(actor)
  return store.write(async (tx) => {
    const chain = await openChain(tx, { store, chain: name, actor, at: store.now() })
    const unit = unitOf(chain)
    const appendMany: AppendMany = async (audit) => {
      await chain.append(audit)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const result = await fn(tx, appendMany, unit)
    if (chain.nextSeq() === unit.firstSeq) throw new NothingAuditedError()
    await chain.close()
    return result
  }, name)
}

/** A long change ended without any audit entry: it was rolled back. */
export class NothingAuditedError extends Error {
  override readonly name = 'NothingAuditedError'
  constructor() {
    super('A change without an audit entry is not stored. Append at least one.')
  }
}
