import type { Store } from '../../db/store.ts'
import type { Actor } from '../audit/actor.ts'
import type { EntityDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { VerifyReport } from '../audit/verify.ts'
import { backupState, noteState } from '../backup/service.ts'
import { systemActor } from '../http/actor.ts'

/** What the trail keeps of a check of trail and data. */
export function verifiedDraft(after: object): EntityDraft {
  return { act: 'verify.done', entity: 'setting', entityId: 'backup-state', before: null, after }
}

interface VerifiedResult extends Omit<VerifyReport, 'faults'> {
  readonly faults: number
  readonly kinds: readonly string[]
}

/** What a check found: counts, and of which kinds the faults are. */
export function verifiedResult(report: VerifyReport): VerifiedResult {
  const { entries, records, chains, faults } = report
  return { entries, records, chains, faults: faults.length, kinds: kindsOf(faults) }
}

function kindsOf(faults: VerifyReport['faults']): readonly string[] {
  return [...new Set(faults.map(({ kind }) => kind))]
}

/** Keeps a check that was made from a shell as the last one, so that its faults reach the administrators. */
export async function noteVerified(
  store: Store,
  actor: Actor,
  report: VerifyReport,
): Promise<void> {
  await unitOfWork(store, actor, async (tx, { at }) => {
    const result = verifiedResult(report)
    const { entries, faults } = result
    await noteState(tx, store, at, { verified: { at, entries, faults } })
    return { result: null, audit: [verifiedDraft(result)] }
  })
}

/**
 * Keeps the faults that a look at the ends of the chains found, where no more are known already: a look at
 * all of it tells more, and a start that finds them again tells nothing new. @source AT-19
 */
export async function noteTails(
  store: Store,
  { entries, faults }: Pick<VerifyReport, 'entries' | 'faults'>,
): Promise<void> {
  const actor = systemActor({ part: 'start', studyId: null })
  await unitOfWork(store, actor, async (tx, { at }) => {
    const { verified } = await backupState(store, tx)
    if (faults.length <= (verified?.faults ?? 0)) throw new KnownError()
    await noteState(tx, store, at, { verified: { at, entries, faults: faults.length } })
    const after = { looked: 'tails', entries, faults: faults.length, kinds: kindsOf(faults) }
    return { result: null, audit: [verifiedDraft(after)] }
  }).catch((error: unknown) => {
    if (!(error instanceof KnownError)) throw error
  })
}

/** Ends a unit of work in which nothing is left to note. */
class KnownError extends Error {}
