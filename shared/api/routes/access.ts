import { z } from 'zod'
import { installationSettingsSchema, studyAccessSchema } from '../../access/settings.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { grantSchema, roleSchema } from './accounts.ts'
import { studyParams } from './studies.ts'

const versioned = { version: z.int().min(0) }
const changed = { ...versioned, reason: wordsSchema(500) }

export const getSettings = defineRoute({
  id: 'getSettings',
  tag: 'access',
  summary: 'Settings of the installation: idle limit, age of passwords, second factor by role',
  method: 'get',
  path: '/api/settings',
  access: 'account.manage',
  response: z.object({ settings: installationSettingsSchema, ...versioned }),
})

export const changeSettings = defineRoute({
  id: 'changeSettings',
  tag: 'access',
  summary: 'Change the settings of the installation; they hold at once, in open sessions too',
  method: 'put',
  path: '/api/settings',
  access: 'account.manage',
  body: z.object({ settings: installationSettingsSchema, ...changed }),
  response: z.object({ settings: installationSettingsSchema, ...versioned }),
})

const reviewedAccountSchema = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  locked: z.boolean(),
  secondFactor: z.boolean(),
  lastSignInAt: z.string().nullable(),
  /** Whole days since the last sign-in; without one, since the account was made. */
  idleDays: z.number(),
  /** Idle longer than the report asks for. */
  unused: z.boolean(),
  /** Access tokens in force. */
  tokens: z.number(),
  /** Rights in force. */
  grants: z.array(grantSchema),
})
export type ReviewedAccount = z.output<typeof reviewedAccountSchema>

const idleQuery = z.object({ days: z.coerce.number().int().min(0).max(3660).optional() })

export const getAccessReview = defineRoute({
  id: 'getAccessReview',
  tag: 'access',
  summary: 'Accounts with their rights in force, those unused for more than so many days marked',
  method: 'get',
  path: '/api/access-review',
  access: 'account.manage',
  query: idleQuery,
  response: z.object({
    days: z.number(),
    accounts: z.array(reviewedAccountSchema),
    reviews: z.array(
      z.object({ at: z.string(), by: z.string(), note: z.string(), unused: z.number() }),
    ),
  }),
})

export const downloadAccessReview = defineRoute({
  id: 'downloadAccessReview',
  tag: 'access',
  summary: 'The access review as a CSV file: one line per right, and per account without one',
  method: 'get',
  path: '/api/access-review/file',
  access: 'account.manage',
  query: idleQuery,
  response: z.string(),
})

export const recordAccessReview = defineRoute({
  id: 'recordAccessReview',
  tag: 'access',
  summary: 'Record that the rights were reviewed, and with what outcome',
  method: 'post',
  path: '/api/access-reviews',
  access: 'account.manage',
  body: z.object({ note: wordsSchema(1000), days: z.int().min(0).max(3660).optional() }),
  response: z.object({ at: z.string() }),
  status: 201,
})

export const systemEntrySchema = z.object({
  seq: z.number(),
  at: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: z.string(),
  /** Where the request came from, and through which access token. */
  address: z.string().nullable(),
  act: z.string(),
  /** User name of the account that the entry is about. */
  about: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(
    z.object({
      pointer: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
})
export type SystemEntry = z.output<typeof systemEntrySchema>

export const listSystemTrail = defineRoute({
  id: 'listSystemTrail',
  tag: 'access',
  summary:
    "The installation's own trail: sign-ins, passwords, locks, rights, settings; newest first",
  method: 'get',
  path: '/api/system-trail',
  access: 'account.manage',
  query: z.object({
    username: z.string().max(200).optional(),
    act: z.string().max(60).optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    order: z.enum(['newest-first', 'oldest-first']).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ entries: z.array(systemEntrySchema), next: z.string().nullable() }),
})

const trainingSchema = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  title: z.string(),
  version: z.number(),
  on: z.string(),
  recordedBy: z.string().nullable(),
  withdrawn: z.boolean(),
})
export type TrainingView = z.output<typeof trainingSchema>

export const getStudyAccess = defineRoute({
  id: 'getStudyAccess',
  tag: 'access',
  summary: 'What a study asks of those who hold a role in it, and who is trained',
  method: 'get',
  path: '/api/studies/:study/access',
  access: 'access.read',
  params: studyParams,
  response: z.object({
    settings: studyAccessSchema,
    ...versioned,
    trainings: z.array(trainingSchema),
    /** Who holds a role that needs the training and lacks it; user names. */
    untrained: z.array(z.object({ username: z.string(), displayName: z.string() })),
  }),
})

export const changeStudyAccess = defineRoute({
  id: 'changeStudyAccess',
  tag: 'access',
  summary: 'Change what a study asks: second factor, required training',
  method: 'put',
  path: '/api/studies/:study/access',
  access: 'study.manage',
  params: studyParams,
  body: z.object({ settings: studyAccessSchema, ...changed }),
  response: z.object({ settings: studyAccessSchema, ...versioned }),
})

export const recordTraining = defineRoute({
  id: 'recordTraining',
  tag: 'access',
  summary: 'Record that a person was trained for the study',
  method: 'post',
  path: '/api/studies/:study/trainings',
  access: 'study.manage',
  params: studyParams,
  body: z.object({
    username: z.string().max(200),
    title: wordsSchema(200),
    version: z.int().min(1).max(9999),
    on: z.iso.date(),
  }),
  response: trainingSchema,
  status: 201,
})

export const withdrawTraining = defineRoute({
  id: 'withdrawTraining',
  tag: 'access',
  summary: 'Withdraw a training that was recorded by mistake; it stays in the list',
  method: 'post',
  path: '/api/studies/:study/trainings/:training/withdrawal',
  access: 'study.manage',
  params: studyParams.extend({ training: z.string() }),
  body: z.object({ reason: wordsSchema(500) }),
  response: trainingSchema,
})

const rightSchema = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: roleSchema,
  /** Site code; null: every site of the study. */
  site: z.string().nullable(),
  /** It holds in every study. */
  everywhere: z.boolean(),
  from: z.string(),
  to: z.string().nullable(),
  /** Where the day is counted. */
  timeZone: z.string(),
  grantedBy: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  identity: grantSchema.shape.identity,
  /** Times of that day at which the account was locked, so that the right was of no use. */
  locks: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
})
export type RightOnDay = z.output<typeof rightSchema>

const rightChangeSchema = z.object({
  at: z.string(),
  act: z.string(),
  username: z.string(),
  role: z.string(),
  site: z.string().nullable(),
  by: z.string(),
  /** The right as it was and as it became: first and last moment, and who verified the person. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  reason: z.string().nullable(),
})
export type RightChange = z.output<typeof rightChangeSchema>

const dayQuery = z.object({ day: z.iso.date() })

export const listRights = defineRoute({
  id: 'listRights',
  tag: 'access',
  summary: 'Who held which right on a day, and every change of rights up to its end',
  method: 'get',
  path: '/api/studies/:study/rights',
  access: 'access.read',
  params: studyParams,
  query: dayQuery,
  response: z.object({ rights: z.array(rightSchema), changes: z.array(rightChangeSchema) }),
})

export const downloadRights = defineRoute({
  id: 'downloadRights',
  tag: 'access',
  summary: 'Who held which right on a day, as a CSV file',
  method: 'get',
  path: '/api/studies/:study/rights/file',
  access: 'access.read',
  params: studyParams,
  query: dayQuery,
  response: z.string(),
})
