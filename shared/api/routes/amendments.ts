import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { definitionSchema, studyParams } from './studies.ts'

const versionParams = studyParams.extend({ version: z.string() })

export const studyVersionSchema = z
  .object({
    number: z.number(),
    /** The protocol's own name of the version. */
    version: z.string(),
    hash: z.string(),
    /** Why it was made; null of the first one. */
    note: z.string().nullable(),
    publishedAt: z.string(),
    publishedBy: z.string().nullable(),
    /** Where it was approved, among the sites the caller may see. */
    sites: z.array(
      z.object({
        site: z.string(),
        effectiveFrom: z.string(),
        reason: z.string().nullable(),
        setAt: z.string(),
        /** Whether this is the version the site works by today. */
        inForce: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'StudyVersion' })
export type StudyVersion = z.output<typeof studyVersionSchema>

export const listVersions = defineRoute({
  id: 'listVersions',
  tag: 'amendments',
  summary:
    "Versions of the study's definition, the newest first, and the sites each is approved at",
  method: 'get',
  path: '/api/studies/:study/versions',
  access: 'study.read',
  params: studyParams,
  response: z.object({ versions: z.array(studyVersionSchema) }),
})

export const getVersion = defineRoute({
  id: 'getVersion',
  tag: 'amendments',
  summary: 'One version of the definition as it was published',
  method: 'get',
  path: '/api/studies/:study/versions/:version',
  access: 'study.read',
  params: versionParams,
  response: z.object({
    number: z.number(),
    definition: definitionSchema,
  }),
})

export const publishVersion = defineRoute({
  id: 'publishVersion',
  tag: 'amendments',
  summary:
    'Publish an amended definition; it is in force nowhere until a site approves it. If-Match names the newest version it was compared with',
  method: 'post',
  path: '/api/studies/:study/versions',
  access: 'study.manage',
  params: studyParams,
  body: z.object({ definition: z.record(z.string(), z.unknown()), note: wordsSchema(2000) }),
  response: studyVersionSchema,
  status: 201,
  ifMatch: 'required',
})

export const approveVersion = defineRoute({
  id: 'approveVersion',
  tag: 'amendments',
  summary: 'Bring a version into force at one site from a day on, after its approval there',
  method: 'post',
  path: '/api/studies/:study/versions/:version/approvals',
  access: 'study.manage',
  params: versionParams,
  body: z.object({ site: z.string(), effectiveFrom: z.iso.date(), reason: wordsSchema(2000) }),
  response: studyVersionSchema,
  status: 201,
})
