import type * as routes from '../../shared/api/routes/archives.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import {
  downloadArchive,
  listArchives,
  makeArchive,
  receiveArchive,
  type ArchiveServices,
} from './service.ts'

export function archiveHandlers(services: ArchiveServices): Handlers<typeof routes> {
  return {
    async listArchives({ scope }) {
      return { body: { archives: await listArchives(services, scope) } }
    },
    async makeArchive(call) {
      const { study, sites } = call.scope
      const { site } = call.body
      return { body: await makeArchive(services, actorOf(call), { study, sites, site }) }
    },
    async downloadArchive(call) {
      const { study, sites } = call.scope
      const of = { study, sites, id: call.params.archive }
      const { name, bytes } = await downloadArchive(services, actorOf(call), of)
      return { body: '', file: { name, type: 'application/zip' }, stream: bytes }
    },
    async receiveArchive(call) {
      const { study, sites } = call.scope
      const of = { study, sites, id: call.params.archive, sha256: call.body.sha256 }
      return { body: await receiveArchive(services, actorOf(call), of) }
    },
  }
}
