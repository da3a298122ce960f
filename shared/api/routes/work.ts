import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'

const workKindSchema = z.enum([
  'visit-due',
  'visit-overdue',
  'form-partial',
  'review-missing',
  'review-reopened',
  'query-open',
  'result-pending',
  'signature-broken',
  'signature-missing',
])

export const listWork = defineRoute({
  id: 'listWork',
  tag: 'work',
  summary:
    'What is to be done at the sites the caller may see: visits due or overdue, partial forms, reviews, open queries, pending results, signatures; by date',
  method: 'get',
  path: '/api/studies/:study/work',
  access: 'subject.read',
  params: studyParams,
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({
    total: z.number(),
    /** Items of each kind in all; `items` holds a share of every kind when the limit cuts. */
    counts: z.array(z.object({ kind: workKindSchema, count: z.number() })),
    items: z.array(
      z.object({
        kind: workKindSchema,
        subjid: z.string(),
        visit: z.string().nullable(),
        form: z.string().nullable(),
        criteria: z.string().nullable(),
        date: z.string().nullable(),
        windowFrom: z.string().nullable(),
        windowTo: z.string().nullable(),
        /** How many visits it speaks of, where that is not one. */
        count: z.number().nullable(),
      }),
    ),
  }),
})
