import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type RefObject } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import type { FormChecks } from '../edit-checks/form-checks.tsx'
import { ProblemFailure } from '../http.ts'
import { invalidateStudyData } from '../queries.ts'
import { putIntoBoxes, toInput, type RecordFormState } from './form-input.ts'
import { pathOfPointer } from './item-address.ts'
import { useSaveRecord, withoutEmptyRows, type RecordPlace } from './save-record.ts'
import { isTaken, storedInConflict } from './stored-in-conflict.ts'
import { commitTyping } from './typing-place.ts'
import type { TypingKept } from './use-draft.ts'

export interface SavingOptions {
  readonly form: FormDefinition
  readonly place: RecordPlace
  readonly record: RecordView | null
  /** What a new form began with. */
  readonly prefilled?: FormValues
  readonly methods: RecordFormState
  /** The version the boxes were filled from. */
  readonly basis: RefObject<RecordView | null>
  /** Keeps what is typed until it is saved. */
  readonly typing: TypingKept
  /** What is confirmed with the save. */
  readonly checks: Pick<FormChecks, 'waiting' | 'forget'>
  /** Saved, and seen wherever the record shows. */
  readonly onSaved?: (record: RecordView) => void
}

export interface Saving {
  /** The record as last seen; null: not saved yet. */
  readonly current: RecordView | null
  readonly pending: boolean
  readonly reason: Reason
  readonly savedAt: string | null
  /** What a colleague saved meanwhile, when that refused the save. */
  readonly conflict: RecordView | null
  /** The values the boxes were filled from. */
  readonly begunWith: FormValues
  readonly shownError: Error | null
  /** Saves; true when it is saved. */
  readonly submit: () => Promise<boolean>
  /** Goes on from the stored version with the values chosen for the conflict. */
  readonly decide: (values: FormValues) => void
}

const NOTHING_YET: FormValues = { items: {}, rows: [] }

/** Saving of one form: reason, version, conflict, and the faults the server found. */
export function useSaving(options: SavingOptions): Saving {
  const { form, place, record, prefilled, methods, basis, typing, checks, onSaved } = options
  const [begunWith, setBegunWith] = useState<FormValues>(NOTHING_YET)
  const client = useQueryClient()
  const [saved, setSaved] = useState<RecordView | null>(null)
  const reason = useReason()
  const mutation = useSaveRecord(place, onSaved)
  const conflict = storedInConflict(mutation.error, record)
  const save = async (values: FormValues): Promise<boolean> => {
    if (!reason.isGiven(basis.current !== null)) return false
    await typing.hold()
    try {
      const stored = await mutation.mutateAsync({
        values: withoutEmptyRows(values),
        basis: basis.current,
        typedAgoMs: typing.agoMs(),
        reason: reason.text.trim(),
        confirmations: checks.waiting,
      })
      checks.forget()
      typing.saved()
      basis.current = stored
      methods.reset(toInput(form, stored.values))
      setSaved(stored)
      reason.set('')
      return true
    } catch (error) {
      typing.refused()
      setBegunWith(basis.current?.values ?? prefilled ?? NOTHING_YET)
      showFaults(methods, error)
      if (isTaken(error)) await invalidateStudyData(client, place.study)
      return false
    }
  }
  return {
    current: newest(saved, record),
    pending: mutation.isPending,
    reason,
    savedAt: saved?.updatedAt ?? null,
    conflict,
    begunWith,
    shownError: conflict === null ? mutation.error : null,
    submit: () => submitWith(methods, save),
    decide: (values) => {
      if (conflict !== null) {
        basis.current = conflict
        methods.reset(toInput(form, conflict.values))
        putIntoBoxes(form, methods, values)
      }
      mutation.reset()
    },
  }
}

/** Reads the boxes, the one being typed in too, and saves what they hold; true when it is saved. */
async function submitWith(
  methods: RecordFormState,
  save: (values: FormValues) => Promise<boolean>,
): Promise<boolean> {
  let done = false
  commitTyping()
  await methods.handleSubmit(async (values) => {
    done = await save(values)
  })()
  return done
}

interface Reason {
  readonly text: string
  readonly id: string
  readonly missing: boolean
  readonly set: (text: string) => void
  /** Asks for it, and goes to its box, where it is needed and empty. */
  readonly isGiven: (needed: boolean) => boolean
}

function useReason(): Reason {
  const [text, set] = useState('')
  const [asked, setAsked] = useState(false)
  const id = useId()
  const empty = text.trim() === ''
  return {
    text,
    id,
    missing: asked && empty,
    set,
    isGiven: (needed) => {
      setAsked(needed && empty)
      if (needed && empty) document.getElementById(id)?.focus()
      return !(needed && empty)
    },
  }
}

function newest(saved: RecordView | null, record: RecordView | null): RecordView | null {
  if (saved === null || record === null) return saved ?? record
  return saved.version > record.version ? saved : record
}

/** Puts the faults that the server found to the boxes they belong to. */
function showFaults(methods: RecordFormState, error: unknown): void {
  if (!(error instanceof ProblemFailure)) return
  const { problem } = error
  if (problem.type !== 'urn:problem:invalid-input') return
  for (const { pointer, key } of problem.errors) {
    const path = pathOfPointer(pointer)
    if (path !== null) methods.setError(path, { type: 'server', message: key })
  }
}
