import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormValues } from '../../../shared/forms/define.ts'
import { ProblemFailure } from '../http.ts'
import { invalidateStudyData } from '../queries.ts'
import { differencesOf } from './differences.ts'
import { putIntoBoxes, toInput, toValues, type RecordFormState } from './form-input.ts'
import { goOnFrom } from './go-on-from.ts'
import { pathOfPointer } from './item-address.ts'
import { useSaveRecord, withoutEmptyRows, type RecordPlace } from './save-record.ts'
import { Saver, type SavedForm } from './saver.ts'
import { isTaken, storedInConflict } from './stored-in-conflict.ts'
import { commitTyping } from './typing-place.ts'
import { useReason, type Reason } from './use-reason.ts'

export interface SavingOptions extends Omit<SavedForm, 'reason' | 'send' | 'onRefused'> {
  readonly place: RecordPlace
  readonly record: RecordView | null
  /** What a new form began with. */
  readonly prefilled?: FormValues
  /** Saved with all that is in the boxes, and seen wherever the record shows. */
  readonly onSaved?: (record: RecordView) => void
}

export interface Saving {
  readonly pending: boolean
  readonly reason: Reason
  /** Saving was asked for, and there was nothing to save. */
  readonly foundNothing: boolean
  /** What a colleague saved meanwhile, when that refused the save. */
  readonly conflict: RecordView | null
  /** The values the boxes were filled from. */
  readonly begunWith: FormValues
  readonly shownError: Error | null
  /** Saves; true when it is saved. While a save is under way it waits for that. */
  readonly submit: () => Promise<boolean>
  /** Goes on from the stored version with the values chosen for the conflict. */
  readonly decide: (values: FormValues) => void
}

const NOTHING_YET: FormValues = { items: {}, rows: [] }

/** Saving of one form: reason, version, conflict, and the faults the server found. */
export function useSaving(options: SavingOptions): Saving {
  const { form, place, record, prefilled, methods, basis, checks, typing } = options
  const [begunWith, setBegunWith] = useState<FormValues>(NOTHING_YET)
  const [foundNothing, setFoundNothing] = useState(false)
  const client = useQueryClient()
  const reason = useReason()
  const mutation = useSaveRecord(place, (stored) => {
    void saver.settled().then(() => {
      if (!typing.isUnsaved()) options.onSaved?.(stored)
    })
  })
  const onRefused = (error: unknown): void => {
    setBegunWith(basis.current?.values ?? prefilled ?? NOTHING_YET)
    showFaults(methods, error)
    if (isTaken(error)) void invalidateStudyData(client, place.study)
  }
  const saver: Saver = useSaver({ ...options, reason, send: mutation.mutateAsync, onRefused })
  const conflict = storedInConflict(mutation.error, record)
  const submit = async (): Promise<boolean> => {
    commitTyping()
    const nothing = !saver.isBusy() && isNothingToSave(options)
    setFoundNothing(nothing)
    if (nothing) return false
    const sent = structuredClone(methods.getValues())
    const read = await valuesIn(methods)
    if (read === null || !reason.isGiven(basis.current !== null)) return false
    const wish = { sent, values: withoutEmptyRows(read), confirmations: checks.waiting }
    return saver.save({ ...wish, reason: reason.text.trim() })
  }
  return {
    pending: mutation.isPending,
    reason,
    foundNothing,
    conflict,
    begunWith,
    shownError: conflict === null ? mutation.error : null,
    submit,
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

function useSaver(current: SavedForm): Saver {
  const latest = useRef(current)
  useEffect(() => {
    latest.current = current
  })
  const [saver] = useState(() => new Saver(latest))
  return saver
}

/** Nothing entered in a new form, nothing changed or confirmed in a saved one: the boxes are what is stored. */
function isNothingToSave({ form, methods, basis, checks }: SavingOptions): boolean {
  if (checks.waiting.length > 0) return false
  const sent = structuredClone(methods.getValues())
  const mine = toValues(sent)
  if (basis.current === null) return Object.keys(mine.items).length === 0 && mine.rows.length === 0
  const stored = basis.current.values
  if (differencesOf(form, { stored, mine, basis: null }).length > 0) return false
  goOnFrom(form, methods, { stored, sent })
  return true
}

/** Reads the boxes; null where one holds what cannot be stored. */
async function valuesIn(methods: RecordFormState): Promise<FormValues | null> {
  let read: FormValues | null = null
  await methods.handleSubmit((values) => {
    read = values
  })()
  return read
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
