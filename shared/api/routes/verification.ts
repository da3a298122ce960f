import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
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
