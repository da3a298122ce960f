import { z } from 'zod'
import { AGE_KEYS, AGEING_GROUPS, WAITING_FOR } from '../../queries/ageing.ts'
import { IMPORT_FAULTS, IMPORT_ROWS_MAX } from '../../queries/import-file.ts'
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
    /** Role in which it was opened; of the program, the part that asks. */
    openedRole: z.string(),
    openedAt: z.string(),
    settledAt: z.string().nullable(),
    /** Of a query of an edit check: whether the check fires here still. */
    stands: z.boolean(),
    entries: z.array(queryEntrySchema),
  })
  .meta({ id: 'DataQuery' })
export type QueryView = z.output<typeof querySchema>

export const QUERY_SORTS = ['state', 'subject', 'opened'] as const
export type QuerySort = (typeof QUERY_SORTS)[number]

const queryFilterSchema = z.object({
  subject: z.string().max(60).optional(),
  site: z.string().max(60).optional(),
  form: z.string().max(60).optional(),
  kind: z.enum(['manual', 'system']).optional(),
  /** `unsettled`: open, answered or reopened. */
  state: z.enum([...QUERY_STATES, 'unsettled']).optional(),
  /** Class of age in whole days since the opening. */
  age: z.enum(AGE_KEYS).optional(),
  /** Who is to act next: the site where it is open or reopened, the reviewer where it is answered. */
  waiting: z.enum(WAITING_FOR).optional(),
})

export const listQueries = defineRoute({
  id: 'listQueries',
  tag: 'queries',
  summary: 'Data queries with their threads, the latest first unless sorted',
  method: 'get',
  path: '/api/studies/:study/queries',
  access: 'subject.read',
  params: studyParams,
  query: queryFilterSchema.extend({
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

export const exportQueries = defineRoute({
  id: 'exportQueries',
  tag: 'queries',
  summary: 'All queries that fit the filters with every step of their life, as a file',
  method: 'get',
  path: '/api/studies/:study/queries/export',
  access: 'subject.read',
  params: studyParams,
  query: queryFilterSchema.extend({ format: z.enum(['csv', 'json']) }),
  response: z.string(),
})

const ageingRowSchema = z.object({
  group: z.enum(AGEING_GROUPS),
  key: z.string(),
  ages: z.record(z.enum(AGE_KEYS), z.number()),
  unsettled: z.number(),
  medianToAnswer: z.number().nullable(),
  medianToClose: z.number().nullable(),
})

export const getQueryAgeing = defineRoute({
  id: 'getQueryAgeing',
  tag: 'queries',
  summary: 'How old the unsettled queries are, and how many days answers and closings took',
  method: 'get',
  path: '/api/studies/:study/queries/ageing',
  access: 'subject.read',
  params: studyParams,
  response: z.object({
    asOf: z.string(),
    /** Codes of the sites that the caller may see alone; null: every site. */
    only: z.array(z.string()).nullable(),
    rows: z.array(ageingRowSchema),
  }),
})

export const exportQueryAgeing = defineRoute({
  id: 'exportQueryAgeing',
  tag: 'queries',
  summary: 'The ages of the queries as a CSV file',
  method: 'get',
  path: '/api/studies/:study/queries/ageing-export',
  access: 'subject.read',
  params: studyParams,
  response: z.string(),
})

const importRowSchema = z.object({
  /** Line of the file, the heading being the first. */
  line: z.number(),
  subjid: z.string(),
  visit: z.string(),
  form: z.string(),
  row: z.string(),
  item: z.string(),
  text: z.string(),
  /** Empty for a row that can be stored. */
  faults: z.array(z.object({ column: z.string(), fault: z.enum(IMPORT_FAULTS) })),
  /** Words of the text that propose the answer; null: none do. */
  leading: z.string().nullable(),
})
export type ImportRow = z.output<typeof importRowSchema>

/** Text of the file as decoded by the browser. Far below what one request may hold. */
const importTextSchema = z.string().min(1).max(900_000)

export const previewQueryImport = defineRoute({
  id: 'previewQueryImport',
  tag: 'queries',
  summary: 'Look at a file of queries: every row with what is wrong with it; nothing is stored',
  method: 'post',
  path: '/api/studies/:study/queries/import-preview',
  access: 'query.open',
  params: studyParams,
  body: z.object({ text: importTextSchema }),
  response: z.object({ rows: z.array(importRowSchema).max(IMPORT_ROWS_MAX) }),
})

export const importQueries = defineRoute({
  id: 'importQueries',
  tag: 'queries',
  summary:
    'Open the queries of a file, all at once; faulty rows only stay out where they are named',
  method: 'post',
  path: '/api/studies/:study/queries/import',
  access: 'query.open',
  params: studyParams,
  body: z.object({
    text: importTextSchema,
    fileName: wordsSchema(200),
    /** Lines that are left out on purpose. */
    leaveOut: z.array(z.number().int().min(2)).max(IMPORT_ROWS_MAX),
  }),
  response: z.object({ opened: z.number(), leftOut: z.number() }),
  status: 201,
  idempotent: true,
})
