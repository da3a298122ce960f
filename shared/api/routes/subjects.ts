import { z } from 'zod'
import { CELL_OVERLAYS, CELL_STATES } from '../../protocol/cell-signs.ts'
import { SUBJECT_STATUSES } from '../../subject/subject-status.ts'
import { defineRoute } from '../define.ts'
import { heldBySchema } from '../held.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'

export const subjectParams = z.object({ study: z.string(), subjid: z.string() })
export const recordParams = subjectParams.extend({ record: z.string() })

const rowValues = z.record(z.string(), z.string())
/** Checked against the form's own schema by the server; the shape here is common to all forms. */
export const formValuesSchema = z
  .object({ items: rowValues, rows: z.array(rowValues) })
  .meta({ id: 'FormValues' })

export const findingSchema = z
  .object({
    /** JSON pointer into the values. */
    pointer: z.string(),
    kind: z.enum(['missing', 'warning']),
    key: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Finding' })
export type ApiFinding = z.output<typeof findingSchema>

export const recordSchema = z
  .object({
    id: z.string(),
    form: z.string(),
    visit: z.string().nullable(),
    rowKey: z.string(),
    values: formValuesSchema,
    version: z.number(),
    completeness: z.enum(['complete', 'partial']),
    definitionVersion: z.string(),
    removed: z.boolean(),
    findings: z.array(findingSchema),
    /** Of an investigator's review: the derived response it saw, and whether that has changed since. */
    derivation: z
      .object({
        derived: z.string(),
        inputsHash: z.string(),
        engineVersion: z.string(),
        reopened: z.boolean(),
        /** Of a reopened review: the response derived last, by which engine, and the entries that moved it. */
        now: z.string().exactOptional(),
        nowEngine: z.string().exactOptional(),
        causes: z.array(z.number()).exactOptional(),
      })
      .nullable(),
    updatedAt: z.string(),
    updatedBy: z.string(),
  })
  .meta({ id: 'Record' })
export type RecordView = z.output<typeof recordSchema>

export const subjectStateSchema = z.enum(['screening', 'enrolled', 'screen-failure'])

export const subjectSchema = z
  .object({
    subjid: z.string(),
    site: z.string(),
    cohort: z.string().nullable(),
    state: subjectStateSchema,
    revision: z.number(),
    enrolmentDate: z.string().nullable(),
    /** First dose or enrolment, as the protocol's schedule counts; null before it. */
    anchorDate: z.string().nullable(),
    dayOnStudy: z.number().nullable(),
    lastContact: z.string().nullable(),
    /** Where the subject stands, as the records tell, and since when. */
    status: z.object({ status: z.enum(SUBJECT_STATUSES), since: z.string().nullable() }),
  })
  .meta({ id: 'Subject' })
export type SubjectView = z.output<typeof subjectSchema>

/** Where a form of a visit stands; `empty`: nothing is recorded. */
export const formStateSchema = z.enum([
  'empty',
  'partial',
  'complete',
  'not-done',
  'verified',
  'signed',
  'locked',
])
export type FormState = z.output<typeof formStateSchema>

export const matrixCellSchema = z
  .object({
    visit: z.string(),
    /** The least advanced of its forms. */
    state: z.enum(CELL_STATES),
    /** What stands beside the state, the most pressing first. */
    overlays: z.array(z.enum(CELL_OVERLAYS)),
    date: z.string().nullable(),
    targetDate: z.string().nullable(),
    /** In a list of subjects without those of a visit of which nothing is recorded. */
    forms: z.array(z.object({ form: z.string(), state: formStateSchema, queries: z.number() })),
  })
  .meta({ id: 'MatrixCell' })
export type MatrixCell = z.output<typeof matrixCellSchema>

export const listSubjects = defineRoute({
  id: 'listSubjects',
  tag: 'subjects',
  summary: 'Subjects the caller may see, with the state of each visit',
  method: 'get',
  path: '/api/studies/:study/subjects',
  access: 'subject.read',
  params: studyParams,
  query: z.object({
    site: z.string().optional(),
    state: subjectStateSchema.optional(),
    cohort: z.string().optional(),
    search: z.string().max(100).optional(),
    /** Only subjects with this sign at one of their visits. */
    sign: z.enum(CELL_OVERLAYS).optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  response: z.object({
    /** Column heads of the matrix, in schedule order. */
    visits: z.array(z.string()),
    subjects: z.array(
      subjectSchema.extend({
        cells: z.array(matrixCellSchema),
        /** Open data queries of the subject, those outside visits included. */
        queries: z.number(),
      }),
    ),
    total: z.number(),
    filtered: z.number(),
    next: z.string().nullable(),
  }),
})

export const createSubject = defineRoute({
  id: 'createSubject',
  tag: 'subjects',
  summary: 'Register a subject for screening',
  method: 'post',
  path: '/api/studies/:study/subjects',
  access: 'subject.enrol',
  params: studyParams,
  body: z.object({
    subjid: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/),
    site: z.string(),
    /** Values of the enrolment form (`subjects`). */
    values: formValuesSchema,
  }),
  response: subjectSchema,
  status: 201,
  idempotent: true,
})

export const getSubject = defineRoute({
  id: 'getSubject',
  tag: 'subjects',
  summary: 'A subject with its schedule and all its records',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid',
  access: 'subject.read',
  params: subjectParams,
  response: z.object({
    subject: subjectSchema,
    /** The version of the study's definition in force at the subject's site. */
    definitionVersion: z.string(),
    /** The subjects before and after this one by SUBJID, among those the caller may see. */
    former: z.string().nullable(),
    next: z.string().nullable(),
    cells: z.array(matrixCellSchema),
    records: z.array(recordSchema),
    /** Freezes and locks in force over the subject or a part of it, the widest first. */
    locks: z.array(heldBySchema),
  }),
})

/**
 * When the draft was saved that the save goes on from: that one goes with the save. null: none is, and
 * what another window keeps stays. Absent: whatever draft the person has of the form goes.
 */
const savedDraftSchema = z.string().max(40).nullable().optional()

export const decideEnrolment = defineRoute({
  id: 'decideEnrolment',
  tag: 'subjects',
  summary: 'Enrol a screened subject, or record the screen failure with its reason',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/enrolment',
  access: 'subject.enrol',
  params: subjectParams,
  body: z.discriminatedUnion('decision', [
    z.object({
      decision: z.literal('enrolled'),
      date: z.string(),
      cohort: z.string().nullable(),
      /** Asked for when a criterion is not met. */
      reason: z.string().max(2000).optional(),
      draft: savedDraftSchema,
    }),
    z.object({
      decision: z.literal('screen-failure'),
      date: z.string(),
      reason: wordsSchema(2000),
      draft: savedDraftSchema,
    }),
  ]),
  response: subjectSchema,
})

/** More than a year is no time of typing: a clock was set meanwhile. */
export const LONGEST_AGO_MS = 366 * 86_400_000

/**
 * Milliseconds since the first of it was typed. A browser measures how long something took, never
 * what time it is: the server counts back from its own clock. A clock that jumped refuses no save: what
 * is longer than it can be counts as the longest.
 */
export const typedAgoSchema = z
  .number()
  .int()
  .min(0)
  .overwrite((ms) => Math.min(ms, LONGEST_AGO_MS))

/**
 * Checks of the form that the person confirms at the save, each with the values it compared as the
 * person saw them: on other values it is not confirmed.
 */
const confirmationsSchema = z
  .array(
    z.object({
      check: z.string().max(60),
      item: z.string().max(60),
      groupRow: z.string().max(400),
      compared: z.record(z.string(), z.string()),
      reason: wordsSchema(2000),
    }),
  )
  .max(500)
export type Confirmation = z.output<typeof confirmationsSchema>[number]

export const createRecord = defineRoute({
  id: 'createRecord',
  tag: 'entry',
  summary: 'Save a form for the first time',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/records',
  access: 'record.write',
  params: subjectParams,
  body: z.object({
    form: z.string(),
    visit: z.string().max(60).nullable(),
    values: formValuesSchema,
    typedAgoMs: typedAgoSchema.optional(),
    draft: savedDraftSchema,
    confirmations: confirmationsSchema.optional(),
  }),
  response: recordSchema,
  status: 201,
  idempotent: true,
})

export const amendRecord = defineRoute({
  id: 'amendRecord',
  tag: 'entry',
  summary: 'Change a saved form, with the reason',
  method: 'put',
  path: '/api/studies/:study/subjects/:subjid/records/:record',
  access: 'record.write',
  params: recordParams,
  body: z.object({
    values: formValuesSchema,
    reason: wordsSchema(2000),
    typedAgoMs: typedAgoSchema.optional(),
    draft: savedDraftSchema,
    confirmations: confirmationsSchema.optional(),
  }),
  response: recordSchema,
  ifMatch: 'required',
})

export const removeRecord = defineRoute({
  id: 'removeRecord',
  tag: 'entry',
  summary: 'Mark a record as removed; its content stays readable in the trail',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/records/:record/removal',
  access: 'record.write',
  params: recordParams,
  body: z.object({ reason: wordsSchema(2000) }),
  response: recordSchema,
  ifMatch: 'required',
})

export const saveReview = defineRoute({
  id: 'saveReview',
  tag: 'reviews',
  summary: "Record or change the investigator's overall response at one visit under one criterion",
  method: 'put',
  path: '/api/studies/:study/subjects/:subjid/reviews/:visit/:criteria',
  access: 'review.write',
  params: subjectParams.extend({ visit: z.string(), criteria: z.string() }),
  body: z.object({
    response: z.string(),
    date: z.string(),
    /** Why it differs from the derived response; asked for when it does. */
    differenceReason: z.string().max(2000).optional(),
    /** Why an earlier review is changed; asked for when there is one. */
    reason: z.string().max(2000).optional(),
    draft: savedDraftSchema,
  }),
  response: recordSchema,
  ifMatch: 'optional',
})
