import { z } from 'zod'
import { QUERY_ACTS, QUERY_STATES } from '../../queries/states.ts'
import { defineRoute } from '../define.ts'
import { sortOrderSchema } from '../sort-order.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

const bilingual = z.object({ en: z.string(), zh: z.string() })

const queryEntrySchema = z.object({
  act: z.enum(QUERY_ACTS),
  /** A person's own words; null where none were given. */
  text: z.string().nullable(),
  /** What the program said; null for a person's entry. */
  said: bilingual.nullable(),
  by: z.string(),
  role: z.string(),
  at: z.string(),
})

export const querySchema = z
  .object({
    id: z.string(),
    subjid: z.string(),
    site: z.string(),
    /** The record asked about; null for a visit or the subject as a whole. */
    record: z.string().nullable(),
    form: z.string().nullable(),
    visit: z.string().nullable(),
    /** Key of the item; empty for the form as a whole. */
    item: z.string(),
    /** Identity of the row in the form's group; empty outside a group. */
    groupRow: z.string(),
    kind: z.enum(['manual', 'system']),
    check: z.string().nullable(),
    state: z.enum(QUERY_STATES),
    openedBy: z.string(),
    openedAt: z.string(),
    settledAt: z.string().nullable(),
    entries: z.array(queryEntrySchema),
  })
  .meta({ id: 'DataQuery' })
export type QueryView = z.output<typeof querySchema>

export const QUERY_SORTS = ['state', 'subject', 'opened'] as const
export type QuerySort = (typeof QUERY_SORTS)[number]

export const listQueries = defineRoute({
  id: 'listQueries',
  tag: 'queries',
  summary: 'Data queries with their threads, the latest first unless sorted',
  method: 'get',
  path: '/api/studies/:study/queries',
  access: 'subject.read',
  params: studyParams,
  query: z.object({
    subject: z.string().max(60).optional(),
    site: z.string().max(60).optional(),
    form: z.string().max(60).optional(),
    kind: z.enum(['manual', 'system']).optional(),
    /** `unsettled`: open, answered or reopened. */
    state: z.enum([...QUERY_STATES, 'unsettled']).optional(),
    /** Without one, the latest first. */
    sort: z.enum(QUERY_SORTS).optional(),
    order: sortOrderSchema.optional(),
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    queries: z.array(querySchema),
    /** How many fit the filters. */
    filtered: z.number(),
    total: z.number(),
  }),
})

export const openQuery = defineRoute({
  id: 'openQuery',
  tag: 'queries',
  summary: 'Ask the site about a saved form or one of its values',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/queries',
  access: 'query.open',
  params: subjectParams,
  body: z.object({
    record: z.string().max(60),
    item: z.string().max(60),
    groupRow: z.string().max(400),
    text: wordsSchema(4000),
  }),
  response: querySchema,
  status: 201,
  idempotent: true,
})

const queryParams = subjectParams.extend({ query: z.string() })

export const answerQuery = defineRoute({
  id: 'answerQuery',
  tag: 'queries',
  summary: 'Answer a query',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/queries/:query/answer',
  access: 'query.answer',
  params: queryParams,
  body: z.object({ text: wordsSchema(4000) }),
  response: querySchema,
})

export const settleQuery = defineRoute({
  id: 'settleQuery',
  tag: 'queries',
  summary: 'Close a query that was answered, reopen it, or cancel it with the reason',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/queries/:query/settlement',
  access: 'query.settle',
  params: queryParams,
  body: z.object({
    step: z.enum(['close', 'reopen', 'cancel']),
    text: wordsSchema(4000).nullable(),
  }),
  response: querySchema,
})

export const commentQuery = defineRoute({
  id: 'commentQuery',
  tag: 'queries',
  summary: 'Add a remark to the thread of a query; its state stays',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/queries/:query/comments',
  access: 'query.comment',
  params: queryParams,
  body: z.object({ text: wordsSchema(4000) }),
  response: querySchema,
})
