import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { auditEntrySchema } from './subjects.ts'

export const redactEntry = defineRoute({
  id: 'redactEntry',
  tag: 'audit',
  summary:
    'Hide an identifier that was typed by mistake from every view of the trail. The entry itself stays, and so does its hash',
  method: 'post',
  path: '/api/studies/:study/audit/:seq/redaction',
  access: 'audit.redact',
  params: studyParams.extend({ seq: z.string() }),
  body: z.object({
    /** The changed field, as the entry gives it; `/reason` for the reason of the change. */
    pointer: z.string().min(1).max(500),
    reason: wordsSchema(2000),
  }),
  response: auditEntrySchema,
})
