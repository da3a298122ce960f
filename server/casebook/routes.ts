import type * as routes from '../../shared/api/routes/casebook.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { takeCasebook, type CasebookServices } from './service.ts'

export function casebookHandlers(services: CasebookServices): Handlers<typeof routes> {
  return {
    async takeCasebook(call) {
      const { study, subject, sites } = call.scope
      const { id: subjectId, siteId, timeZone } = subject
      const of = { studyId: study.id, subjectId, siteId, timeZone, sites }
      return { body: await takeCasebook(services, actorOf(call), of) }
    },
  }
}
