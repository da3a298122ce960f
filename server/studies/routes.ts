import type * as routes from '../../shared/api/routes/studies.ts'
import type { Families } from '../../shared/families.ts'
import { limitBirthDate } from '../../shared/protocol/birth-date.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { actorOf } from '../http/actor.ts'
import { invalidField } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import * as studies from './service.ts'

/** The demo is loaded by a capability of its own. */
export function studyHandlers(
  services: studies.StudyServices,
): Omit<Handlers<typeof routes>, 'loadDemo'> {
  const { store, families } = services
  return {
    async listStudies({ caller }) {
      return { body: { studies: [...(await studies.listStudies(services, caller))] } }
    },
    async getStudy({ caller, scope }) {
      return { body: await studies.getStudy(services, caller, scope) }
    },
    listProtocols() {
      const protocols = families.protocols.all.map(({ key, title }) => ({ key, title }))
      return Promise.resolve({ body: { protocols } })
    },
    async createStudy(call) {
      const { id: studyKey, sites, birthDate = 'day', environment = store.installation } = call.body
      const definition = limitBirthDate(chosenDefinition(families, call.body), birthDate)
      const summary = {
        id: studyKey,
        title: definition.title,
        protocol: definition.key,
        plannedSubjects: definition.plannedSubjects,
        enrolled: 0,
        environment,
        roles: [call.scope.role],
      }
      const study = { studyKey, definition, sites, environment }
      await studies.openStudy(store, actorOf(call), study, (tx) => call.remember(tx, summary))
      return { body: summary }
    },
    async createSite(call) {
      const change = { studyId: call.scope.study.id, site: call.body }
      return { body: await studies.createSite(services, actorOf(call), change) }
    },
    async amendSite(call) {
      const { study, sites } = call.scope
      const { params, body, version } = call
      const place = { studyId: study.id, sites, code: params.site, version: version ?? 0 }
      return { body: await studies.amendSite(services, actorOf(call), { ...place, ...body }) }
    },
  }
}

/** What a study is opened on. Throws the 422 for a protocol that is unknown and for each fault of a definition. */
function chosenDefinition(
  families: Families,
  {
    protocol,
    definition,
  }: { readonly protocol?: string | undefined; readonly definition?: unknown },
): ProtocolDefinition {
  if (definition !== undefined) return studies.checkedDefinition(definition, families)
  const built = protocol === undefined ? undefined : families.protocols.find(protocol)
  if (built === undefined) throw invalidField('/protocol', 'study.protocolUnknown')
  return built
}
