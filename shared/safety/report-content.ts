import { z } from 'zod'

const rowSchema = z.record(z.string(), z.string())

/** Forms whose rows a report lists beside the event, as they stood when it was submitted. */
export const REPORTED_FORMS = ['exposure', 'procedures', 'concomitant'] as const

/** Items of the consent and enrolment form that a report names. */
export const REPORTED_SUBJECT_ITEMS = ['SEX', 'BRTHDAT', 'ENRDAT', 'COHORT'] as const

/** What a report of a serious event says. It is stored as text with its hash, and never changes. */
export const reportContentSchema = z
  .object({
    study: z.string(),
    site: z.object({ code: z.string(), name: z.string(), timeZone: z.string() }),
    subject: z.object({ subjid: z.string(), items: rowSchema }),
    case: z.object({
      number: z.string(),
      /** 0 is the first report; the follow-ups count on from it. */
      sequence: z.number(),
      category: z.enum(['ORIGINAL', 'AMENDMENT', 'NULLIFICATION']),
    }),
    reasons: z.array(z.string()),
    awareAt: z.string(),
    dueAt: z.string(),
    recordVersion: z.number(),
    definitionVersion: z.number(),
    note: z.string().nullable(),
    event: rowSchema,
    /** Rows by form. */
    beside: z.record(z.string(), z.array(rowSchema)),
  })
  .meta({ id: 'SafetyReportContent' })
export type ReportContent = z.output<typeof reportContentSchema>
