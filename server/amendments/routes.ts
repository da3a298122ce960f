import type * as routes from '../../shared/api/routes/amendments.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import { approveVersion, listVersions, publishVersion, type AmendmentServices } from './service.ts'

export function amendmentHandlers(services: AmendmentServices): Handlers<typeof routes> {
  return {
    async listVersions({ scope }) {
      const place = { studyId: scope.study.id, sites: scope.sites }
      return { body: { versions: [...(await listVersions(services, place))] } }
    },
    async getVersion({ scope, params }) {
      const number = versionNumber(params.version)
      const found = await services.definitions.version(scope.study.id, number)
      if (found === null) throw notFound('studyVersion')
      return { body: { number, definition: found.definition } }
    },
    async publishVersion(call) {
      const { study, sites } = call.scope
      const amendment = { ...call.body, basedOn: call.version ?? 0 }
      const place = { studyId: study.id, sites }
      return { body: await publishVersion(services, actorOf(call), { ...place, ...amendment }) }
    },
    async approveVersion(call) {
      const { study, sites } = call.scope
      const number = versionNumber(call.params.version)
      const approval = { ...call.body, number, studyId: study.id, sites }
      return { body: await approveVersion(services, actorOf(call), approval) }
    },
  }
}

/** Throws the 404 for what is no number of a version. */
function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw notFound('studyVersion')
  return Number(text)
}
