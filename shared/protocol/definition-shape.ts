import { z } from 'zod'
import { editCheckSchema } from '../checks/check-schema.ts'
import { bilingualSchema, formSchema } from '../forms/form-schema.ts'
import type { ResponseSettings } from '../response/define.ts'
import { consentSettingsSchema } from './consent-settings.ts'
import type { AnalysisConventions, ProtocolDefinition, Schedule } from './define.ts'
import { endpointSchema } from './endpoint-schema.ts'
import { safetySettingsSchema } from './safety-settings.ts'
import { trialDesignSchema } from './trial-design.ts'
import { verificationSettingsSchema } from './verification-settings.ts'

const dayCount = z.int().min(0)
const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 .+/-]{0,39}$/)

const plannedVisitSchema = z.strictObject({
  visit: nameSchema,
  title: bilingualSchema,
  day: z.int(),
  before: dayCount,
  after: dayCount,
  forms: z.array(z.string()),
})

const scheduleSchema: z.ZodType<Schedule> = z.strictObject({
  anchor: z.enum(['firstDose', 'enrolment']),
  single: z.array(plannedVisitSchema),
  repeating: z.array(
    z.strictObject({
      prefix: z.string().regex(/^[A-Z]{1,8}$/),
      numbering: z.enum(['weeks', 'cycles']),
      title: bilingualSchema,
      everyDays: z.int().min(1),
      before: dayCount,
      after: dayCount,
      forms: z.array(z.string()),
      planned: z.int().min(0).max(500),
    }),
  ),
  unscheduledForms: z.array(z.string()),
  survivalContactEveryDays: z.int().min(1),
})

const settingsSchema: z.ZodType<ResponseSettings> = z.strictObject({
  prDecreasePct: z.literal(30),
  pdRelativeIncreasePct: z.literal(20),
  pdAbsoluteIncreaseMm: z.number().min(0),
  tooSmallToMeasureMm: z.number().min(0),
  nodeNormalBelowMm: z.number().min(0),
  partialSumPd: z.boolean(),
  afterCr: z.enum(['PD_ON_REAPPEARANCE', 'RECOMPUTE']),
  carryConfirmedResponse: z.boolean(),
  tumourMarkerForCr: z.enum([
    'NOT_USED',
    'IF_ELEVATED_AT_BASELINE',
    'NORMAL_OR_NEVER_RAISED',
    'MUST_BE_NORMAL',
  ]),
  stableDate: z.enum(['LATEST', 'EARLIEST']),
  confirmation: z.boolean(),
  minIntervalDays: dayCount,
  minSdDays: dayCount,
  maxNeBetween: dayCount,
  allowOneSdBetween: z.boolean(),
  crFollowedByDisease: z.enum(['AS_RECORDED', 'DISEASE_IS_PD', 'CR_WAS_PR']),
  newTherapySameDayCounts: z.boolean(),
  missingAs: z.enum(['NE', 'MISSING']),
})

const conventionsSchema: z.ZodType<AnalysisConventions> = z.strictObject({
  monthDays: z.number().positive(),
  confidenceLevel: z.number().gt(0).lt(1),
  proportionLimits: z.enum(['clopper-pearson', 'wilson']),
  survivalLimits: z.enum(['log-log', 'log', 'plain']),
  origin: z.enum(['firstDose', 'enrolment']),
  studyDrugs: z.array(z.string().min(1)).min(1).nullable(),
  newTherapy: z.enum(['censor', 'ignore']),
  deathAfterExit: z.enum(['event', 'censor']),
  maxGapDays: z.int().min(1).nullable(),
  emergenceDaysAfterLastDose: dayCount,
  adverseEventStartFloor: z.enum(['firstDose', 'enrolment']),
  relatedValues: z.array(z.string()),
  haematologic: z.strictObject({ soc: z.array(z.string()), terms: z.array(z.string()) }),
  tumourMarkers: z.array(z.string()),
  compareCohorts: z.boolean(),
  pooledHeadline: z.boolean(),
})

const cohortSchema = z.strictObject({
  key: nameSchema,
  label: bilingualSchema,
  doseFinding: z.boolean(),
  expands: z.string().exactOptional(),
})

const eligibilitySchema = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/),
  kind: z.enum(['inclusion', 'exclusion']),
  text: bilingualSchema,
})

/** The shape of a whole definition as JSON, forms embedded. Strict: an unknown member is a fault. */
export const definitionShape: z.ZodType<ProtocolDefinition> = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  version: z.string().min(1).max(40),
  title: bilingualSchema,
  shortTitle: bilingualSchema,
  design: bilingualSchema,
  plannedSubjects: z.int().min(1),
  followUpMonths: z.number().positive(),
  cohorts: z.array(cohortSchema),
  schedule: scheduleSchema,
  forms: z.array(formSchema).min(1),
  eligibility: z.array(eligibilitySchema),
  criteria: z.array(z.strictObject({ key: z.string(), settings: settingsSchema })),
  conventions: conventionsSchema,
  endpoints: z.array(endpointSchema),
  checks: z.array(editCheckSchema).exactOptional(),
  safety: safetySettingsSchema.exactOptional(),
  consent: consentSettingsSchema.exactOptional(),
  verification: verificationSettingsSchema.exactOptional(),
  trialDesign: trialDesignSchema.exactOptional(),
  secondReading: z.boolean().exactOptional(),
  amendment: z.strictObject({ reopens: z.array(z.string()) }).exactOptional(),
})
