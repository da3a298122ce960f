import { z } from 'zod'
import { REVIEW_STATES } from '../../response/review-state.ts'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'

const readingSchema = z.object({
  record: z.string(),
  reader: z.string(),
  response: z.string(),
  date: z.string().nullable(),
})

const causeSchema = z.object({
  seq: z.number(),
  at: z.string(),
  by: z.string(),
  record: z.string(),
  form: z.string(),
  visit: z.string().nullable(),
  reason: z.string().nullable(),
  fields: z.array(
    z.object({
      pointer: z.string(),
      item: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      redacted: z.array(z.enum(['before', 'after'])),
    }),
  ),
})
export type ReviewCause = z.output<typeof causeSchema>

export const assessmentSchema = z
  .object({
    subjid: z.string(),
    site: z.string(),
    criteria: z.string(),
    visit: z.string(),
    /** Of the assessment; null where the review stands without one. */
    date: z.string().nullable(),
    derived: z.string().nullable(),
    /** The investigator's own; null: none is recorded. */
    recorded: z.string().nullable(),
    reviewDate: z.string().nullable(),
    /** Why the recorded response differs from the derived one. */
    reason: z.string().nullable(),
    state: z.enum(REVIEW_STATES),
    /** Of a reopened review: the derived response it saw, and the changes that moved it. */
    reopened: z.object({ seen: z.string(), causes: z.array(causeSchema) }).nullable(),
    readings: z.array(readingSchema),
    /** Derived, recorded and read responses are not all the same. */
    discordant: z.boolean(),
  })
  .meta({ id: 'ReviewedAssessment' })
export type ReviewedAssessment = z.output<typeof assessmentSchema>

const bestSchema = z
  .object({
    subjid: z.string(),
    site: z.string(),
    criteria: z.string(),
    /** From the derived responses alone. */
    derived: z.string(),
    /** From the investigator's responses, derived ones where none is recorded; null: none is recorded. */
    recorded: z.string().nullable(),
    /** From the second readings; null: there are none, or not of each assessment. */
    read: z.string().nullable(),
    discordant: z.boolean(),
  })
  .meta({ id: 'ReviewedBestResponse' })
export type ReviewedBestResponse = z.output<typeof bestSchema>

export const listResponses = defineRoute({
  id: 'listResponses',
  tag: 'reviews',
  summary:
    "Each assessment with the derived response, the investigator's and second readings, and where its review stands; and the best overall responses of each",
  method: 'get',
  path: '/api/studies/:study/responses',
  access: 'analysis.read',
  params: studyParams,
  query: z.object({ subjid: z.string().max(40).optional() }),
  response: z.object({ assessments: z.array(assessmentSchema), best: z.array(bestSchema) }),
})
