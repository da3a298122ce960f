import { z } from 'zod'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import { birthDateLimitSchema } from '../../protocol/birth-date.ts'
import { ENVIRONMENTS } from '../../environment/test-mark.ts'
import { defineRoute } from '../define.ts'
import { COUNTRIES } from '../../kernel/countries.ts'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { wordsSchema } from '../words.ts'
import { roleSchema } from './accounts.ts'

const environmentSchema = z.enum(ENVIRONMENTS)

export const studyParams = z.object({ study: z.string() })

export const siteSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    /** IANA name: dates and days at the site are counted by it. */
    timeZone: z.string(),
    /** ISO 3166-1, three letters: COUNTRY in study datasets. Null: not recorded. */
    country: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'Site' })
export type Site = z.output<typeof siteSchema>

const timeZoneSchema = z
  .string()
  .min(1)
  .max(60)
  .superRefine((timeZone, context) => {
    if (isTimeZone(timeZone)) return
    context.addIssue({ code: 'custom', message: 'study.zoneUnknown', params: { timeZone } })
  })

const countrySchema = z
  .string()
  .max(60)
  .superRefine((country, context) => {
    if (COUNTRIES.has(country)) return
    context.addIssue({ code: 'custom', message: 'study.countryUnknown', params: { country } })
  })

/** A site as it is opened. `timeZone`: IANA name; the server's own unless given. */
export const newSiteSchema = z.object({
  code: wordsSchema(20),
  name: wordsSchema(200),
  timeZone: timeZoneSchema.optional(),
  country: countrySchema.optional(),
})
export type NewSite = z.output<typeof newSiteSchema>

function refuseTwice(sites: readonly NewSite[], context: z.RefinementCtx): void {
  sites.forEach(({ code }, at) => {
    if (sites.findIndex((site) => site.code === code) === at) return
    context.addIssue({
      code: 'custom',
      message: 'study.siteTwice',
      params: { code },
      path: [at, 'code'],
    })
  })
}

export const studySummarySchema = z
  .object({
    id: z.string(),
    title: z.object({ en: z.string(), zh: z.string() }),
    protocol: z.string(),
    plannedSubjects: z.number(),
    /** Null: the caller's roles do not read the study. */
    enrolled: z.number().nullable(),
    /** `test`: nothing of it is data of a trial. Set when the study is opened, for good. */
    environment: environmentSchema,
    /** The caller's roles in this study, at any of its sites. */
    roles: z.array(roleSchema),
  })
  .meta({ id: 'StudySummary' })
export type StudySummary = z.output<typeof studySummarySchema>

/** A study's definition as both sides hold it; the server checks one that is brought in by its own schema. */
export const definitionSchema = z
  .custom<ProtocolDefinition>()
  .meta({ id: 'ProtocolDefinition', type: 'object' })

export const studySchema = studySummarySchema
  .extend({
    definition: definitionSchema,
    definitionVersion: z.string(),
    definitionHash: z.string(),
    /** Only the sites the caller may see. */
    sites: z.array(siteSchema),
  })
  .meta({ id: 'Study' })
export type Study = z.output<typeof studySchema>

export const listStudies = defineRoute({
  id: 'listStudies',
  tag: 'studies',
  summary: 'Studies in which the caller holds a role',
  method: 'get',
  path: '/api/studies',
  access: 'signed-in',
  response: z.object({ studies: z.array(studySummarySchema) }),
})

export const getStudy = defineRoute({
  id: 'getStudy',
  tag: 'studies',
  summary: 'A study with the definition version it pins',
  method: 'get',
  path: '/api/studies/:study',
  access: 'study.read',
  params: studyParams,
  response: studySchema,
})

export const listProtocols = defineRoute({
  id: 'listProtocols',
  tag: 'studies',
  summary: 'Built-in protocol definitions',
  method: 'get',
  path: '/api/protocols',
  access: 'signed-in',
  response: z.object({
    protocols: z.array(
      z.object({ key: z.string(), title: z.object({ en: z.string(), zh: z.string() }) }),
    ),
  }),
})

export const createStudy = defineRoute({
  id: 'createStudy',
  tag: 'studies',
  summary: 'Open a study on a built-in protocol, or on a definition of its own',
  method: 'post',
  path: '/api/studies',
  access: 'study.manage',
  body: z.object({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/),
    /** Key of a built-in protocol; not read where a definition is given. */
    protocol: z.string().optional(),
    /** A definition of its own, checked as a whole. */
    definition: z.record(z.string(), z.unknown()).optional(),
    sites: z.array(newSiteSchema).min(1).superRefine(refuseTwice),
    /** How much of the birth date the study may collect; all of it unless given. */
    birthDate: birthDateLimitSchema.optional(),
    /** What the study is for; what the installation is for unless given. */
    environment: environmentSchema.optional(),
  }),
  response: studySummarySchema,
  status: 201,
  idempotent: true,
})

export const createSite = defineRoute({
  id: 'createSite',
  tag: 'studies',
  summary: 'Add a site to a study',
  method: 'post',
  path: '/api/studies/:study/sites',
  access: 'study.manage',
  params: studyParams,
  body: newSiteSchema,
  response: siteSchema,
  status: 201,
})

export const amendSite = defineRoute({
  id: 'amendSite',
  tag: 'studies',
  summary:
    'Change the time zone or the country of a site, with the reason; dates that were entered stay',
  method: 'put',
  path: '/api/studies/:study/sites/:site',
  access: 'study.manage',
  params: studyParams.extend({ site: z.string() }),
  body: z.object({
    timeZone: timeZoneSchema.optional(),
    country: countrySchema.optional(),
    reason: wordsSchema(2000),
  }),
  response: siteSchema,
  ifMatch: 'required',
})

export const loadDemo = defineRoute({
  id: 'loadDemo',
  tag: 'studies',
  summary:
    'Load a demo study for each built-in protocol, with example accounts, into an empty installation',
  method: 'post',
  path: '/api/demo',
  access: 'study.manage',
  body: z.object({}),
  response: z.object({
    studies: z.array(z.string()),
    accounts: z.array(
      z.object({ username: z.string(), role: roleSchema, firstPassword: z.string() }),
    ),
  }),
  status: 201,
})
