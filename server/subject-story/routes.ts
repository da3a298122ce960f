import type * as routes from '../../shared/api/routes/subject-story.ts'
import { fileAnswer, recordFile } from '../exporting/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import { readStory, type StoryServices } from './service.ts'
import { storyFile } from './story-file.ts'

export function subjectStoryHandlers(services: StoryServices): Handlers<typeof routes> {
  const { store } = services
  return {
    async getSubjectStory({ scope, query }) {
      return { body: await readStory(services, scope, query.cutoff) }
    },
    async downloadSubjectStory(call) {
      const { scope, query, params } = call
      const view = await readStory(services, scope, query.cutoff)
      const made = storyFile(view, { ...query, name: params.file })
      if (made === null) throw notFound('file')
      const { purpose, recipient, country } = query
      const { cutoff, origin } = view
      const { withdrawal } = view.story
      const { subjid } = scope.subject
      const withdrawn = withdrawal === undefined ? [] : [{ subjid, withdrawn: withdrawal.day }]
      const taken = {
        ...{ studyId: scope.study.id, format: 'subject-story' },
        reason: { purpose, recipient, country },
        more: {
          ...{ subject: subjid, cutoff, state: { at: origin.stateAt } },
          ...(withdrawn.length === 0 ? {} : { withdrawn }),
        },
      }
      const actor = actorOf(call, scope.subject.siteId)
      return fileAnswer(origin.mark, made, (file) => recordFile(store, actor, taken, file))
    },
  }
}
