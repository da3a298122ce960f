import { z } from 'zod'
import { bilingualSchema } from '../../forms/form-schema.ts'
import { OVERALL_RESPONSES } from '../../response/define.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'

const ownReadingSchema = z.object({ response: z.string(), date: z.string(), version: z.number() })

/** Nothing here says what anybody else made of the assessment, nor what the rules derive. */
export const toReadSchema = z
  .object({
    subjid: z.string(),
    visit: z.string(),
    criteria: z.string(),
    /** Of the assessment. */
    date: z.string(),
    own: ownReadingSchema.nullable(),
  })
  .meta({ id: 'AssessmentToRead' })
export type AssessmentToRead = z.output<typeof toReadSchema>

export const listReadings = defineRoute({
  id: 'listReadings',
  tag: 'readings',
  summary:
    "Assessments for a second reading with the caller's own readings; neither the investigator's nor the derived responses",
  method: 'get',
  path: '/api/studies/:study/readings',
  access: 'reading.read',
  params: studyParams,
  response: z.object({
    title: bilingualSchema,
    /** Whether the protocol plans a second reading; without one there is no assessment to read. */
    planned: z.boolean(),
    assessments: z.array(toReadSchema),
  }),
})

export const saveReading = defineRoute({
  id: 'saveReading',
  tag: 'readings',
  summary: 'Record or change a second reading of one assessment under one criterion',
  method: 'put',
  path: '/api/studies/:study/readings/:subject/:visit/:criteria',
  access: 'reading.write',
  params: studyParams.extend({ subject: z.string(), visit: z.string(), criteria: z.string() }),
  body: z.object({
    response: z.enum(OVERALL_RESPONSES),
    /** Why an earlier reading is changed; asked for when there is one. */
    reason: wordsSchema(2000).optional(),
  }),
  response: toReadSchema,
  ifMatch: 'optional',
})
