import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/coding.ts'
import { actorOf } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { listCoding } from './list-coding.ts'
import { listDictionaries, loadDictionary } from './load-dictionary.ts'
import { approveCoding, proposeCoding, withdrawCoding, type CodingPlace } from './service.ts'
import { expectDictionary, searchDictionary } from './terms.ts'

export function codingHandlers({ store }: { readonly store: Store }): Handlers<typeof routes> {
  return {
    async listDictionaries({ scope }) {
      return { body: { dictionaries: await listDictionaries(store, scope.study.id) } }
    },
    async loadDictionary(call) {
      const release = { ...call.body, studyId: call.scope.study.id }
      return { body: await loadDictionary(store, actorOf(call), release) }
    },
    async searchTerms({ scope, params, query }) {
      const place = { studyId: scope.study.id, id: params.dictionary }
      const { id } = await expectDictionary(store, store.read, place)
      return { body: { terms: await searchDictionary(store, id, query.search) } }
    },
    async listCoding({ scope, query }) {
      const { study, sites } = scope
      return { body: await listCoding(store, { studyId: study.id, sites, ...query }) }
    },
    async proposeCoding(call) {
      const coding = await proposeCoding(store, placeOf(call), call.body)
      return { body: coding, version: coding.version }
    },
    async approveCoding(call) {
      const wish = { codingId: call.params.coding, version: call.version ?? 0 }
      const coding = await approveCoding(store, placeOf(call), wish)
      return { body: coding, version: coding.version }
    },
    async withdrawCoding(call) {
      const { reason } = call.body
      const wish = { codingId: call.params.coding, version: call.version ?? 0, reason }
      const coding = await withdrawCoding(store, placeOf(call), wish)
      return { body: coding, version: coding.version }
    },
  }
}

interface StudyCall {
  readonly caller: Caller
  readonly origin: Origin
  readonly scope: StudyScope
}

function placeOf(call: StudyCall): CodingPlace {
  return { actor: actorOf(call), studyId: call.scope.study.id, sites: call.scope.sites }
}
