import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/checks.ts'
import type { FiringView } from '../../shared/api/routes/checks.ts'
import { firingsWithoutRedacted } from '../audit-trail/service.ts'
import { savePlaceOf } from '../entry/service.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { checkRows, confirmStanding, readFirings } from './service.ts'

interface CheckServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function checkHandlers({ store, definitions }: CheckServices): Handlers<typeof routes> {
  /** The firings as their readers may see them. */
  async function shown(studyId: string, views: readonly FiringView[]): Promise<FiringView[]> {
    const { forms } = await definitions.of(studyId)
    return firingsWithoutRedacted({ store, studyId, forms }, views)
  }
  return {
    async listFirings({ scope, query }) {
      const studyId = scope.study.id
      const page = await readFirings(store, { studyId, sites: scope.sites, query })
      return { body: { ...page, firings: await shown(studyId, page.firings) } }
    },
    async confirmFiring(call) {
      const { study } = call.scope
      const place = await savePlaceOf({ definitions }, call)
      const wish = { firingId: call.params.firing, reason: call.body.reason }
      const view = await confirmStanding(store, place, wish)
      const [readable] = await shown(study.id, [view])
      return { body: readable ?? view }
    },
    async listChecks({ scope }) {
      const { study, sites } = scope
      const { definition } = await definitions.of(study.id)
      return { body: { checks: await checkRows(store, definition, { studyId: study.id, sites }) } }
    },
  }
}
