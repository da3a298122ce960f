import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import {
  amendRecord,
  createRecord,
  removeRecord,
  type RecordView,
} from '../../../shared/api/routes/subjects.ts'
import type { FormValues, RowValues } from '../../../shared/forms/define.ts'
import { call, newIdempotencyKey } from '../http.ts'
import { invalidateStudyData } from '../queries.ts'

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
}

/** Saves a form: creates its record, or amends it with the reason, on the version it was opened at. */
export function useSaveRecord(place: RecordPlace): UseMutationResult<RecordView, Error, Save> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (save: Save) => send(place, save),
    onSuccess: () => invalidateStudyData(client, place.study),
  })
}

function send(place: RecordPlace, { values, basis, reason }: Save): Promise<RecordView> {
  const { study, subjid, form, visit } = place
  const body = { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) }
  if (basis === null) {
    return call(createRecord, {
      params: { study, subjid },
      body: { form, visit, values: body },
      idempotencyKey: newIdempotencyKey(),
    })
  }
  return call(amendRecord, {
    params: { study, subjid, record: basis.id },
    body: { values: body, reason },
    version: basis.version,
  })
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
}

/** Saves several forms of a subject one after the other; stops at the first refusal. */
export function useSaveRecords(
  study: string,
  subjid: string,
): UseMutationResult<void, Error, readonly PlacedSave[]> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (saves: readonly PlacedSave[]) => {
      for (const { form, visit, ...save } of saves) await send({ study, subjid, form, visit }, save)
    },
    onSettled: () => invalidateStudyData(client, study),
  })
}
