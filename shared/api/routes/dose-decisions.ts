import { z } from 'zod'
import { DOSE_DECISIONS } from '../../protocol/dose-decisions.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'

const share = z.number().nullable()

const levelSchema = z.object({
  key: z.string(),
  label: z.object({ en: z.string(), zh: z.string() }),
  enrolled: z.number(),
  treated: z.number(),
  evaluable: z.number(),
  toxicities: z.number(),
  /** Shares 0 to 1, with exact limits; null while nobody is evaluable. */
  estimate: share,
  lower: share,
  upper: share,
})

const windowSchema = z.object({
  subject: z.string(),
  cohort: z.string(),
  enrolled: z.string().nullable(),
  state: z.enum(['none', 'toxicity', 'running', 'not-evaluable']),
  window: z.object({ first: z.string(), last: z.string() }).nullable(),
  daysLeft: z.number().nullable(),
})

/** What a level came to when a decision was recorded. */
const basisSchema = z.object({
  cutoff: z.string(),
  treated: z.number(),
  evaluable: z.number(),
  toxicities: z.number(),
  running: z.number(),
})

const versionSchema = z.object({
  version: z.number(),
  cohort: z.string(),
  decision: z.enum(DOSE_DECISIONS),
  nextCohort: z.string().nullable(),
  decidedOn: z.string(),
  members: z.string(),
  reason: z.string(),
  /** Why the version before was corrected; null in the first. */
  correction: z.string().nullable(),
  /** Null for who may not see every site: it counts subjects of all of them. */
  basis: basisSchema.nullable(),
  recordedBy: z.string(),
  recordedRole: z.string(),
  recordedAt: z.string(),
})
export type DoseDecisionVersion = z.output<typeof versionSchema>

export const doseDecisionSchema = versionSchema
  .extend({
    id: z.string(),
    /** Versions that were corrected, the latest first. */
    earlier: z.array(versionSchema),
  })
  .meta({ id: 'DoseDecision' })
export type DoseDecisionView = z.output<typeof doseDecisionSchema>

export const getDoseEscalation = defineRoute({
  id: 'getDoseEscalation',
  tag: 'dose-decisions',
  summary:
    'The dose levels of a study at a cut-off, the windows of their subjects, and the decisions on the dose',
  method: 'get',
  path: '/api/studies/:study/dose-escalation',
  access: 'analysis.read',
  params: studyParams,
  query: z.object({ cutoff: z.iso.date().optional() }),
  response: z
    .object({
      cutoff: z.string(),
      windowDays: z.number(),
      /** Subjects of every site are counted; else of those that the caller may see. */
      everySite: z.boolean(),
      levels: z.array(levelSchema),
      /** In order of entry. */
      subjects: z.array(windowSchema),
      /** The latest first. */
      decisions: z.array(doseDecisionSchema),
    })
    .meta({ id: 'DoseEscalation' }),
})

const decisionBody = z.object({
  /** The dose level that was judged. */
  cohort: z.string().min(1).max(100),
  decision: z.enum(DOSE_DECISIONS),
  /** The level that the next subjects enter. */
  nextCohort: z.string().min(1).max(100).nullable().default(null),
  decidedOn: z.iso.date(),
  /** Who decided. */
  members: wordsSchema(500),
  reason: wordsSchema(2000),
})

export const recordDoseDecision = defineRoute({
  id: 'recordDoseDecision',
  tag: 'dose-decisions',
  summary: 'Record a decision of the committee on the dose, with its reason',
  method: 'post',
  path: '/api/studies/:study/dose-decisions',
  access: 'dose.decide',
  params: studyParams,
  body: decisionBody,
  response: doseDecisionSchema,
  status: 201,
  idempotent: true,
})

export const correctDoseDecision = defineRoute({
  id: 'correctDoseDecision',
  tag: 'dose-decisions',
  summary: 'Correct a decision on the dose: a new version, the old one stays',
  method: 'put',
  path: '/api/studies/:study/dose-decisions/:decision',
  access: 'dose.decide',
  params: studyParams.extend({ decision: z.string() }),
  body: decisionBody.extend({ correction: wordsSchema(2000) }),
  response: doseDecisionSchema,
  ifMatch: 'required',
})
