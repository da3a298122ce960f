import { z } from 'zod'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { ORIGINS } from '../../trail/originator.ts'
import { RISK_PATTERNS } from '../../trail/risk-patterns.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { recordParams } from './subjects.ts'

export const auditEntrySchema = z
  .object({
    seq: z.number(),
    at: z.string(),
    username: z.string(),
    displayName: z.string(),
    role: z.string().nullable(),
    site: z.string().nullable(),
    act: z.string(),
    entity: z.string(),
    entityId: z.string(),
    subjid: z.string().nullable(),
    visit: z.string().nullable(),
    form: z.string().nullable(),
    reason: z.string().nullable(),
    enteredAt: z.string().nullable(),
    /** One line per changed field; `before`/`after` null = not recorded. */
    changes: z.array(
      z.object({
        pointer: z.string(),
        item: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
        /** Sides whose text was redacted; it is null here, and stays in the entry. */
        redacted: z.array(z.enum(['before', 'after'])),
      }),
    ),
    /** Who the values come from: a person, an import, or the program's own derivation. */
    origin: z.enum(ORIGINS),
    reasonRedacted: z.boolean(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntryView = z.output<typeof auditEntrySchema>

export const getRecordHistory = defineRoute({
  id: 'getRecordHistory',
  tag: 'audit',
  summary: 'All changes of one record, newest first',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/records/:record/history',
  access: 'audit.read',
  params: recordParams,
  response: z.object({ entries: z.array(auditEntrySchema) }),
})

/** Which part of the trail; what is absent admits every entry. */
export const trailFilterSchema = z.object({
  subjid: z.string().optional(),
  visit: z.string().optional(),
  form: z.string().optional(),
  /** A changed field, by its name; `row` the row of a form's group, as the trail names it: `T01`. */
  item: z.string().optional(),
  row: z.string().optional(),
  username: z.string().optional(),
  role: z.string().optional(),
  /** One act, or all of a kind with a full stop at its end: `record.`. */
  act: z
    .string()
    .regex(/^[A-Za-z.-]{1,60}$/)
    .optional(),
  /** First and last day in the zone (IANA name; UTC where it is absent). */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  zone: z.string().refine(isTimeZone, { message: 'input.value' }).optional(),
})
export type TrailFilter = z.output<typeof trailFilterSchema>

export const listAudit = defineRoute({
  id: 'listAudit',
  tag: 'audit',
  summary: "The study's audit trail, filtered and paged, newest first unless asked otherwise",
  method: 'get',
  path: '/api/studies/:study/audit',
  access: 'audit.read',
  params: studyParams,
  query: trailFilterSchema.extend({
    order: z.enum(['newest-first', 'oldest-first']).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() }),
})

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
    /** When the newest record was saved that the caller may see (ISO 8601, UTC); null: none was. */
    asOf: z.string().nullable(),
    /** Codes of the sites that the caller may see alone; null: every site. */
    only: z.array(z.string()).nullable(),
    sites: z.array(
      z.object({
        ...{ site: z.string(), entry: lagSchema, change: lagSchema },
        /** First entries without a visit that has a date. */
        undated: z.number(),
        /** First entries of visits dated after the day of the entry: they count as of 0 days. */
        ahead: z.number(),
      }),
    ),
    /** Codes of the sites at which no form of a dated visit was entered. */
    without: z.array(z.string()),
    /** Days beyond which an entry or a change counts as late. */
    limits: z.object({ entryDays: z.number(), changeDays: z.number() }),
  }),
})

const entryLagSchema = z.object({
  subjid: z.string(),
  site: z.string(),
  visit: z.string().nullable(),
  form: z.string().nullable(),
  record: z.string(),
  /** Days of the visit and of the first entry at the site (`YYYY-MM-DD`), and how many lie between. */
  visitDate: z.string(),
  enteredOn: z.string(),
  days: z.number(),
  /** The form was removed since; its history stands. */
  removed: z.boolean(),
})
export type EntryLagView = z.output<typeof entryLagSchema>

export const listEntryLags = defineRoute({
  id: 'listEntryLags',
  tag: 'audit',
  summary: 'The first entries behind the lag report, the latest ones first',
  method: 'get',
  path: '/api/studies/:study/lag-report/entries',
  access: 'audit.read',
  params: studyParams,
  query: z.object({
    site: z.string().max(60).optional(),
    /** `yes`: those alone that came later than the limit. */
    late: z.enum(['yes']).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    entries: z.array(entryLagSchema),
    next: z.string().nullable(),
    /** How many fit the filters, and of how many. */
    filtered: z.number(),
    total: z.number(),
    /** More days than these are late. */
    lateDays: z.number(),
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
