import type * as routes from '../../shared/api/routes/deviations.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { SubjectServices } from '../subjects/service.ts'
import { dismissSuggestion, listDeviations } from './service.ts'

export function deviationHandlers(services: SubjectServices): Handlers<typeof routes> {
  return {
    async listDeviations({ scope }) {
      const place = { studyId: scope.study.id, sites: scope.sites }
      return { body: await listDeviations(services, place) }
    },
    async dismissSuggestion(call) {
      const { study, subject } = call.scope
      const { suggestion, reason } = call.body
      const dismissal = { studyId: study.id, subjectId: subject.id, suggestion, reason }
      await dismissSuggestion(services, actorOf(call), dismissal)
      return { body: { suggestion } }
    },
  }
}
