import { useRef, useState } from 'react'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { useSaveRecords, type PlacedSave } from '../kit/form/save-record.ts'
import { useReason, type Reason } from '../kit/form/use-reason.ts'
import { storedInConflict } from '../kit/form/stored-in-conflict.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import type { LedgerChecks } from './ledger-checks.ts'
import { useLedgerDrafts, type LedgerDrafts } from './ledger-drafts.ts'
import {
  typingFrom,
  unsavedAt,
  valuesToStore,
  withoutTyping,
  withStored,
  type Edits,
  type VisitTyping,
} from './ledger-edits.ts'
import { boxId, faultsIn, type LedgerFault } from './ledger-faults.ts'
import type { ChangeEdits } from './ledger-props.ts'
import type { Ledger, LedgerColumn } from './ledger.ts'

export interface LedgerSaveProps {
  readonly screen: SubjectScreen
  readonly form: FormDefinition
  readonly ledger: Ledger
  readonly edits: Edits
  readonly checks: LedgerChecks
  readonly onEdits: ChangeEdits
}

/** A colleague stored an assessment that is being saved here. */
export interface LedgerConflict {
  readonly visit: string
  readonly stored: RecordView
  readonly typing: VisitTyping
}

export interface LedgerSaving {
  /** Assessments with typing that is not saved. */
  readonly unsaved: readonly LedgerColumn[]
  readonly pending: boolean
  /** The last save stored all that was sent. */
  readonly saved: boolean
  readonly amending: boolean
  readonly reason: Reason
  readonly drafts: LedgerDrafts
  /** What keeps the ledger from being saved, once a save was tried. */
  readonly faults: readonly LedgerFault[]
  readonly conflict: LedgerConflict | null
  readonly shownError: Error | null
  readonly save: () => void
  readonly discard: () => void
  /** Goes on from what the colleague stored, with the values chosen. */
  readonly decide: (conflict: LedgerConflict, values: FormValues) => void
}

/** Saving of the ledger: faults, reason, the versions that were read, and conflicts. */
export function useLedgerSave(props: LedgerSaveProps): LedgerSaving {
  const { screen, form, ledger, edits, onEdits, checks } = props
  const reason = useReason()
  const [tried, setTried] = useState(false)
  const drafts = useLedgerDrafts({ screen, form, edits })
  const sending = useSending({ ...props, drafts })
  const unsaved = ledger.columns.filter((column) => column.unsaved)
  const amending = unsaved.some(({ record }) => record !== null)
  const faults = faultsIn(ledger)
  const save = (): void => {
    setTried(true)
    const [first] = faults
    if (first !== undefined) document.getElementById(boxId(first.visit, first.place))?.focus()
    else if (reason.isGiven(amending)) {
      sending.send(reason.text.trim(), () => {
        reason.set('')
        setTried(false)
      })
    }
  }
  return {
    unsaved,
    pending: sending.pending,
    saved: sending.saved,
    amending,
    reason,
    drafts,
    faults: tried ? faults : [],
    conflict: sending.conflict,
    shownError: sending.conflict === null ? sending.error : null,
    save,
    discard: () => {
      onEdits(withoutTyping)
      checks.forget()
      sending.forget()
      setTried(false)
    },
    decide: ({ visit, stored }, values) => {
      onEdits((now) => ({ ...now, [visit]: typingFrom(stored, values) }))
      sending.forget()
    },
  }
}

interface Sending {
  readonly pending: boolean
  readonly saved: boolean
  readonly error: Error | null
  readonly conflict: LedgerConflict | null
  readonly send: (reason: string, onSaved: () => void) => void
  /** The last refusal is settled. */
  readonly forget: () => void
}

/** Sends the edited assessments one after the other, each on the version its typing began from. */
function useSending(props: LedgerSaveProps & { readonly drafts: LedgerDrafts }): Sending {
  const { screen, form, ledger, edits, onEdits, checks, drafts } = props
  const saving = useSaveRecords(screen.study.id, screen.subject.subjid)
  const [refused, setRefused] = useState<string | null>(null)
  const busy = useRef(false)
  const { held } = drafts
  const send = async (reason: string, onSaved: () => void): Promise<void> => {
    await held.hold()
    const open = new Set<string>()
    const saves = ledger.columns.flatMap(({ visit }): PlacedSave[] => {
      const sent = unsavedAt(edits, visit)
      if (sent === null) return []
      open.add(visit)
      const onStored = (stored: RecordView): void => {
        open.delete(visit)
        held.saved(visit, sent)
        onEdits((now) => withStored(now, form, { visit, sent, stored }))
      }
      const confirmations = checks.waitingAt(visit)
      const kept = { typedAgoMs: held.agoMs(visit), draft: held.draft(visit) }
      const values = valuesToStore(sent)
      const place = { form: form.key, visit, basis: sent.basis }
      return [{ ...place, values, reason, ...kept, confirmations, onStored }]
    })
    try {
      await saving.mutateAsync(saves)
      setRefused(null)
      checks.forget()
      onSaved()
    } catch {
      // The mutation holds the refusal, and the page shows it.
      setRefused([...open][0] ?? null)
      held.refused()
    }
  }
  return {
    pending: saving.isPending,
    saved: saving.isSuccess,
    error: saving.error,
    conflict: conflictOf(props, refused, saving.error),
    send: (reason, onSaved) => {
      if (busy.current) return
      busy.current = true
      void send(reason, onSaved).finally(() => {
        busy.current = false
      })
    },
    forget: saving.reset,
  }
}

function conflictOf(
  { screen, form, edits }: LedgerSaveProps,
  visit: string | null,
  error: Error | null,
): LedgerConflict | null {
  const typing = visit === null ? null : unsavedAt(edits, visit)
  if (visit === null || typing === null) return null
  const read = screen.present.find((one) => one.form === form.key && one.visit === visit)
  const stored = storedInConflict(error, read ?? null)
  return stored === null ? null : { visit, stored, typing }
}
