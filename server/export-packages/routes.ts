import type { Call, Handlers } from '../http/route-handler.ts'
import type * as routes from '../../shared/api/routes/export-runs.ts'
import { actorOf } from '../http/actor.ts'
import { readProblems } from './read-problems.ts'
import {
  askFor,
  cancelRun,
  listRuns,
  problemFile,
  readRun,
  takeRun,
  type Asking,
  type PackageServices,
} from './service.ts'

import { watchRuns } from './watch-runs.ts'

type RunCall = Pick<Call<typeof routes.readExportRun>, 'caller' | 'scope' | 'origin'>

export function exportRunHandlers(services: PackageServices): Handlers<typeof routes> {
  return {
    async listExportRuns(call) {
      const { cursor, limit } = call.query
      return { body: await listRuns(services, asking(call), { cursor, limit }) }
    },
    watchExportRuns(call) {
      return Promise.resolve({ body: '', events: watchRuns(services, asking(call)) })
    },
    async readExportRun(call) {
      return { body: await readRun(services, { ...asking(call), id: call.params.run }) }
    },
    async checkExport(call) {
      const asked = { ...asking(call), wish: call.body, reason: null }
      return { body: await askFor(services, { ...asked, kind: 'check' }) }
    },
    async makeExport(call) {
      const { purpose, recipient, country, ...wish } = call.body
      const reason = { purpose, recipient, country }
      return { body: await askFor(services, { ...asking(call), kind: 'package', wish, reason }) }
    },
    async cancelExportRun(call) {
      return { body: await cancelRun(services, { ...asking(call), id: call.params.run }) }
    },
    async downloadExportRun(call) {
      const { name, stored } = await takeRun(services, { ...asking(call), id: call.params.run })
      return { body: '', file: { name, type: 'application/zip' }, stored }
    },
    async listExportProblems(call) {
      const file = await problemFile(services, { ...asking(call), id: call.params.run })
      return { body: await readProblems(file, call.query) }
    },
  }
}

function asking(call: RunCall): Asking {
  const { study, sites } = call.scope
  return { actor: actorOf(call), accountId: call.caller.accountId, study, sites }
}
