import { z } from 'zod'
import type { EndpointRow, PopulationCounts } from '../../endpoints/results.ts'
import { LANGUAGES, type Bilingual } from '../../kernel/bilingual.ts'
import type { LiveNews } from '../../live/news.ts'
import type { LiveRow } from '../../live/rows.ts'
import type { Report } from '../../report/define.ts'
import { defineRoute } from '../define.ts'
import { analysisQuery } from './analysis.ts'
import { exportReasonShape } from './exports.ts'
import { swimmerShape } from './report.ts'
import { studyParams } from './studies.ts'

/** Several keys in one parameter, as `S1,S2`; each encoded where it has signs of its own. */
const keysSchema = z
  .string()
  .transform((text) => text.split(',').flatMap((one) => (one === '' ? [] : [safelyDecoded(one)])))
  .optional()

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Of which subjects, by which criteria and as of when the live page speaks. */
export const liveQuery = analysisQuery.extend({
  /** Id of a snapshot; the present data where none is given. */
  snapshot: z.string().optional(),
  cohorts: keysSchema,
  sites: keysSchema,
  /** The subjects of this population alone. */
  population: z.enum(['SAF', 'EVAL', 'DLT']).optional(),
  /** Endpoints and figures by this criterion, and those that need none. */
  criteria: z.string().optional(),
  /** Conditions as `baseline.AFP>=400;baseline.BCLC=B,C`. */
  subgroup: z.string().optional(),
})

/** What the live page shows. */
export interface LiveView {
  readonly asOf: {
    readonly cutoff: string
    /** The data hold no complete date: there is nothing to cut off. */
    readonly empty: boolean
    /** When the newest record was saved that the caller may see; null: none was. */
    readonly savedAt: string | null
    /** Last entry of the trail that is surely in these numbers. */
    readonly seq: number
    readonly snapshot: { readonly id: string; readonly name: string } | null
    /** The mark that the stream of changes has for this state, or for an older one; null: it cannot change. */
    readonly mark: string | null
  }
  /** Codes of the sites whose subjects alone the caller may see; null: those of every site. */
  readonly sites: readonly string[] | null
  /** Enrolled subjects of all sites that the caller may see. */
  readonly enrolled: number
  readonly populations: PopulationCounts
  /** Null: all subjects that the caller may see. */
  readonly subset: LiveSubset | null
  /** Ids of the endpoints that lead. */
  readonly headline: readonly string[]
  /** Every endpoint of the criteria asked for, by cohort too; without its subjects. */
  readonly endpoints: readonly EndpointRow[]
  /** The figures of the report, made of the same subjects. */
  readonly report: Report
  /** Questions about imputed dates that results rest on. */
  readonly imputed: number
}

export interface LiveSubset {
  /** What was asked for, one after the other. */
  readonly words: readonly Bilingual[]
  /** Enrolled subjects in it, and how many could be. */
  readonly n: number
  readonly of: number
  /** Enrolled subjects that are left out because a value is missing or leaves it open. */
  readonly unknown: readonly { readonly item: Bilingual; readonly n: number }[]
}

export const getLiveView = defineRoute({
  id: 'getLiveView',
  tag: 'analysis',
  summary:
    'Endpoints and figures of a study, or of some of its subjects, over the sites the caller may see',
  method: 'get',
  path: '/api/studies/:study/live',
  access: 'analysis.read',
  params: studyParams,
  query: liveQuery,
  response: z.custom<LiveView>().meta({ id: 'LiveView', type: 'object' }),
})

export const getLiveRows = defineRoute({
  id: 'getLiveRows',
  tag: 'analysis',
  summary: 'The subjects behind the numbers of the live page, with what each adds to an endpoint',
  method: 'get',
  path: '/api/studies/:study/live/rows',
  access: 'analysis.read',
  params: studyParams,
  query: liveQuery.extend({
    /** Id of an endpoint; the subjects alone without one. */
    endpoint: z.string().optional(),
  }),
  response: z.object({
    cutoff: z.string(),
    /** The mark of the stream of changes, as the view has it. */
    mark: z.string().nullable(),
    /** Name of the snapshot that they are of; null: the data as they are. */
    snapshot: z.string().nullable(),
    /** Codes of the sites whose subjects alone the caller may see; null: those of every site. */
    sites: z.array(z.string()).nullable(),
    rows: z.array(z.custom<LiveRow>().meta({ type: 'object' })),
  }),
})

export const downloadLiveFigure = defineRoute({
  id: 'downloadLiveFigure',
  tag: 'exporting',
  summary:
    'One figure of the live page (`waterfall-recist-1-1.svg`; also png, pdf, csv), of the subjects asked for; the audit trail says who took it, and of whom',
  method: 'get',
  path: '/api/studies/:study/live/figures/:file',
  access: 'data.export',
  params: studyParams.extend({ file: z.string() }),
  query: liveQuery.extend({
    ...exportReasonShape,
    ...swimmerShape,
    language: z.enum(LANGUAGES).default('en'),
  }),
  /** The file itself, as an attachment. */
  response: z.string(),
})

export const getLiveNews = defineRoute({
  id: 'getLiveNews',
  tag: 'analysis',
  summary: "What changed since the caller's last visit to the live page of a study",
  method: 'get',
  path: '/api/studies/:study/live/news',
  access: 'analysis.read',
  params: studyParams,
  query: analysisQuery,
  response: z.custom<LiveNews>().meta({ id: 'LiveNews', type: 'object' }),
})

/** What the number of an entry can come to in every database. */
const MOST_ENTRIES = 2_147_483_647

export const noteLiveVisit = defineRoute({
  id: 'noteLiveVisit',
  tag: 'analysis',
  summary: 'Notes up to which entry of the trail the caller has seen the live page of a study',
  method: 'post',
  path: '/api/studies/:study/live/visit',
  access: 'analysis.read',
  params: studyParams,
  body: z.object({ seq: z.number().int().nonnegative().max(MOST_ENTRIES) }),
  response: z.null(),
  status: 204,
})

export const watchStudy = defineRoute({
  id: 'watchStudy',
  tag: 'analysis',
  summary:
    'Server-sent events: one at the start and one after each change of records that the caller may see. The data of an event is a mark of their state',
  method: 'get',
  path: '/api/studies/:study/live/changes',
  access: 'analysis.read',
  params: studyParams,
  /** A stream of events, of type `text/event-stream`. */
  response: z.string(),
})
