import { z } from 'zod'
import type { DraftView } from '../../../shared/api/routes/drafts.ts'
import { formValuesSchema, LONGEST_AGO_MS } from '../../../shared/api/routes/subjects.ts'

/** Typing that rests so long goes to the server. */
export const PAUSE_MS = 2_000

/** A form that can have one draft: the record of a log's row, or the one place of any other form. */
const placeSchema = z.object({
  study: z.string(),
  subjid: z.string(),
  form: z.string(),
  visit: z.string().nullable(),
  /** Id of the log's record that is changed; empty for a new one, and where a form has one place. */
  slot: z.string(),
  /** What of the form, where the place has several: a review's criterion, the decision on enrolment. */
  part: z.string().default(''),
})
export type DraftPlace = z.output<typeof placeSchema>

/** What stands in the boxes of a form, and on what it was typed. */
const typingSchema = z.object({
  /** The record that is changed; null: none yet. */
  record: z.string().nullable(),
  baseVersion: z.number().nullable(),
  values: formValuesSchema,
  /** When the first of it was typed, in milliseconds of this computer's clock: only differences count. */
  typedFrom: z.number(),
})
export type Typing = z.output<typeof typingSchema>

/** Typing that the server does not have yet. */
export const unsentSchema = z.object({
  place: placeSchema,
  typing: typingSchema,
  /** `savedAt` of the server's draft that it goes on from; null: none was seen. */
  replaces: z.string().nullable(),
  /** When it was last typed in, by this computer's clock. */
  keptFrom: z.number(),
})
export type Unsent = z.output<typeof unsentSchema>

/** Milliseconds from one time of this computer's clock to another, which may have been set in between. */
export function msSince(from: number, now: number): number {
  return Math.min(LONGEST_AGO_MS, Math.max(0, Math.round(now - from)))
}

export function keyOf({ study, subjid, form, visit, slot, part }: DraftPlace): string {
  return JSON.stringify([study, subjid, form, visit, slot, ...(part === '' ? [] : [part])])
}

/** Whether a draft of the server belongs to a place; `record` is the one now stored there. */
export function isAt(draft: DraftView, place: DraftPlace, record: string | null): boolean {
  if (draft.form !== place.form || draft.visit !== place.visit) return false
  if (place.slot !== '') return draft.record === place.slot
  return draft.part === place.part && (draft.record === null || draft.record === record)
}
