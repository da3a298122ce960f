import { z } from 'zod'
import type { SubjectFigures } from '../../course/build-story.ts'
import { LANGUAGES } from '../../kernel/bilingual.ts'
import { LIVER_COURSE_OF } from '../../plots/story-data.ts'
import type { ReportOrigin } from '../../report/report-head.ts'
import { defineRoute } from '../define.ts'
import { exportReasonShape } from './exports.ts'
import { subjectParams } from './subjects.ts'

const storyQuery = z.object({ cutoff: z.iso.date().optional() })

/** The figures of a subject as data, and of which data they were made. */
export interface StoryView extends SubjectFigures {
  /** `YYYY-MM-DD`. */
  readonly cutoff: string
  readonly origin: ReportOrigin
}

export const getSubjectStory = defineRoute({
  id: 'getSubjectStory',
  tag: 'analysis',
  summary:
    'One subject on one time axis at a cut-off: treatment, events, lesions, responses, markers, liver values, open items',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/story',
  access: 'subject.read',
  params: subjectParams,
  query: storyQuery,
  response: z.custom<StoryView>().meta({ id: 'StoryView', type: 'object' }),
})

export const downloadSubjectStory = defineRoute({
  id: 'downloadSubjectStory',
  tag: 'exporting',
  summary:
    'A figure of one subject (`story.svg`, `lesions.svg`, `liver.svg`; also png, pdf, csv) with its title and notes; the audit trail says who took it',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/story/:file',
  access: 'data.export',
  params: subjectParams.extend({ file: z.string() }),
  query: storyQuery.extend({
    ...exportReasonShape,
    /** The time that is drawn; absent: from screening on. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    /** What the liver values are multiples of. */
    of: z.enum(LIVER_COURSE_OF).default('limit'),
    language: z.enum(LANGUAGES).default('en'),
  }),
  response: z.string(),
})
