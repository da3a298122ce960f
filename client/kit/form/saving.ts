import { useEffect, useId, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { ProblemFailure } from '../http.ts'
import type { Difference } from './differences.ts'
import { toInput, type FormInput } from './form-input.ts'
import { pathOfPointer } from './item-address.ts'
import { useSaveRecord, withoutEmptyRows, type RecordPlace } from './save-record.ts'
import { recordOf } from './stored-in-conflict.ts'
import { commitTyping } from './typing-place.ts'

export type RecordFormState = UseFormReturn<FormInput, unknown, FormValues>

export interface SavingOptions {
  readonly form: FormDefinition
  readonly place: RecordPlace
  readonly record: RecordView | null
  readonly methods: RecordFormState
  readonly onSaved?: (record: RecordView) => void
}

export interface Saving {
  /** The record as last seen; null: not saved yet. */
  readonly current: RecordView | null
  readonly pending: boolean
  readonly reason: string
  readonly reasonId: string
  readonly reasonMissing: boolean
  readonly savedAt: string | null
  /** What a colleague saved meanwhile, when that refused the save. */
  readonly conflict: RecordView | null
  readonly shownError: Error | null
  readonly setReason: (reason: string) => void
  /** Saves; true when it is saved. */
  readonly submit: () => Promise<boolean>
  readonly take: (differences: readonly Difference[]) => void
  readonly continueOnStored: () => void
}

/** Saving of one form: reason, version, conflict, and the faults the server found. */
export function useSaving({ form, place, record, methods, onSaved }: SavingOptions): Saving {
  const [saved, setSaved] = useState<RecordView | null>(null)
  const [reason, setReason] = useState('')
  const [reasonAsked, setReasonAsked] = useState(false)
  const reasonId = useId()
  const mutation = useSaveRecord(place)
  const conflict = recordOf(mutation.error)
  const basis = useBasis(form, record, methods)
  const save = async (values: FormValues): Promise<boolean> => {
    const needsReason = basis.current !== null && reason.trim() === ''
    setReasonAsked(needsReason)
    if (needsReason) {
      document.getElementById(reasonId)?.focus()
      return false
    }
    try {
      const request = { values: withoutEmptyRows(values), basis: basis.current }
      const stored = await mutation.mutateAsync({ ...request, reason: reason.trim() })
      basis.current = stored
      methods.reset(toInput(form, stored.values))
      setSaved(stored)
      setReason('')
      onSaved?.(stored)
      return true
    } catch (error) {
      showFaults(methods, error)
      return false
    }
  }
  return {
    current: newest(saved, record),
    pending: mutation.isPending,
    reason,
    reasonId,
    reasonMissing: reasonAsked && reason.trim() === '',
    savedAt: saved?.updatedAt ?? null,
    conflict,
    shownError: conflict === null ? mutation.error : null,
    setReason,
    submit: async () => {
      let done = false
      commitTyping()
      await methods.handleSubmit(async (values) => {
        done = await save(values)
      })()
      return done
    },
    take: (differences) => {
      for (const { pointer, stored } of differences) {
        const path = pathOfPointer(pointer)
        if (path !== null) methods.setValue(path, stored, { shouldDirty: true })
      }
    },
    continueOnStored: () => {
      if (conflict !== null) basis.current = conflict
      mutation.reset()
    },
  }
}

/**
 * The version the boxes were filled from. A colleague's later save fills the boxes anew while nothing
 * was typed; otherwise the old version stays, and saving meets the conflict.
 */
function useBasis(
  form: FormDefinition,
  record: RecordView | null,
  methods: RecordFormState,
): { current: RecordView | null } {
  const basis = useRef(record)
  const { isDirty } = methods.formState
  useEffect(() => {
    if (isDirty || record === null || record.version <= (basis.current?.version ?? 0)) return
    basis.current = record
    methods.reset(toInput(form, record.values))
  }, [form, record, isDirty, methods])
  return basis
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
