import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

export const deviationSchema = z
  .object({
    subjid: z.string(),
    site: z.string(),
    record: z.string(),
    date: z.string(),
    term: z.string(),
    /** DVCAT: `MAJOR`, `MINOR`; empty where it was not said. */
    weight: z.string(),
    /** DVDECOD. */
    kind: z.string(),
    action: z.string(),
  })
  .meta({ id: 'Deviation' })
export type DeviationView = z.output<typeof deviationSchema>

export const suggestionSchema = z
  .object({
    subjid: z.string(),
    site: z.string(),
    /** Names the suggestion among the subject's, as long as the facts stay. */
    key: z.string(),
    kind: z.enum(['VISIT WINDOW', 'ASSESSMENT MISSED', 'ELIGIBILITY']),
    date: z.string().nullable(),
    visit: z.string().nullable(),
    /** Days before (negative) or after the window. */
    days: z.number().nullable(),
    windowFrom: z.string().nullable(),
    windowTo: z.string().nullable(),
    criteria: z.array(z.string()),
  })
  .meta({ id: 'DeviationSuggestion' })
export type SuggestionView = z.output<typeof suggestionSchema>

export const listDeviations = defineRoute({
  id: 'listDeviations',
  tag: 'deviations',
  summary: 'Protocol deviations on record, and what the data suggest as one until a person decides',
  method: 'get',
  path: '/api/studies/:study/deviations',
  access: 'subject.read',
  params: studyParams,
  response: z.object({
    deviations: z.array(deviationSchema),
    suggestions: z.array(suggestionSchema),
  }),
})

export const dismissSuggestion = defineRoute({
  id: 'dismissSuggestion',
  tag: 'deviations',
  summary: 'Say that what the data suggest is no deviation, with the reason',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/deviation-dismissals',
  access: 'record.write',
  params: subjectParams,
  body: z.object({ suggestion: z.string().min(1).max(400), reason: wordsSchema(2000) }),
  response: z.object({ suggestion: z.string() }),
  status: 201,
})
