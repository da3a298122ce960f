import { getSubjectStory, type StoryView } from '../../shared/api/routes/subject-story.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

/** The figures of one subject at a cut-off; without one at the latest date of the study. */
export function storyQuery(
  study: string,
  subjid: string,
  cutoff: string | undefined,
): Query<StoryView> {
  return {
    queryKey: ['study', study, 'story', subjid, cutoff ?? ''],
    queryFn: ({ signal }) =>
      call(getSubjectStory, {
        params: { study, subjid },
        query: cutoff === undefined ? {} : { cutoff },
        signal,
      }),
  }
}
