import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'

const countsSchema = z.object({
  files: z.number(),
  subjects: z.number(),
  records: z.number(),
  queries: z.number(),
  signatures: z.number(),
  /** Entries of the audit trail. */
  entries: z.number(),
})
export type ArchiveCounts = z.output<typeof countsSchema>

/** A package of everything a site has. @source OR-04 */
const siteArchiveSchema = z
  .object({
    id: z.string(),
    site: z.string(),
    /** Counts the packages of the site, from 1. */
    number: z.number(),
    /** The last entry of the study's trail that the package knows. */
    seq: z.number(),
    /** SHA-256 of the file's bytes. */
    sha256: z.string(),
    /** In bytes. */
    size: z.number(),
    counts: countsSchema,
    programVersion: z.string(),
    /** null: made from the shell. */
    madeBy: z.string().nullable(),
    madeAt: z.string(),
    /** Who of the site confirmed to have received it, and when. */
    receipt: z.object({ by: z.string(), at: z.string() }).nullable(),
    /** The file still lies in the data folder. */
    stored: z.boolean(),
    /** Not handed out any more: a text of the site was redacted after it was made. */
    withdrawn: z.boolean(),
  })
  .meta({ id: 'SiteArchive' })
export type SiteArchiveView = z.output<typeof siteArchiveSchema>

const archiveParams = studyParams.extend({ archive: z.string() })

export const listArchives = defineRoute({
  id: 'listArchives',
  tag: 'archives',
  summary: 'Archives of the sites that the caller may see, the newest first',
  method: 'get',
  path: '/api/studies/:study/archives',
  access: 'archive.read',
  params: studyParams,
  response: z.object({ archives: z.array(siteArchiveSchema) }),
})

export const makeArchive = defineRoute({
  id: 'makeArchive',
  tag: 'archives',
  summary: 'Make the archive of a site: everything recorded there, readable without the product',
  method: 'post',
  path: '/api/studies/:study/archives',
  access: 'archive.make',
  params: studyParams,
  body: z.object({ site: z.string() }),
  response: siteArchiveSchema,
  status: 201,
})

export const downloadArchive = defineRoute({
  id: 'downloadArchive',
  tag: 'archives',
  summary: 'The package itself; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/archives/:archive/file',
  access: 'archive.read',
  params: archiveParams,
  /** The file itself, as an attachment. */
  response: z.string(),
})

export const receiveArchive = defineRoute({
  id: 'receiveArchive',
  tag: 'archives',
  summary: "The site's investigator confirms to have received the package with this hash",
  method: 'post',
  path: '/api/studies/:study/archives/:archive/receipt',
  access: 'archive.receive',
  params: archiveParams,
  body: z.object({
    /** The hash of the package that was received, as its reader sees it. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  response: siteArchiveSchema,
})
