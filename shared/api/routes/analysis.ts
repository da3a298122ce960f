import { z } from 'zod'
import type { Analysis } from '../../endpoints/results.ts'
import type { ToldDerivation } from '../../endpoints/derivation.ts'
import type { Trace } from '../../kernel/trace.ts'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

export const analysisQuery = z.object({
  cutoff: z.iso.date().optional(),
  source: z.enum(['investigator', 'derived']).default('investigator'),
})

export const getAnalysis = defineRoute({
  id: 'getAnalysis',
  tag: 'analysis',
  summary: 'The analysis of a study at a cut-off, over the sites the caller may see',
  method: 'get',
  path: '/api/studies/:study/analysis',
  access: 'analysis.read',
  params: studyParams,
  query: analysisQuery.extend({
    /** Id of a snapshot: the results of its data, by the definition of that time. */
    snapshot: z.string().optional(),
  }),
  response: z.custom<Analysis>().meta({ id: 'Analysis', type: 'object' }),
})

export const getDerivation = defineRoute({
  id: 'getDerivation',
  tag: 'analysis',
  summary: 'All derived values of one subject, each with its trace',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/derivation',
  access: 'subject.read',
  params: subjectParams,
  query: analysisQuery,
  response: z.custom<ToldDerivation>().meta({ id: 'SubjectDerivation', type: 'object' }),
})

/** The form entry that a value of a proof was read from, and the last one who entered it. */
export interface ProofEntry {
  /** The cell, as the steps name it. */
  readonly file: string
  readonly at: number
  readonly column: string
  readonly record: string
  readonly form: string
  readonly visit: string | null
  /** Of the entry of the trail that gave the value; null where none is found. */
  readonly seq: number | null
  readonly who: string
  readonly when: string
  readonly reason: string | null
}

/** The steps behind one value, itself first, with the entries they rest on. */
export interface ProofView {
  readonly cutoff: string
  readonly steps: readonly Trace[]
  readonly entries: readonly ProofEntry[]
}

export const getProof = defineRoute({
  id: 'getProof',
  tag: 'analysis',
  summary:
    'Why a derived value of a subject is what it is: rules, inputs, forms and who entered them',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/proof',
  access: 'audit.read',
  params: subjectParams,
  /**
   * `fact`: the name of the value's step, e.g. `endpoint/PFS` or `RECIST 1.1/visit/W16/overall`; of a
   * computed answer or a grade of the laboratory `record/<id>/<row>/<item or term>`.
   */
  query: analysisQuery.extend({ fact: z.string().min(1).max(300) }),
  response: z.custom<ProofView>().meta({ id: 'Proof', type: 'object' }),
})

export const aeTableRowSchema = z.object({
  soc: z.string(),
  /** null: the row of the system organ class itself. */
  term: z.string().nullable(),
  subjects: z.number(),
  events: z.number(),
  percent: z.number(),
  /** Subjects by worst grade, 1 to 5. */
  byWorstGrade: z.array(z.number()),
  missingGrade: z.number(),
})

export const getAdverseEventTable = defineRoute({
  id: 'getAdverseEventTable',
  tag: 'analysis',
  summary: 'Treatment-emergent adverse events by SOC, term and worst grade',
  method: 'get',
  path: '/api/studies/:study/adverse-event-table',
  access: 'analysis.read',
  params: studyParams,
  query: analysisQuery.extend({
    related: z.enum(['all', 'related']).default('all'),
    cohort: z.string().optional(),
  }),
  response: z.object({
    cutoff: z.string(),
    N: z.number(),
    rows: z.array(aeTableRowSchema),
  }),
})

export const getHome = defineRoute({
  id: 'getHome',
  tag: 'analysis',
  summary: 'Enrolment progress and headline endpoints of a study',
  method: 'get',
  path: '/api/studies/:study/home',
  access: 'analysis.read',
  params: studyParams,
  response: z.object({
    planned: z.number(),
    screened: z.number(),
    enrolled: z.number(),
    screenFailures: z.number(),
    bySite: z.array(z.object({ site: z.string(), screened: z.number(), enrolled: z.number() })),
    /** Who was enrolled on each day, by rising date. */
    byDay: z.array(z.object({ date: z.string(), enrolled: z.number() })),
    /** Enrolled by month (`YYYY-MM`), not cumulated, months without enrolment included. */
    byMonth: z.array(z.object({ month: z.string(), enrolled: z.number() })),
    visits: z.object({ due: z.number(), overdue: z.number(), partial: z.number() }),
    reviewsToDo: z.number(),
    cutoff: z.string().nullable(),
    /** Rows of the analysis that the protocol names primary or headline. */
    headline: z.array(z.custom<Analysis['endpoints'][number]>().meta({ type: 'object' })),
  }),
})
