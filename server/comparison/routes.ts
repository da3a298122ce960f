import type * as routes from '../../shared/api/routes/comparison.ts'
import type { Handlers } from '../http/route-handler.ts'
import { cohorts, differing, sensitivity, type ComparisonServices } from './service.ts'

export function comparisonHandlers(services: ComparisonServices): Handlers<typeof routes> {
  return {
    async getSensitivity({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      return { body: await sensitivity(services, wish) }
    },
    async getSensitivitySubjects({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      return { body: await differing(services, wish) }
    },
    async getCohorts({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      return { body: await cohorts(services, wish) }
    },
  }
}
