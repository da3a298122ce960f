import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

/** What was compared with the source: one item (of a row of the group), or the whole form. */
const verifiedPartSchema = z.object({
  /** Key of the item; empty for the whole form. */
  item: z.string().max(60),
  /** Identity of the row in the form's group, its values joined by `|`; empty outside a group. */
  groupRow: z.string().max(400),
})

export const verificationSchema = z
  .object({
    id: z.string(),
    record: z.string(),
    item: z.string(),
    groupRow: z.string(),
    /** `changed`: the value is no longer what was verified. */
    state: z.enum(['verified', 'changed', 'withdrawn']),
    recordVersion: z.number(),
    verifiedBy: z.string(),
    verifiedAt: z.string(),
  })
  .meta({ id: 'Verification' })
export type VerificationView = z.output<typeof verificationSchema>

export const listVerifications = defineRoute({
  id: 'listVerifications',
  tag: 'verification',
  summary: 'Source data verification of a subject: what stands, and what changed since',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/verifications',
  access: 'subject.read',
  params: subjectParams,
  response: z.object({ verifications: z.array(verificationSchema) }),
})

export const verifyRecord = defineRoute({
  id: 'verifyRecord',
  tag: 'verification',
  summary: 'Say that a saved form, or some of its items, was compared with the source and agrees',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/records/:record/verification',
  access: 'record.verify',
  params: subjectParams.extend({ record: z.string() }),
  body: z.object({ parts: z.array(verifiedPartSchema).min(1).max(500) }),
  response: z.object({ verifications: z.array(verificationSchema) }),
  ifMatch: 'required',
})

export const withdrawVerification = defineRoute({
  id: 'withdrawVerification',
  tag: 'verification',
  summary: 'Take a verification back, with the reason',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/verifications/:verification/withdrawal',
  access: 'record.verify',
  params: subjectParams.extend({ verification: z.string() }),
  body: z.object({ reason: wordsSchema(2000) }),
  response: verificationSchema,
})

/** Where a form stands on the worklist: nothing or not all verified; changed since; all verified. */
export const WORK_STATES = ['waiting', 'changed', 'verified'] as const
export type WorkState = (typeof WORK_STATES)[number]

const workValueSchema = z.object({
  item: z.string(),
  groupRow: z.string(),
  value: z.string().nullable(),
  /** Why there is no value. */
  reason: z.string().nullable(),
  /** What was verified, where that differs from what stands now; null: it does not differ. */
  was: z.object({ value: z.string().nullable(), reason: z.string().nullable() }).nullable(),
})
export type WorkValue = z.output<typeof workValueSchema>

const workPartSchema = verifiedPartSchema.extend({
  state: z.enum(WORK_STATES),
  /** The verification that stands, or that a change has reset; null: there was none. */
  verification: z.string().nullable(),
  verifiedBy: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  /** The change that reset it. */
  changed: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
  /** Queries on it that are not settled. */
  queries: z.number(),
})
export type WorkPart = z.output<typeof workPartSchema>

const workEntrySchema = z
  .object({
    record: z.string(),
    subjid: z.string(),
    site: z.string(),
    visit: z.string().nullable(),
    form: z.string(),
    rowKey: z.string(),
    version: z.number(),
    completeness: z.enum(['partial', 'complete']),
    updatedBy: z.string(),
    updatedAt: z.string(),
    plan: z.enum(['full', 'targeted']),
    state: z.enum(WORK_STATES),
    /** What can be verified by itself: the whole form, or each targeted item. */
    parts: z.array(workPartSchema),
    /** The values to compare with the source. */
    values: z.array(workValueSchema),
  })
  .meta({ id: 'VerificationWork' })
export type WorkEntry = z.output<typeof workEntrySchema>

export const listVerificationWork = defineRoute({
  id: 'listVerificationWork',
  tag: 'verification',
  summary: 'Forms to compare with their source by subject and visit, targeted ones first',
  method: 'get',
  path: '/api/studies/:study/verification-work',
  access: 'record.verify',
  params: studyParams,
  query: z.object({
    site: z.string().max(60).optional(),
    subject: z.string().max(60).optional(),
    form: z.string().max(60).optional(),
    /** Without one, what is waiting or changed. */
    state: z.enum([...WORK_STATES, 'all']).optional(),
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  response: z.object({
    entries: z.array(workEntrySchema),
    /** How many fit all filters. */
    filtered: z.number(),
    /** Forms by state that fit the filters of place, whatever their state. */
    counts: z.object({ waiting: z.number(), changed: z.number(), verified: z.number() }),
  }),
})
