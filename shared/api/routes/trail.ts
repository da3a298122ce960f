import { z } from 'zod'
import { RISK_PATTERNS } from '../../trail/risk-patterns.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { auditEntrySchema, trailFilterSchema } from './subjects.ts'

export const redactEntry = defineRoute({
  id: 'redactEntry',
  tag: 'audit',
  summary:
    'Hide an identifier that was typed by mistake from every view of the trail. The entry itself stays, and so does its hash',
  method: 'post',
  path: '/api/studies/:study/audit/:seq/redaction',
  access: 'audit.redact',
  params: studyParams.extend({ seq: z.string() }),
  body: z.object({
    /** The changed field, as the entry gives it; `/reason` for the reason of the change. */
    pointer: z.string().min(1).max(500),
    reason: wordsSchema(2000),
  }),
  response: auditEntrySchema,
})

const riskFindingSchema = z.object({
  pattern: z.enum(RISK_PATTERNS),
  seq: z.number(),
  at: z.string(),
  username: z.string(),
  act: z.string(),
  subjid: z.string().nullable(),
  visit: z.string().nullable(),
  form: z.string().nullable(),
  value: z.number().nullable(),
})
export type RiskFindingView = z.output<typeof riskFindingSchema>

export const listRiskPatterns = defineRoute({
  id: 'listRiskPatterns',
  tag: 'audit',
  summary: 'Patterns of the trail that an audit review looks at first, newest first',
  method: 'get',
  path: '/api/studies/:study/audit-patterns',
  access: 'audit.read',
  params: studyParams,
  query: z.object({
    pattern: z.enum(RISK_PATTERNS).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  response: z.object({
    /** Findings of each pattern in all; `findings` holds the newest of those asked for. */
    counts: z.array(z.object({ pattern: z.enum(RISK_PATTERNS), count: z.number() })),
    findings: z.array(riskFindingSchema),
    limits: z.record(z.string(), z.number()),
  }),
})

const lagSchema = z.object({
  count: z.number(),
  shortest: z.number().nullable(),
  lower: z.number().nullable(),
  median: z.number().nullable(),
  upper: z.number().nullable(),
  ninetieth: z.number().nullable(),
  longest: z.number().nullable(),
  late: z.number(),
})

export const getLagReport = defineRoute({
  id: 'getLagReport',
  tag: 'audit',
  summary: 'Days from visit to entry and from entry to change, per site',
  method: 'get',
  path: '/api/studies/:study/lag-report',
  access: 'audit.read',
  params: studyParams,
  response: z.object({
    sites: z.array(z.object({ site: z.string(), entry: lagSchema, change: lagSchema })),
    /** Days beyond which an entry or a change counts as late. */
    limits: z.object({ entryDays: z.number(), changeDays: z.number() }),
  }),
})

export const listClockAlerts = defineRoute({
  id: 'listClockAlerts',
  tag: 'audit',
  summary: 'When the clock of the server was found to have jumped, newest first',
  method: 'get',
  path: '/api/clock-alerts',
  access: 'account.manage',
  response: z.object({
    alerts: z.array(z.object({ at: z.string(), before: z.string(), after: z.string() })),
  }),
})

export const TRAIL_FORMATS = ['csv', 'json'] as const
export type TrailFormat = (typeof TRAIL_FORMATS)[number]

export const exportTrail = defineRoute({
  id: 'exportTrail',
  tag: 'audit',
  summary:
    'The trail of the sites that the caller may see as a file: CSV with a row for each changed field, or JSON with an entry on each line. The trail says who took it',
  method: 'get',
  path: '/api/studies/:study/audit-export',
  access: 'audit.read',
  params: studyParams,
  query: trailFilterSchema.extend({
    format: z.enum(TRAIL_FORMATS),
    purpose: wordsSchema(500),
  }),
  /** The file itself, as an attachment. */
  response: z.string(),
})

export const listTrailPeople = defineRoute({
  id: 'listTrailPeople',
  tag: 'audit',
  summary: 'Who holds or held a role at the sites that the caller may see, to choose from',
  method: 'get',
  path: '/api/studies/:study/audit-people',
  access: 'audit.read',
  params: studyParams,
  response: z.object({
    people: z.array(z.object({ username: z.string(), name: z.string() })),
  }),
})
