import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'
import { formValuesSchema, subjectParams, typedAgoSchema } from './subjects.ts'

/** Largest draft as JSON text in UTF-8: many times the largest form. */
export const DRAFT_LIMIT_BYTES = 200_000

/** The part of the subject's form that the decision on enrolment is. */
export const DECISION_PART = 'decision'

const draftPlaceSchema = z.object({
  form: z.string(),
  visit: z.string().max(60).nullable(),
  /** The record that is changed; null: typed for the first time. */
  record: z.string().nullable(),
  /**
   * What of the form is typed, where one place has several: the criterion of a review, the decision on
   * enrolment. Empty for a form as a whole.
   */
  part: z.string().max(60).default(''),
})

/** Typing of one account that is not saved: no data, and nobody else's to read. */
export const draftSchema = draftPlaceSchema
  .extend({
    id: z.string(),
    /** Version of the record that the boxes were filled from; null: no record then. */
    baseVersion: z.number().nullable(),
    values: formValuesSchema,
    /** When the first of it was typed, by the server's clock. */
    enteredAt: z.string(),
    savedAt: z.string(),
  })
  .meta({ id: 'Draft' })
export type DraftView = z.output<typeof draftSchema>

export const listSubjectDrafts = defineRoute({
  id: 'listSubjectDrafts',
  tag: 'drafts',
  summary: "The caller's own unsaved typing for a subject",
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/drafts',
  access: 'record.write',
  params: subjectParams,
  response: z.object({ drafts: z.array(draftSchema) }),
})

export const listMyDrafts = defineRoute({
  id: 'listMyDrafts',
  tag: 'drafts',
  summary: "Where the caller's own unsaved typing lies, the latest first; without the values",
  method: 'get',
  path: '/api/studies/:study/drafts',
  access: 'record.write',
  params: studyParams,
  response: z.object({
    drafts: z.array(draftSchema.omit({ values: true }).extend({ subjid: z.string() })),
  }),
})

export const putDraft = defineRoute({
  id: 'putDraft',
  tag: 'drafts',
  summary: "Keep unsaved typing in place of the caller's earlier draft of the same form",
  method: 'put',
  path: '/api/studies/:study/subjects/:subjid/drafts',
  access: 'record.write',
  params: subjectParams,
  body: draftPlaceSchema.extend({
    /** Id of the account that typed it: a browser may hold another's session by now. */
    account: z.string(),
    baseVersion: z.number().int().min(1).max(1_000_000_000).nullable(),
    /** As they stand in the boxes: half-typed values are kept too. */
    values: formValuesSchema,
    typedAgoMs: typedAgoSchema,
    /** `savedAt` of the draft this one goes on from; null: none was seen. */
    replaces: z.string().nullable(),
  }),
  response: draftSchema,
})

export const getDraft = defineRoute({
  id: 'getDraft',
  tag: 'drafts',
  summary: "One of the caller's own drafts",
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/drafts/:draft',
  access: 'record.write',
  params: subjectParams.extend({ draft: z.string() }),
  response: draftSchema,
})

export const discardDraft = defineRoute({
  id: 'discardDraft',
  tag: 'drafts',
  summary: "Throw away one of the caller's own drafts; `savedAt`: only as it was saved then",
  method: 'delete',
  path: '/api/studies/:study/subjects/:subjid/drafts/:draft',
  access: 'record.write',
  params: subjectParams.extend({ draft: z.string() }),
  query: z.object({ savedAt: z.string().optional() }),
  response: z.null(),
  status: 204,
})
