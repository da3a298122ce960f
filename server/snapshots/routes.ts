import type * as routes from '../../shared/api/routes/snapshots.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { forbidden } from '../http/scope.ts'
import {
  compareStates,
  listSnapshots,
  makeSnapshot,
  readSnapshot,
  type SnapshotServices,
} from './service.ts'

export function snapshotHandlers(services: SnapshotServices): Handlers<typeof routes> {
  const { store, definitions } = services
  return {
    async listSnapshots({ scope }) {
      return { body: { snapshots: await listSnapshots(store, scope.study.id) } }
    },
    async makeSnapshot(call) {
      // It covers the whole study: who may make it at some of its sites alone may not.
      if (call.scope.sites.kind !== 'all') throw forbidden('snapshot.make')
      const wish = { studyId: call.scope.study.id, ...call.body }
      return {
        body: await makeSnapshot(services, actorOf(call), wish, (tx, view) =>
          call.remember(tx, view),
        ),
      }
    },
    async compareSnapshots({ scope, params, query }) {
      const studyId = scope.study.id
      const from = await readSnapshot(store, store.read, { studyId, id: params.snapshot })
      const to =
        query.to === undefined
          ? null
          : await readSnapshot(store, store.read, { studyId, id: query.to })
      const { forms } = await definitions.of(studyId)
      const siteIds = scope.sites.kind === 'all' ? null : scope.sites.ids
      const states = { studyId, forms, siteIds, from: from.seq, to: to?.seq ?? null }
      return { body: { from, to, differences: await compareStates(store, states) } }
    },
  }
}
