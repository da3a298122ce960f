import type * as routes from '../../shared/api/routes/laboratories.ts'
import { actorOf } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { laboratoryViews } from './load-laboratories.ts'
import {
  amendLaboratory,
  createLaboratory,
  removeLaboratory,
  type LaboratoryPlace,
  type LaboratoryServices,
} from './manage-laboratories.ts'
import { addRange, amendRange, removeRange } from './manage-ranges.ts'
import { rememberMappings } from './remember-mappings.ts'

export function laboratoryHandlers(services: LaboratoryServices): Handlers<typeof routes> {
  const { store } = services
  return {
    async listLaboratories({ scope }) {
      const place = { studyId: scope.study.id, sites: scope.sites }
      return { body: { laboratories: await laboratoryViews(store, store.read, place) } }
    },
    async createLaboratory(call) {
      return { body: await createLaboratory(services, placeOf(call), call.body) }
    },
    async amendLaboratory(call) {
      const wish = { ...laboratoryWish(call), ...call.body }
      return { body: await amendLaboratory(services, placeOf(call), wish) }
    },
    async removeLaboratory(call) {
      const wish = { ...laboratoryWish(call), ...call.body }
      return { body: await removeLaboratory(services, placeOf(call), wish) }
    },
    async addRange(call) {
      const wish = { laboratoryId: call.params.laboratory, ...call.body }
      return { body: await addRange(services, placeOf(call), wish) }
    },
    async amendRange(call) {
      const wish = { ...laboratoryWish(call), rangeId: call.params.range, ...call.body }
      return { body: await amendRange(services, placeOf(call), wish) }
    },
    async removeRange(call) {
      const wish = { ...laboratoryWish(call), rangeId: call.params.range, ...call.body }
      return { body: await removeRange(services, placeOf(call), wish) }
    },
    async rememberMappings(call) {
      const wish = { laboratoryId: call.params.laboratory, ...call.body }
      return { body: await rememberMappings(services, placeOf(call), wish) }
    },
  }
}

interface LaboratoryCall {
  readonly caller: Caller
  readonly origin: Origin
  readonly scope: StudyScope
}

function placeOf(call: LaboratoryCall): LaboratoryPlace {
  const { study, sites } = call.scope
  return { actor: actorOf(call), studyId: study.id, sites }
}

function laboratoryWish(call: {
  readonly params: { readonly laboratory: string }
  readonly version: number | null
}): { readonly laboratoryId: string; readonly version: number } {
  return { laboratoryId: call.params.laboratory, version: call.version ?? 0 }
}
