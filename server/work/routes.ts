import type * as workRoutes from '../../shared/api/routes/work.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { MarkedServices } from '../subjects/service.ts'
import { countByKind, shareOfEachKind } from './share-work.ts'
import { listWork } from './service.ts'

export function workHandlers(services: MarkedServices): Handlers<typeof workRoutes> {
  return {
    async listWork({ scope, query }) {
      const items = await listWork(services, { studyId: scope.study.id, sites: scope.sites })
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
