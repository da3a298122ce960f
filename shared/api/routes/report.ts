import { z } from 'zod'
import { LANGUAGES } from '../../kernel/bilingual.ts'
import type { Report } from '../../report/define.ts'
import type { ReportOrigin } from '../../report/report-head.ts'
import { SWIMMER_ORDERS } from '../../report/swimmer-order.ts'
import { defineRoute } from '../define.ts'
import { analysisQuery } from './analysis.ts'
import { exportReasonShape } from './exports.ts'
import { studyParams } from './studies.ts'

const reportQuery = analysisQuery.extend({
  /** Id of a snapshot; the present data where none is given. */
  snapshot: z.string().optional(),
  /** Whose demographics and deviations are described and whose records are listed. */
  described: z.enum(['ENR', 'SAF', 'EVAL']).default('ENR'),
})

/** A report as the page shows it: of each listing the first rows alone. */
export interface ReportView {
  readonly report: Report
  readonly origin: ReportOrigin
  /** Rows of each listing that is cut, by its number. */
  readonly cut: Readonly<Record<string, number>>
}

export const getStudyReport = defineRoute({
  id: 'getStudyReport',
  tag: 'analysis',
  summary:
    'Tables, figures and listings of a study at a cut-off, over the sites the caller may see',
  method: 'get',
  path: '/api/studies/:study/report',
  access: 'analysis.read',
  params: studyParams,
  query: reportQuery,
  response: z.custom<ReportView>().meta({ id: 'ReportView', type: 'object' }),
})

/** How the rows of the swimmer plot stand: as they usually do, or as the bars of the waterfall. */
export const swimmerShape = { swimmer: z.enum(SWIMMER_ORDERS).optional() }

export const downloadReportFile = defineRoute({
  id: 'downloadReportFile',
  tag: 'exporting',
  summary: 'One file of the study report (HTML, PDF or CSV); the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/report/files/:file',
  access: 'data.export',
  params: studyParams.extend({ file: z.string() }),
  query: reportQuery.extend({ ...exportReasonShape, ...swimmerShape }),
  /** The file itself, as an attachment. */
  response: z.string(),
})

/** What a single figure can be had as: a drawing, or the numbers that it draws. */
export const FIGURE_FILES = ['svg', 'png', 'pdf', 'csv'] as const

export const downloadFigure = defineRoute({
  id: 'downloadFigure',
  tag: 'exporting',
  summary:
    'One figure of the study report (`waterfall-recist-1-1.svg`; also png, pdf, csv) with its title and notes; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/figures/:file',
  access: 'data.export',
  params: studyParams.extend({ file: z.string() }),
  query: reportQuery.extend({
    ...exportReasonShape,
    ...swimmerShape,
    language: z.enum(LANGUAGES).default('en'),
  }),
  response: z.string(),
})
