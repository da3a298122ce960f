import type { NameAhead, ReadAhead } from '../../db/hot.ts'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Confirmation } from '../../shared/api/routes/subjects.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { signaturesAhead } from '../audit/break-signatures.ts'
import type { SubjectPlace } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'

/** Where a record is saved, and by whom. */
export interface SavePlace {
  readonly actor: Actor
  readonly studyId: string
  readonly subject: SubjectPlace
  readonly pinned: PinnedDefinition
  /** Whether the actor may fill the investigator's forms at the subject's site. */
  readonly asInvestigator: boolean
}

/** What follows from a saved record, in the same transaction: further changes with their entries. */
export interface AfterSave {
  (
    tx: Tx,
    saved: SavePlace & {
      readonly record: RecordRow
      /** The record as it was; null for a new one. */
      readonly before: RecordRow | null
      readonly at: string
      /** The audit entry of the record's own change. */
      readonly seq: number
      /** Checks that the person confirmed at this save. */
      readonly confirmations: readonly Confirmation[]
    },
  ): Promise<readonly AuditDraft[]>
  /** Names what it reads after any save of the record, so that it is read with the lock. */
  readonly ahead?: AheadOfSave
}

/** `recordId` is null for a record that is still to be made. */
export type AheadOfSave = (
  ahead: ReadAhead,
  of: { readonly studyId: string; readonly subjectId: string; readonly recordId: string | null },
) => void

/** Steps that follow a saved record, one after the other. They are given the very same object. */
export function inTurn(...steps: readonly AfterSave[]): AfterSave {
  const all: AfterSave = async (tx, saved) => {
    const drafts: AuditDraft[] = []
    for (const step of steps) drafts.push(...(await step(tx, saved)))
    return drafts
  }
  const ahead: AheadOfSave = (names, of) => {
    for (const step of steps) step.ahead?.(names, of)
  }
  return Object.assign(all, { ahead })
}

/**
 * Takes away what the saver had kept as a draft of this record, and says when the first of it was
 * typed (ISO 8601, UTC); null without a draft.
 */
export interface TakeDraft {
  (
    tx: Tx,
    of: {
      readonly accountId: string | null
      readonly record: Pick<RecordRow, 'subjectId' | 'form' | 'visit' | 'rowKey'>
      /** A row that had no key before it was saved. */
      readonly isNew: boolean
      /** When the draft was saved that goes; null: none; absent: whichever is there. */
      readonly draft?: string | null | undefined
    },
  ): Promise<string | null>
  /** Names what it reads, so that it is read with the lock. */
  readonly ahead: (
    ahead: ReadAhead,
    of: { readonly accountId: string | null; readonly subjectId: string },
  ) => void
}

export interface EntryParts {
  readonly store: Store
  readonly afterSave: AfterSave
  readonly takeDraft: TakeDraft
}

/** What every save of a record reads, so that it is read with the lock. */
export function aheadOfSave(
  { store, afterSave, takeDraft }: EntryParts,
  { actor, studyId, subject }: SavePlace,
  recordId: string | null,
): NameAhead {
  const { id: subjectId } = subject
  return (ahead) => {
    if (recordId !== null) ahead.record(recordId)
    takeDraft.ahead(ahead, { accountId: actor.accountId, subjectId })
    afterSave.ahead?.(ahead, { studyId, subjectId, recordId })
    signaturesAhead(store.t, ahead, subjectId)
  }
}
