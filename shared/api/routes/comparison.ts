import { z } from 'zod'
import { bilingualSchema } from '../../forms/form-schema.ts'
import type { Report } from '../../report/define.ts'
import type { SensitivityPlace } from '../../report/sensitivity-tables.ts'
import type { DifferingSubject } from '../../sensitivity/compare.ts'
import { defineRoute } from '../define.ts'
import { analysisQuery } from './analysis.ts'
import { studyParams } from './studies.ts'

const comparisonQuery = analysisQuery.extend({
  /** Id of a snapshot; the present data where none is given. */
  snapshot: z.string().optional(),
})

export const getSensitivity = defineRoute({
  id: 'getSensitivity',
  tag: 'analysis',
  summary:
    "The outcomes of a study under other rules than the protocol's, over the sites the caller may see",
  method: 'get',
  path: '/api/studies/:study/sensitivity',
  access: 'analysis.read',
  params: studyParams,
  query: comparisonQuery,
  response: z.object({
    /** The parts of the report that are about sensitivity. */
    report: z.custom<Report>().meta({ type: 'object' }),
    /** Outcome and variant of each row of the first table; null for what names the rows below it. */
    places: z.array(z.custom<SensitivityPlace>().meta({ type: 'object' })),
  }),
})

export const getSensitivitySubjects = defineRoute({
  id: 'getSensitivitySubjects',
  tag: 'analysis',
  summary: "The subjects whose value under another rule is not that of the protocol's analysis",
  method: 'get',
  path: '/api/studies/:study/sensitivity/subjects',
  access: 'analysis.read',
  params: studyParams,
  query: comparisonQuery.extend({ outcome: z.string(), variant: z.string() }),
  response: z.object({
    cutoff: z.string(),
    outcome: bilingualSchema,
    variant: bilingualSchema,
    subjects: z.array(z.custom<DifferingSubject>().meta({ type: 'object' })),
  }),
})

export const getCohorts = defineRoute({
  id: 'getCohorts',
  tag: 'analysis',
  summary: 'Cohorts and subgroups of a study side by side, over the sites the caller may see',
  method: 'get',
  path: '/api/studies/:study/cohorts',
  access: 'analysis.read',
  params: studyParams,
  query: comparisonQuery.extend({
    /** What hazard ratios are adjusted for: `AGE,ECOG`, or `none`; the usual ones where it is absent. */
    adjust: z.string().optional(),
  }),
  response: z.object({
    /** The parts of the report that compare cohorts or subgroups. */
    report: z.custom<Report>().meta({ type: 'object' }),
  }),
})
