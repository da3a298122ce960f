import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/checks.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { checkRows, confirmStanding, readFirings } from './service.ts'

interface CheckServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function checkHandlers({ store, definitions }: CheckServices): Handlers<typeof routes> {
  return {
    async listFirings({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, query }
      return { body: await readFirings(store, wish) }
    },
    async confirmFiring(call) {
      const { study, subject } = call.scope
      const place = { actor: actorOf(call), studyId: study.id, subject }
      const wish = { firingId: call.params.firing, reason: call.body.reason }
      return { body: await confirmStanding(store, place, wish) }
    },
    async listChecks({ scope }) {
      const { study, sites } = scope
      const { definition } = await definitions.of(study.id)
      return { body: { checks: await checkRows(store, definition, { studyId: study.id, sites }) } }
    },
  }
}
