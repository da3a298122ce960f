import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { sortOrderSchema } from '../sort-order.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'

const kindSchema = z.enum(['MEDDRA', 'WHODRUG'])
const parentsSchema = z.record(z.string(), z.object({ code: z.string(), name: z.string() }))

const dictionarySchema = z
  .object({
    id: z.string(),
    kind: kindSchema,
    release: z.string(),
    /** SHA-256 of the files that were read. */
    fileHash: z.string(),
    terms: z.number(),
    /** New codings use it; an earlier release stays for what was coded with it. */
    current: z.boolean(),
    loadedBy: z.string(),
    loadedAt: z.string(),
  })
  .meta({ id: 'Dictionary' })
export type DictionaryView = z.output<typeof dictionarySchema>

const termSchema = z
  .object({
    level: z.string(),
    code: z.string(),
    name: z.string(),
    parents: parentsSchema,
    current: z.boolean(),
  })
  .meta({ id: 'DictionaryTerm' })
export type TermView = z.output<typeof termSchema>

export const codingSchema = z
  .object({
    id: z.string(),
    dictionary: z.string(),
    release: z.string(),
    code: z.string(),
    term: z.string(),
    path: parentsSchema,
    state: z.enum(['proposed', 'approved', 'withdrawn']),
    codedBy: z.string(),
    codedAt: z.string(),
    approvedBy: z.string().nullable(),
    approvedAt: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'Coding' })
export type CodingView = z.output<typeof codingSchema>

const codedAnswerSchema = z
  .object({
    record: z.string(),
    subjid: z.string(),
    site: z.string(),
    form: z.string(),
    item: z.string(),
    kind: kindSchema,
    verbatim: z.string(),
    /** `outdated`: coded with an earlier release than the current one. */
    state: z.enum(['to-code', 'proposed', 'approved', 'outdated']),
    coding: codingSchema.nullable(),
    /** A term of the current release with the same words, or the code the form holds. */
    suggestion: termSchema.nullable(),
  })
  .meta({ id: 'CodedAnswer' })
export type CodedAnswer = z.output<typeof codedAnswerSchema>

export const listDictionaries = defineRoute({
  id: 'listDictionaries',
  tag: 'coding',
  summary: 'Dictionary releases that were loaded for the study',
  method: 'get',
  path: '/api/studies/:study/dictionaries',
  access: 'subject.read',
  params: studyParams,
  response: z.object({ dictionaries: z.array(dictionarySchema) }),
})

export const loadDictionary = defineRoute({
  id: 'loadDictionary',
  tag: 'coding',
  summary: 'Load a release of a dictionary under the own licence; it becomes the current one',
  method: 'post',
  path: '/api/studies/:study/dictionaries',
  access: 'coding.write',
  params: studyParams,
  body: z.object({
    kind: kindSchema,
    release: wordsSchema(40),
    files: z.array(z.object({ name: z.string().max(200), text: z.string() })).max(10),
  }),
  response: dictionarySchema,
  status: 201,
})

export const searchTerms = defineRoute({
  id: 'searchTerms',
  tag: 'coding',
  summary: 'Current terms of a dictionary by words or code, best first',
  method: 'get',
  path: '/api/studies/:study/dictionaries/:dictionary/terms',
  access: 'coding.write',
  params: studyParams.extend({ dictionary: z.string() }),
  query: z.object({ search: z.string().max(200).default('') }),
  response: z.object({ terms: z.array(termSchema) }),
})

export const CODING_SORTS = ['verbatim', 'where', 'state', 'term'] as const
export type CodingSort = (typeof CODING_SORTS)[number]

export const listCoding = defineRoute({
  id: 'listCoding',
  tag: 'coding',
  summary: 'Answers that are coded, with their coding; what is to be coded first',
  method: 'get',
  path: '/api/studies/:study/coding',
  access: 'subject.read',
  params: studyParams,
  query: z.object({
    kind: kindSchema.optional(),
    state: z.enum(['to-code', 'proposed', 'approved', 'outdated']).optional(),
    /** Words in the answer, its term or code, or the subject's number. */
    search: z.string().max(200).optional(),
    /** Without one, what is to be coded first. */
    sort: z.enum(CODING_SORTS).optional(),
    order: sortOrderSchema.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    total: z.number(),
    counts: z.array(z.object({ state: z.string(), count: z.number() })),
    answers: z.array(codedAnswerSchema),
  }),
})

export const proposeCoding = defineRoute({
  id: 'proposeCoding',
  tag: 'coding',
  summary: 'Propose the term of an answer; the answer itself stays as it was typed',
  method: 'post',
  path: '/api/studies/:study/coding',
  access: 'coding.write',
  params: studyParams,
  body: z.object({
    record: z.string(),
    item: z.string().max(60),
    /** The answer as it was read. */
    verbatim: z.string().max(2000),
    dictionary: z.string(),
    code: z.string().max(40),
  }),
  response: codingSchema,
  status: 201,
})

const codingParams = studyParams.extend({ coding: z.string() })

export const approveCoding = defineRoute({
  id: 'approveCoding',
  tag: 'coding',
  summary: 'Approve a proposed coding',
  method: 'post',
  path: '/api/studies/:study/coding/:coding/approval',
  access: 'coding.write',
  params: codingParams,
  body: z.object({}),
  response: codingSchema,
  ifMatch: 'required',
})

export const withdrawCoding = defineRoute({
  id: 'withdrawCoding',
  tag: 'coding',
  summary: 'Withdraw a coding, with the reason; it stays in the trail',
  method: 'post',
  path: '/api/studies/:study/coding/:coding/withdrawal',
  access: 'coding.write',
  params: codingParams,
  body: z.object({ reason: wordsSchema(2000) }),
  response: codingSchema,
  ifMatch: 'required',
})
