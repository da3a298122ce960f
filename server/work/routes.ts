import type * as workRoutes from '../../shared/api/routes/work.ts'
import type { Handlers } from '../http/route-handler.ts'
import { holdsAt } from '../http/scope.ts'
import { countByKind, shareOfEachKind } from './share-work.ts'
import { listWork, type WorkServices } from './service.ts'

export function workHandlers(services: WorkServices): Handlers<typeof workRoutes> {
  return {
    async listWork({ scope, query, caller }) {
      const studyId = scope.study.id
      const signsAt = (siteId: string): boolean =>
        holdsAt(caller, 'signature.sign', { studyId, siteId })
      const items = await listWork(services, { studyId, sites: scope.sites, signsAt })
      return {
        body: {
          total: items.length,
          counts: [...countByKind(items)],
          items: [...shareOfEachKind(items, query.limit)],
        },
      }
    },
  }
}
