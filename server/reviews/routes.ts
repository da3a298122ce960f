import type * as reviewRoutes from '../../shared/api/routes/reviews.ts'
import type * as subjectRoutes from '../../shared/api/routes/subjects.ts'
import type { AnalysisServices } from '../analysis/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import * as reviews from './service.ts'

type ReviewRoutes = Pick<typeof subjectRoutes, 'saveReview'> & typeof reviewRoutes

export function reviewHandlers(
  services: reviews.ReviewServices,
  analysis: AnalysisServices,
): Handlers<ReviewRoutes> {
  return {
    async saveReview(call) {
      const { study, subject } = call.scope
      const { visit, criteria } = call.params
      const at = { studyId: study.id, siteId: subject.siteId }
      const pinned = await services.definitions.at(at)
      const actor = actorOf(call)
      const place = { actor, studyId: study.id, subject, pinned, asInvestigator: true }
      const review = { visit, criteria, version: call.version, ...call.body }
      const view = await reviews.saveReview(services, place, review)
      return { body: view, version: view.version }
    },
    async listResponses({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      return { body: await reviews.listResponses(analysis, wish) }
    },
  }
}
