import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { exportReasonShape } from './exports.ts'
import { problemSchema } from '../problem.ts'
import { snapshotSchema } from './snapshots.ts'
import { studyParams } from './studies.ts'

const bilingual = z.object({ en: z.string(), zh: z.string() })

/** Subjects of a package: all of them, or those of an analysis population at its cut-off. */
export const EXPORT_POPULATIONS = ['ALL', 'ENR', 'SAF', 'EVAL'] as const

/** What is exported. The same wish on the same snapshot gives the same bytes. */
export const exportWishSchema = z.object({
  /** Keys of formats, each once. */
  formats: z
    .array(z.string().max(60))
    .min(1)
    .max(30)
    .refine((keys) => new Set(keys).size === keys.length),
  /** Id of a snapshot; the present data where none is given. */
  snapshot: z.string().max(60).optional(),
  /** Records dated after it are left out of analyses; the latest complete date where none is given. */
  cutoff: z.iso.date().optional(),
  population: z.enum(EXPORT_POPULATIONS).default('ALL'),
  responses: z.enum(['investigator', 'derived']).default('investigator'),
  profile: z.enum(['full', 'deidentified']).default('full'),
  language: z.enum(['en', 'zh']).default('en'),
})
export type ExportWish = z.output<typeof exportWishSchema>

const progressSchema = z.object({
  done: z.number(),
  /** null: not known yet. */
  total: z.number().nullable(),
  step: bilingual.nullable(),
})

const fileRowsSchema = z.object({ format: z.string(), name: z.string(), rows: z.number() })

const problemCountSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  dataset: z.string(),
  count: z.number(),
})
export type ProblemCount = z.output<typeof problemCountSchema>

/** A check of an export, or the making of its package. */
const exportRunSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['check', 'package']),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    wish: exportWishSchema,
    progress: progressSchema,
    /** Why it failed. */
    problem: problemSchema.nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    /** The state that was read; null before it is done. */
    data: z
      .object({
        snapshot: snapshotSchema.pick({ id: true, name: true, hash: true }).nullable(),
        seq: z.number(),
        at: z.string(),
        subjects: z.number(),
      })
      .nullable(),
    /** What the package holds, or would hold. */
    files: z.array(fileRowsSchema),
    problems: z.array(problemCountSchema),
    /** Subjects whose data are flagged, because consent was withdrawn. */
    withdrawn: z.array(z.object({ subjid: z.string(), withdrawn: z.string().nullable() })),
    /** The package; null for checks. `stored`: it is still kept. */
    file: z
      .object({ name: z.string(), size: z.number(), sha256: z.string(), stored: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'ExportRun' })
export type ExportRunView = z.output<typeof exportRunSchema>

/** Runs of a page, where no other number is asked for. */
export const RUNS_PER_PAGE = 20

const runParams = studyParams.extend({ run: z.string() })

export const listExportRuns = defineRoute({
  id: 'listExportRuns',
  tag: 'exporting',
  summary: "The caller's own checks and packages of a study, the newest first",
  method: 'get',
  path: '/api/studies/:study/export-runs',
  access: 'data.export',
  params: studyParams,
  query: z.object({
    cursor: z
      .string()
      .regex(/^[\w.:-]{1,100}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(RUNS_PER_PAGE),
  }),
  response: z.object({
    runs: z.array(exportRunSchema),
    /** Where the next page begins; null: there is none. */
    next: z.string().nullable(),
  }),
})

/** The event of `watchExportRuns`: its data are the first page of `listExportRuns`. */
export const RUNS_EVENT = 'runs'

export const watchExportRuns = defineRoute({
  id: 'watchExportRuns',
  tag: 'exporting',
  summary:
    "Server-sent events: the first page of the caller's own checks and packages, at the start and whenever one of them got further",
  method: 'get',
  path: '/api/studies/:study/export-run-changes',
  access: 'data.export',
  params: studyParams,
  /** A stream of events, of type `text/event-stream`. */
  response: z.string(),
})

export const readExportRun = defineRoute({
  id: 'readExportRun',
  tag: 'exporting',
  summary: 'How far a check or package is, and what came of it',
  method: 'get',
  path: '/api/studies/:study/export-runs/:run',
  access: 'data.export',
  params: runParams,
  response: exportRunSchema,
})

export const checkExport = defineRoute({
  id: 'checkExport',
  tag: 'exporting',
  summary: 'Count the rows of an export and look for problems, before anything leaves',
  method: 'post',
  path: '/api/studies/:study/export-checks',
  access: 'data.export',
  params: studyParams,
  body: exportWishSchema,
  response: exportRunSchema,
  status: 201,
})

export const makeExport = defineRoute({
  id: 'makeExport',
  tag: 'exporting',
  summary: 'Make one package of data, definitions, code lists, checksums and a log',
  method: 'post',
  path: '/api/studies/:study/export-packages',
  access: 'data.export',
  params: studyParams,
  body: exportWishSchema.extend(exportReasonShape),
  response: exportRunSchema,
  status: 201,
})

export const cancelExportRun = defineRoute({
  id: 'cancelExportRun',
  tag: 'exporting',
  summary: 'Stop a check or package that waits or runs; nothing of it is kept',
  method: 'post',
  path: '/api/studies/:study/export-runs/:run/cancellation',
  access: 'data.export',
  params: runParams,
  body: z.object({}),
  response: exportRunSchema,
})

export const downloadExportRun = defineRoute({
  id: 'downloadExportRun',
  tag: 'exporting',
  summary: 'The package itself, from any byte on; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/export-runs/:run/file',
  access: 'data.export',
  params: runParams,
  /** The file itself, as an attachment. */
  response: z.string(),
})

/** A problem with the place to repair it; null where it has none. */
const foundProblemSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  dataset: z.string(),
  variable: z.string().nullable(),
  subjid: z.string().nullable(),
  message: bilingual,
  place: z
    .object({
      form: z.string(),
      visit: z.string().nullable(),
      record: z.string(),
      item: z.string().nullable(),
    })
    .nullable(),
})
export type FoundProblem = z.output<typeof foundProblemSchema>

export const listExportProblems = defineRoute({
  id: 'listExportProblems',
  tag: 'exporting',
  summary: 'The problems that a run found, each with the form to repair',
  method: 'get',
  path: '/api/studies/:study/export-runs/:run/problems',
  access: 'data.export',
  params: runParams,
  query: z.object({
    rule: z.string().optional(),
    severity: z.enum(['error', 'warning', 'note']).optional(),
    dataset: z.string().optional(),
    subject: z.string().optional(),
    /** How many to pass over. */
    from: z.coerce.number().int().min(0).default(0),
  }),
  response: z.object({
    total: z.number(),
    counts: z.array(problemCountSchema),
    subjects: z.array(z.string()),
    problems: z.array(foundProblemSchema),
  }),
})
