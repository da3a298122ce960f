import { z } from 'zod'
import { parseDay } from '../../kernel/dates.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'
import { studyParams } from './studies.ts'

export const rangeSchema = z
  .object({
    id: z.string(),
    test: z.string(),
    unit: z.string(),
    sex: z.enum(['M', 'F']).nullable(),
    /** Whole years, both included. */
    ageFrom: z.number().nullable(),
    ageTo: z.number().nullable(),
    low: z.string().nullable(),
    high: z.string().nullable(),
    /** First and last day, both included. */
    validFrom: z.string(),
    validTo: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'LaboratoryRange' })
export type RangeView = z.output<typeof rangeSchema>

export const mappingSchema = z
  .object({
    /** Code of the site that matched it, and for which it counts. */
    site: z.string(),
    /** As the laboratory prints it, in plain letters. */
    sourceName: z.string(),
    sourceUnit: z.string(),
    /** Empty: lines of that name are left out. */
    test: z.string(),
    unit: z.string(),
  })
  .meta({ id: 'LaboratoryMapping' })
export type MappingView = z.output<typeof mappingSchema>

export const laboratorySchema = z
  .object({
    id: z.string(),
    /** Code of the only site that uses it; null: every site does. */
    site: z.string().nullable(),
    code: z.string(),
    name: z.string(),
    version: z.number(),
    ranges: z.array(rangeSchema),
    mappings: z.array(mappingSchema),
    /** Unit each test was last recorded in, by site and test. */
    units: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .meta({ id: 'Laboratory' })
export type LaboratoryView = z.output<typeof laboratorySchema>

/** A flag that another range gives another value. */
export const recalculationSchema = z
  .object({ results: z.number(), changed: z.number() })
  .meta({ id: 'FlagRecalculation' })

const dayText = z.string().refine((text) => parseDay(text) !== null, 'lab.date')
const limitText = z
  .string()
  .trim()
  .max(40)
  .refine((text) => parseNumberText(text) !== null, 'lab.limit')
const age = z.int().min(0).max(150)

const rangeFields = z.object({
  test: wordsSchema(40),
  unit: wordsSchema(40),
  sex: z.enum(['M', 'F']).nullable(),
  ageFrom: age.nullable(),
  ageTo: age.nullable(),
  low: limitText.nullable(),
  high: limitText.nullable(),
  validFrom: dayText,
  reason: wordsSchema(2000),
})
export type NewRange = z.output<typeof rangeFields>

const laboratoryParams = studyParams.extend({ laboratory: z.string() })
const rangeParams = laboratoryParams.extend({ range: z.string() })
const rangeAnswer = z.object({ laboratory: laboratorySchema, flags: recalculationSchema })

export const listLaboratories = defineRoute({
  id: 'listLaboratories',
  tag: 'laboratories',
  summary:
    'Laboratories of the caller’s sites with their normal ranges, remembered units and names',
  method: 'get',
  path: '/api/studies/:study/laboratories',
  access: 'study.read',
  params: studyParams,
  response: z.object({ laboratories: z.array(laboratorySchema) }),
})

export const createLaboratory = defineRoute({
  id: 'createLaboratory',
  tag: 'laboratories',
  summary: 'Add a laboratory, for one site or for all',
  method: 'post',
  path: '/api/studies/:study/laboratories',
  access: 'laboratory.manage',
  params: studyParams,
  body: z.object({
    code: wordsSchema(20),
    name: wordsSchema(100),
    site: z.string().max(60).nullable(),
  }),
  response: laboratorySchema,
  status: 201,
})

export const amendLaboratory = defineRoute({
  id: 'amendLaboratory',
  tag: 'laboratories',
  summary: 'Correct the name of a laboratory, with the reason',
  method: 'put',
  path: '/api/studies/:study/laboratories/:laboratory',
  access: 'laboratory.manage',
  params: laboratoryParams,
  body: z.object({ name: wordsSchema(100), reason: wordsSchema(2000) }),
  response: rangeAnswer,
  ifMatch: 'required',
})

export const removeLaboratory = defineRoute({
  id: 'removeLaboratory',
  tag: 'laboratories',
  summary: 'Take a laboratory out of use, with the reason; results that name it stay',
  method: 'post',
  path: '/api/studies/:study/laboratories/:laboratory/removal',
  access: 'laboratory.manage',
  params: laboratoryParams,
  body: z.object({ reason: wordsSchema(2000) }),
  response: rangeAnswer,
  ifMatch: 'required',
})

export const addRange = defineRoute({
  id: 'addRange',
  tag: 'laboratories',
  summary:
    'Add a normal range from a date on; the one before ends the day before. Flags of earlier samples stay',
  method: 'post',
  path: '/api/studies/:study/laboratories/:laboratory/ranges',
  access: 'laboratory.manage',
  params: laboratoryParams,
  body: rangeFields,
  response: rangeAnswer,
  status: 201,
})

export const amendRange = defineRoute({
  id: 'amendRange',
  tag: 'laboratories',
  summary: 'Correct limits or dates of a range that was entered wrongly, with the reason',
  method: 'put',
  path: '/api/studies/:study/laboratories/:laboratory/ranges/:range',
  access: 'laboratory.manage',
  params: rangeParams,
  body: rangeFields
    .pick({ low: true, high: true, validFrom: true, reason: true })
    .extend({ validTo: dayText.nullable() }),
  response: rangeAnswer,
  ifMatch: 'required',
})

export const removeRange = defineRoute({
  id: 'removeRange',
  tag: 'laboratories',
  summary: 'Remove a range that was entered by mistake, with the reason',
  method: 'post',
  path: '/api/studies/:study/laboratories/:laboratory/ranges/:range/removal',
  access: 'laboratory.manage',
  params: rangeParams,
  body: z.object({ reason: wordsSchema(2000) }),
  response: rangeAnswer,
  ifMatch: 'required',
})

export const rememberMappings = defineRoute({
  id: 'rememberMappings',
  tag: 'laboratories',
  summary: 'Remember how a laboratory’s print-outs name tests, as a person matched them',
  method: 'put',
  path: '/api/studies/:study/laboratories/:laboratory/mappings',
  access: 'record.write',
  params: laboratoryParams,
  body: z.object({
    site: z.string().max(40),
    mappings: z
      .array(
        z.object({
          sourceName: wordsSchema(100),
          sourceUnit: z.string().trim().max(40),
          test: z.string().trim().max(40),
          unit: z.string().trim().max(40),
        }),
      )
      .min(1)
      .max(200),
  }),
  response: laboratorySchema,
})
