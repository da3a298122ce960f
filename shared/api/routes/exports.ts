import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'

const bilingual = z.object({ en: z.string(), zh: z.string() })

const exportQuery = z.object({
  /** Id of a snapshot; the present data where none is given. */
  snapshot: z.string().optional(),
  /** The data as they are, or their de-identified twin. */
  profile: z.enum(['full', 'deidentified']).default('full'),
})

/** Why the data leave, and to whom: kept in the trail. */
export const exportReasonShape = {
  purpose: z.string().trim().min(1).max(500),
  recipient: z.string().trim().max(200).optional(),
  /** Of the recipient, ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
}

export const listExportFormats = defineRoute({
  id: 'listExportFormats',
  tag: 'exporting',
  summary: 'The formats in which a study can be exported',
  method: 'get',
  path: '/api/studies/:study/exports',
  access: 'data.export',
  params: studyParams,
  response: z.object({
    formats: z.array(
      z.object({
        key: z.string(),
        title: bilingual,
        description: bilingual.nullable(),
        /** Whether de-identified copies can be made in it. */
        deidentifies: z.boolean(),
        /** Whether its files can be taken one by one; else they come in a package alone. */
        single: z.boolean(),
      }),
    ),
  }),
})

export const listExportFiles = defineRoute({
  id: 'listExportFiles',
  tag: 'exporting',
  summary: 'Files of an export in one format, with their row counts',
  method: 'get',
  path: '/api/studies/:study/exports/:format',
  access: 'data.export',
  params: studyParams.extend({ format: z.string() }),
  query: exportQuery,
  response: z.object({
    files: z.array(z.object({ name: z.string(), rows: z.number() })),
    /** Subjects who withdrew consent, where the protocol asks to flag the data held before. */
    withdrawn: z.array(z.object({ subjid: z.string(), withdrawn: z.string().nullable() })),
  }),
})

export const downloadExportFile = defineRoute({
  id: 'downloadExportFile',
  tag: 'exporting',
  summary: 'One file of an export; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/exports/:format/files/:file',
  access: 'data.export',
  params: studyParams.extend({ format: z.string(), file: z.string() }),
  query: exportQuery.extend(exportReasonShape),
  /** The file itself, as an attachment. */
  response: z.string(),
})

export const exportLogRowSchema = z.object({
  seq: z.number(),
  at: z.string(),
  by: z.string(),
  role: z.string(),
  format: z.string(),
  profile: z.enum(['full', 'deidentified']),
  /** Name of the snapshot; null: the data as they were then. */
  snapshot: z.string().nullable(),
  file: z.string(),
  rows: z.number(),
  fields: z.array(z.string()),
  sha256: z.string(),
  purpose: z.string().nullable(),
  recipient: z.string().nullable(),
  country: z.string().nullable(),
})
export type ExportLogRow = z.output<typeof exportLogRowSchema>

export const listExportLog = defineRoute({
  id: 'listExportLog',
  tag: 'exporting',
  summary: 'Files that left the product, newest first: who took what, for whom, with which fields',
  method: 'get',
  path: '/api/studies/:study/export-log',
  access: 'export.log',
  params: studyParams,
  query: z.object({
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    /** Entries of the trail; each may speak of several files. */
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.object({
    rows: z.array(exportLogRowSchema),
    /** Where the next page begins; null: there is none. */
    next: z.string().nullable(),
  }),
})

export const downloadExportKey = defineRoute({
  id: 'downloadExportKey',
  tag: 'exporting',
  summary:
    'The key that leads from de-identified copies back to the subjects; never part of a copy',
  method: 'get',
  path: '/api/studies/:study/export-key',
  access: 'export.key',
  params: studyParams,
  /** Of which data the copies are: dates are moved by what they held then. */
  query: exportQuery.pick({ snapshot: true }).extend(exportReasonShape),
  response: z.string(),
})
