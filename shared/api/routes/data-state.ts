import { z } from 'zod'
import { LANGUAGES } from '../../kernel/bilingual.ts'
import { defineRoute } from '../define.ts'
import { exportReasonShape } from './exports.ts'
import { studyParams } from './studies.ts'

export const downloadStateFigure = defineRoute({
  id: 'downloadStateFigure',
  tag: 'exporting',
  summary:
    'A figure of the state of the data (`entry-lag.svg`, `query-ages.svg`; also png, pdf, csv), of the sites at which the caller may export and read what it is made of; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/data-state/:file',
  access: 'data.export',
  params: studyParams.extend({ file: z.string() }),
  query: z.object({ ...exportReasonShape, language: z.enum(LANGUAGES).default('en') }),
  response: z.string(),
})
