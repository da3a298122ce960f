import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

const bilingual = z.object({ en: z.string(), zh: z.string() })
const FIRING_STATES = ['open', 'confirmed', 'corrected', 'superseded'] as const

export const firingSchema = z
  .object({
    id: z.string(),
    subjid: z.string(),
    site: z.string(),
    record: z.string().nullable(),
    form: z.string(),
    visit: z.string().nullable(),
    item: z.string(),
    groupRow: z.string(),
    check: z.string(),
    checkVersion: z.string(),
    severity: z.enum(['warning', 'note']),
    /** `superseded`: it fired again on other values, or an amendment ended it. */
    state: z.enum(FIRING_STATES),
    message: bilingual,
    /** The values compared, by their name. */
    compared: z.record(z.string(), z.string()),
    firedAt: z.string(),
    reason: z.string().nullable(),
    settledBy: z.string().nullable(),
    settledAt: z.string().nullable(),
    query: z.string().nullable(),
  })
  .meta({ id: 'CheckFiring' })
export type FiringView = z.output<typeof firingSchema>

export const listFirings = defineRoute({
  id: 'listFirings',
  tag: 'checks',
  summary:
    'Edit checks that fired at a save or an import, with what became of them, the latest first',
  method: 'get',
  path: '/api/studies/:study/firings',
  access: 'subject.read',
  params: studyParams,
  query: z.object({
    subject: z.string().max(60).optional(),
    check: z.string().max(60).optional(),
    state: z.enum([...FIRING_STATES, 'standing']).optional(),
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ firings: z.array(firingSchema), filtered: z.number() }),
})

export const confirmFiring = defineRoute({
  id: 'confirmFiring',
  tag: 'checks',
  summary: 'Confirm that the values a check fired on are right, with the reason',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/firings/:firing/confirmation',
  access: 'record.write',
  params: subjectParams.extend({ firing: z.string() }),
  body: z.object({ reason: wordsSchema(2000) }),
  response: firingSchema,
})

/** One check with how it did: E27 asks to retire what is confirmed nearly always. */
export const checkRowSchema = z
  .object({
    key: z.string(),
    version: z.string(),
    level: z.enum(['field', 'form', 'visit', 'subject']),
    severity: z.enum(['warning', 'note']),
    /** Empty for a check of every form. */
    form: z.string(),
    item: z.string(),
    rationale: bilingual,
    /** What clean data fulfil, in the words of the rule; null where no rule of one line says it. */
    rule: z.string().nullable(),
    fired: z.number(),
    open: z.number(),
    corrected: z.number(),
    confirmed: z.number(),
    superseded: z.number(),
    /** Confirmed so often that it may not be worth asking. */
    retire: z.boolean(),
  })
  .meta({ id: 'CheckRow' })
export type CheckRow = z.output<typeof checkRowSchema>

export const listChecks = defineRoute({
  id: 'listChecks',
  tag: 'checks',
  summary: 'The catalogue of edit checks of a study, with how often each fired and how it ended',
  method: 'get',
  path: '/api/studies/:study/checks',
  access: 'subject.read',
  params: studyParams,
  response: z.object({ checks: z.array(checkRowSchema) }),
})
