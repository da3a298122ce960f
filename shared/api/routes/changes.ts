import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { subjectParams } from './subjects.ts'

const changedFieldSchema = z.object({
  /** Where the field is in the record: `/items/AETERM`, `/rows/T01/LDIAM`. */
  pointer: z.string(),
  item: z.string(),
  /** Null: not recorded, or hidden. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Sides whose text was redacted. */
  redacted: z.array(z.enum(['before', 'after'])),
  /** The last change of the field. */
  at: z.string(),
  by: z.string(),
  role: z.string().nullable(),
  reason: z.string().nullable(),
  reasonRedacted: z.boolean(),
})

const changedRecordSchema = z
  .object({
    record: z.string(),
    form: z.string(),
    visit: z.string().nullable(),
    rowKey: z.string(),
    kind: z.enum(['new', 'changed', 'removed']),
    /** The last entry that touched the record. */
    at: z.string(),
    by: z.string(),
    role: z.string().nullable(),
    reason: z.string().nullable(),
    fields: z.array(changedFieldSchema),
  })
  .meta({ id: 'ChangedRecord' })
export type ChangedRecord = z.output<typeof changedRecordSchema>

export const getSubjectChanges = defineRoute({
  id: 'getSubjectChanges',
  tag: 'audit',
  summary:
    "What of a subject's records is not what it was at the caller's own last review or signature: new, changed and removed records, field by field. What was changed and changed back is left out",
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/changes',
  access: 'audit.read',
  params: subjectParams,
  response: z.object({
    /** The caller's last review or signature in the subject; null: there is none, and all is new. */
    since: z
      .object({ seq: z.number(), at: z.string(), act: z.string(), visit: z.string().nullable() })
      .nullable(),
    records: z.array(changedRecordSchema),
  }),
})
