import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { heldBySchema, openCountsSchema, openItemSchema } from '../held.ts'
import { PRECONDITION_KINDS } from '../../locks/preconditions.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

/** A freeze or lock with its end; `releasedAt` null: in force. */
export const lockSchema = heldBySchema
  .extend({
    releasedAt: z.string().nullable(),
    releasedBy: z.string().nullable(),
    releaseReason: z.string().nullable(),
  })
  .meta({ id: 'Lock' })
export type LockView = z.output<typeof lockSchema>

const reason = wordsSchema(2000)
const keySchema = z.string().min(1).max(60)

/** A place of one subject. */
const inSubjectSchema = z.discriminatedUnion('level', [
  z.object({ level: z.literal('subject'), reason }),
  z.object({ level: z.literal('visit'), visit: keySchema, reason }),
  z.object({ level: z.literal('record'), visit: keySchema.nullable(), form: keySchema, reason }),
])

/** A place above subjects. */
const inStudySchema = z.discriminatedUnion('level', [
  z.object({ level: z.literal('study'), reason }),
  z.object({ level: z.literal('site'), site: keySchema, reason }),
])

const releaseBody = z.object({ reason })

/** What is still to be done at a place: all of it counted, the first of it listed. */
const openSchema = {
  counts: openCountsSchema,
  open: z.array(openItemSchema),
  /** How many places the list would have in full. */
  places: z.number(),
}

/** Lists one kind alone; everything is counted all the same. */
const kindQuery = z.object({ kind: z.enum(PRECONDITION_KINDS).optional() })

export const listLocks = defineRoute({
  id: 'listLocks',
  tag: 'locks',
  summary: 'Every freeze and lock of the study that the caller may see, released ones included',
  method: 'get',
  path: '/api/studies/:study/locks',
  access: 'subject.read',
  params: studyParams,
  response: z.object({ locks: z.array(lockSchema) }),
})

const subjectCloseOutSchema = z.object({
  subjid: z.string(),
  site: z.string(),
  /** The furthest that holds all of the subject; null: nothing does. */
  held: z.enum(['freeze', 'lock']).nullable(),
  /** How many things are still open. */
  open: z.number(),
})

export const getStudyCloseOut = defineRoute({
  id: 'getStudyCloseOut',
  tag: 'locks',
  summary: 'What is still open before the study, its sites and its subjects can be locked',
  method: 'get',
  path: '/api/studies/:study/close-out',
  access: 'subject.read',
  params: studyParams,
  query: kindQuery,
  response: z.object({
    ...openSchema,
    subjects: z.array(subjectCloseOutSchema),
    sites: z.array(z.object({ site: z.string(), open: z.number(), subjects: z.number() })),
    locks: z.array(lockSchema),
    /** The caller sees every site: only then are the counts those of the study. */
    whole: z.boolean(),
  }),
})

export const getSubjectCloseOut = defineRoute({
  id: 'getSubjectCloseOut',
  tag: 'locks',
  summary: 'What is still open before the subject, its visits and its forms can be locked',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/close-out',
  access: 'subject.read',
  params: subjectParams,
  query: kindQuery,
  response: z.object({ ...openSchema, locks: z.array(lockSchema) }),
})

export const freezeInSubject = defineRoute({
  id: 'freezeInSubject',
  tag: 'locks',
  summary: 'Freeze a subject, a visit or a form: the site enters nothing more; cleaning goes on',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/freezes',
  access: 'lock.freeze',
  params: subjectParams,
  body: inSubjectSchema,
  response: lockSchema,
  status: 201,
})

export const lockInSubject = defineRoute({
  id: 'lockInSubject',
  tag: 'locks',
  summary: 'Lock a subject, a visit or a form, once nothing is open there',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/locks',
  access: 'lock.set',
  params: subjectParams,
  body: inSubjectSchema,
  response: lockSchema,
  status: 201,
})

export const releaseInSubject = defineRoute({
  id: 'releaseInSubject',
  tag: 'locks',
  summary: 'Release a freeze or lock of a subject, a visit or a form, with the reason',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/locks/:lock/release',
  access: 'lock.release',
  params: subjectParams.extend({ lock: z.string() }),
  body: releaseBody,
  response: lockSchema,
})

export const freezeInStudy = defineRoute({
  id: 'freezeInStudy',
  tag: 'locks',
  summary: 'Freeze a site or the study: the site enters nothing more; cleaning goes on',
  method: 'post',
  path: '/api/studies/:study/freezes',
  access: 'lock.freeze',
  params: studyParams,
  body: inStudySchema,
  response: lockSchema,
  status: 201,
})

export const lockInStudy = defineRoute({
  id: 'lockInStudy',
  tag: 'locks',
  summary: 'Lock and close a site, or lock the study, once nothing is open there',
  method: 'post',
  path: '/api/studies/:study/locks',
  access: 'lock.set',
  params: studyParams,
  body: inStudySchema,
  response: lockSchema,
  status: 201,
})

export const releaseInStudy = defineRoute({
  id: 'releaseInStudy',
  tag: 'locks',
  summary: 'Release a freeze or lock of a site or the study, with the reason; it is open again',
  method: 'post',
  path: '/api/studies/:study/locks/:lock/release',
  access: 'lock.release',
  params: studyParams.extend({ lock: z.string() }),
  body: releaseBody,
  response: lockSchema,
})
