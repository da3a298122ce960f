import { z } from 'zod'
import { defineRoute } from '../define.ts'

export const noticeSchema = z
  .object({
    id: z.string(),
    /** Null where the notice concerns no subject, such as one about an account. */
    study: z.string().nullable(),
    subjid: z.string().nullable(),
    record: z.string().nullable(),
    kind: z.string(),
    /** Key of the sentence, and what it names. */
    textKey: z.string(),
    values: z.record(z.string(), z.string()),
    createdAt: z.string(),
    readAt: z.string().nullable(),
    mail: z.enum(['none', 'waiting', 'sent', 'failed']),
  })
  .meta({ id: 'Notice' })
export type Notice = z.output<typeof noticeSchema>

/** Where and in which language a person gets mail; null: nowhere. */
const mailAddressSchema = z.object({
  email: z.email().max(254).nullable(),
  language: z.enum(['en', 'zh']),
})

export const listNotices = defineRoute({
  id: 'listNotices',
  tag: 'notices',
  summary: 'Notices to the caller, of subjects those that the caller may see, newest first',
  method: 'get',
  path: '/api/notices',
  access: 'signed-in',
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  response: z.object({
    unread: z.number(),
    total: z.number(),
    notices: z.array(noticeSchema),
    address: mailAddressSchema,
    /** Whether the installation sends mail at all. */
    sendsMail: z.boolean(),
  }),
})

export const readNotice = defineRoute({
  id: 'readNotice',
  tag: 'notices',
  summary: 'Mark an own notice as read',
  method: 'post',
  path: '/api/notices/:notice/reading',
  access: 'signed-in',
  params: z.object({ notice: z.string() }),
  body: z.object({}),
  response: noticeSchema,
})

export const setMailAddress = defineRoute({
  id: 'setMailAddress',
  tag: 'notices',
  summary: 'Say where, and in which language, the caller gets notices by mail',
  method: 'put',
  path: '/api/notices/address',
  access: 'signed-in',
  body: mailAddressSchema,
  response: mailAddressSchema,
})
