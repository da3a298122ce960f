import { z } from 'zod'
import { reportContentSchema } from '../../safety/report-content.ts'
import { CASE_STATES } from '../../safety/safety-case.ts'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

const submittedReportSchema = z.object({
  sequence: z.number(),
  category: z.enum(['ORIGINAL', 'AMENDMENT', 'NULLIFICATION']),
  submittedAt: z.string(),
  submittedBy: z.string(),
  dueAt: z.string(),
  late: z.boolean(),
  note: z.string().nullable(),
  contentHash: z.string(),
})

export const safetyCaseSchema = z
  .object({
    record: z.string(),
    /** Version of the record, which a report names. */
    version: z.number(),
    subjid: z.string(),
    site: z.string(),
    /** Null before the first report. */
    caseNumber: z.string().nullable(),
    removed: z.boolean(),
    reasons: z.array(z.enum(['SERIOUS', 'DLT', 'IMMUNE-RELATED', 'SPECIAL-INTEREST'])),
    /** The event's items as they are recorded now. */
    items: z.record(z.string(), z.string()),
    state: z.enum(CASE_STATES),
    awareAt: z.string(),
    /** `saved`: no awareness date is recorded, so the clock runs from when the event was recorded. */
    awareFrom: z.enum(['form', 'saved']),
    /** When what is due now must be there; null: nothing is due. */
    dueAt: z.string().nullable(),
    overdue: z.boolean(),
    /** Items that changed since the last report. */
    changed: z.array(z.string()),
    reports: z.array(submittedReportSchema),
    told: z.object({
      people: z.number(),
      read: z.number(),
      mailSent: z.number(),
      mailFailed: z.number(),
    }),
  })
  .meta({ id: 'SafetyCase' })
export type SafetyCase = z.output<typeof safetyCaseSchema>

export const listSafetyCases = defineRoute({
  id: 'listSafetyCases',
  tag: 'safety',
  summary: 'Events to be reported at once, with their clock and reports; what is due first',
  method: 'get',
  path: '/api/studies/:study/safety/cases',
  access: 'subject.read',
  params: studyParams,
  response: z.object({
    /** The server's time, against which the clocks run. */
    now: z.string(),
    cases: z.array(safetyCaseSchema),
  }),
})

export const downloadReconciliation = defineRoute({
  id: 'downloadReconciliation',
  tag: 'safety',
  summary: 'The same as CSV with the keys for reconciliation; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/safety/reconciliation',
  access: 'data.export',
  params: studyParams,
  response: z.string(),
})

const caseParams = subjectParams.extend({ record: z.string() })

export const getSafetyCase = defineRoute({
  id: 'getSafetyCase',
  tag: 'safety',
  summary: 'One event to be reported, with the content of each of its reports',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/records/:record/safety-case',
  access: 'subject.read',
  params: caseParams,
  response: z.object({
    now: z.string(),
    case: safetyCaseSchema,
    contents: z.array(reportContentSchema),
  }),
})

export const submitSafetyReport = defineRoute({
  id: 'submitSafetyReport',
  tag: 'safety',
  summary: 'Submit the first report of an event, a follow-up or a nullification, as it is recorded',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/records/:record/safety-reports',
  access: 'record.write',
  params: caseParams,
  body: z.object({
    /** What the record does not say; needed for a nullification, and where nothing has changed. */
    note: z.string().trim().max(4000),
  }),
  response: safetyCaseSchema,
  status: 201,
  ifMatch: 'required',
})
