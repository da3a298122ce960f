import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import {
  amendRecord,
  createRecord,
  removeRecord,
  type Confirmation,
  type RecordView,
} from '../../../shared/api/routes/subjects.ts'
import type { FormValues, RowValues } from '../../../shared/forms/define.ts'
import { useRef } from 'react'
import { call, newIdempotencyKey } from '../http.ts'
import { invalidateStudyData } from '../queries.ts'
import { storedInConflict } from './stored-in-conflict.ts'

/** A network that swallows what is sent says nothing at all: longer than a server makes a save wait. */
const PATIENCE_MS = 45_000

/** Where a filled form belongs. */
export interface RecordPlace {
  readonly study: string
  readonly subjid: string
  readonly form: string
  readonly visit: string | null
}

export interface Save {
  readonly values: FormValues
  /** The record as it was opened; null: saved for the first time. */
  readonly basis: RecordView | null
  readonly reason: string
  /** How long ago the first of it was typed; undefined: not known. */
  readonly typedAgoMs?: number | undefined
  /** When the draft was saved that goes with this save; null: none; undefined: whichever is there. */
  readonly draft?: string | null | undefined
  /** Checks that are confirmed with this save. */
  readonly confirmations?: readonly Confirmation[]
  /** Of a change that is sent again, because its answer was lost: whether this record is what it made. */
  readonly isOwn?: (stored: RecordView) => boolean
}

/**
 * Saves a form: creates its record, or amends it with the reason, on the version it was opened at.
 * It is done with the server's answer; what else of the study changed by it is read again meanwhile,
 * and `onReadAgain` hears when that is there.
 */
export function useSaveRecord(
  place: RecordPlace,
  onReadAgain?: (record: RecordView) => void,
): UseMutationResult<RecordView, Error, Save> {
  const client = useQueryClient()
  const attempt = useRef<Attempt | null>(null)
  return useMutation({
    mutationFn: async (save: Save) => {
      attempt.current = attemptFor(attempt.current, save)
      const stored = await sendOrMeet(place, save, attempt.current)
      attempt.current = null
      return stored
    },
    onSuccess: (stored) => {
      void invalidateStudyData(client, place.study).then(() => onReadAgain?.(stored))
    },
  })
}

/** A first save that may be sent again, because its answer was lost. */
interface Attempt {
  readonly key: string
  /** What was sent under the key. */
  readonly content: string
  readonly kept: Kept
}

/** The same values go out again under the same key: the server makes one record of them. */
function attemptFor(earlier: Attempt | null, save: Save): Attempt {
  const { values, confirmations } = save
  const content = JSON.stringify([values, confirmations])
  if (earlier?.content === content) return earlier
  return { key: newIdempotencyKey(), content, kept: keptOf(save) }
}

/** A change that is sent again may meet itself in place of a colleague's: then it is saved. */
async function sendOrMeet(place: RecordPlace, save: Save, attempt: Attempt): Promise<RecordView> {
  try {
    return await send(place, save, attempt)
  } catch (error) {
    const stored = storedInConflict(error, null)
    if (stored !== null && save.isOwn?.(stored) === true) return stored
    throw error
  }
}

function send(place: RecordPlace, save: Save, attempt: Attempt): Promise<RecordView> {
  const { study, subjid, form, visit } = place
  const { values, basis, reason, confirmations = [] } = save
  const said = confirmations.length === 0 ? {} : { confirmations: [...confirmations] }
  const body = { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  if (basis === null) {
    return call(createRecord, {
      params: { study, subjid },
      body: { form, visit, values: body, ...attempt.kept, ...said },
      ...{ idempotencyKey: attempt.key, signal },
    })
  }
  return call(amendRecord, {
    params: { study, subjid, record: basis.id },
    body: { values: body, reason, ...keptOf(save), ...said },
    ...{ version: basis.version, signal },
  })
}

/** What a save says of its typing: how long ago it began, and the draft it was kept in. */
interface Kept {
  readonly typedAgoMs?: number
  readonly draft?: string | null
}

function keptOf({ typedAgoMs, draft }: Save): Kept {
  return {
    ...(typedAgoMs === undefined ? {} : { typedAgoMs }),
    ...(draft === undefined ? {} : { draft }),
  }
}

export interface Removal {
  readonly record: RecordView
  readonly reason: string
}

/** Marks a record as removed, with the reason. */
export function useRemoveRecord(
  study: string,
  subjid: string,
): UseMutationResult<RecordView, Error, Removal> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ record, reason }: Removal) =>
      call(removeRecord, {
        params: { study, subjid, record: record.id },
        body: { reason },
        version: record.version,
      }),
    onSuccess: () => invalidateStudyData(client, study),
  })
}

/** Rows in which nothing was typed are not stored. */
export function withoutEmptyRows(values: FormValues): FormValues {
  const filled = (row: RowValues): boolean => Object.keys(row).length > 0
  return { items: values.items, rows: values.rows.filter(filled) }
}

export interface PlacedSave extends Save {
  readonly form: string
  readonly visit: string | null
  /** Hears of it as soon as this one is stored: a later one may be refused. */
  readonly onStored?: (stored: RecordView) => void
}

/** Saves several forms of a subject one after the other; stops at the first refusal. */
export function useSaveRecords(
  study: string,
  subjid: string,
): UseMutationResult<void, Error, readonly PlacedSave[]> {
  const client = useQueryClient()
  const attempts = useRef(new Map<string, Attempt>())
  return useMutation({
    mutationFn: async (saves: readonly PlacedSave[]) => {
      for (const { form, visit, onStored, ...save } of saves) {
        const place = JSON.stringify([form, visit])
        const attempt = attemptFor(attempts.current.get(place) ?? null, save)
        attempts.current.set(place, attempt)
        const stored = await send({ study, subjid, form, visit }, save, attempt)
        attempts.current.delete(place)
        onStored?.(stored)
      }
    },
    onSettled: () => invalidateStudyData(client, study),
  })
}
