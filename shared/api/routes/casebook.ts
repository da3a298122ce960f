import { z } from 'zod'
import type { DerivedBook } from '../../casebook/derived-book.ts'
import { defineRoute } from '../define.ts'
import { firingSchema } from './checks.ts'
import { lockSchema } from './locks.ts'
import { querySchema } from './queries.ts'
import { signatureSchema } from './signatures.ts'
import { recordSchema, subjectParams, subjectSchema } from './subjects.ts'
import { auditEntrySchema } from './trail.ts'
import { studyParams } from './studies.ts'
import { verificationSchema } from './verification.ts'

const takenCasebookSchema = z
  .object({
    takenAt: z.string(),
    takenBy: z.string(),
    /** The last entry of the study's trail that the copy knows. */
    seq: z.number(),
    /** SHA-256 over the canonical JSON of everything below. */
    sha256: z.string(),
    subject: subjectSchema,
    siteName: z.string(),
    /** The version in force at the subject's site, and the hash of its text. */
    definitionVersion: z.string(),
    definitionHash: z.string(),
    /** Removed ones included, in the order they were made. */
    records: z.array(recordSchema),
    /** Every entry of these records, the first one first. */
    history: z.array(auditEntrySchema),
    queries: z.array(querySchema),
    firings: z.array(firingSchema),
    verifications: z.array(verificationSchema),
    signatures: z.array(signatureSchema),
    /** Every freeze and lock over the subject or a part of it, released ones included. */
    locks: z.array(lockSchema),
    /** What is derived of the subject, as the engine proves it. */
    derived: z.custom<DerivedBook>().meta({ id: 'DerivedBook', type: 'object' }),
  })
  .meta({ id: 'Casebook' })
export type TakenCasebook = z.output<typeof takenCasebookSchema>

/**
 * Held by whoever may read the trail on screen: the copy says nothing that its reader could not open
 * page by page, and sites file it. Whole studies leave through the exports.
 */
export const takeCasebook = defineRoute({
  id: 'takeCasebook',
  tag: 'casebook',
  summary:
    'Everything recorded of a subject at one moment, for a copy on paper; the audit trail says who took it',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/casebook',
  access: 'audit.read',
  params: subjectParams,
  body: z.object({}),
  response: takenCasebookSchema,
})

const languageSchema = z.enum(['en', 'zh']).default('en')

export const takeCasebookPdf = defineRoute({
  id: 'takeCasebookPdf',
  tag: 'casebook',
  summary:
    'The same as a PDF with bookmarks, and the trail of the subject at its end; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/casebook.pdf',
  access: 'audit.read',
  params: subjectParams,
  query: z.object({ language: languageSchema }),
  response: z.string(),
})

export const downloadPaperCasebook = defineRoute({
  id: 'downloadPaperCasebook',
  tag: 'casebook',
  summary:
    'The forms of a study as a PDF, to be filled by hand or with SDTM variables; nothing of any subject',
  method: 'get',
  path: '/api/studies/:study/casebook.pdf',
  access: 'study.read',
  params: studyParams,
  query: z.object({
    language: languageSchema,
    kind: z.enum(['blank', 'annotated']).default('blank'),
    /** Number of the definition's version; the one in force where none is given. */
    version: z.coerce.number().int().min(1).optional(),
  }),
  response: z.string(),
})
