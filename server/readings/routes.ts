import type * as readingRoutes from '../../shared/api/routes/readings.ts'
import type { Handlers } from '../http/route-handler.ts'
import * as readings from './service.ts'

export function readingHandlers(
  services: readings.ReadingServices,
): Handlers<typeof readingRoutes> {
  return {
    async listReadings({ scope, caller }) {
      const of = { studyId: scope.study.id, sites: scope.sites, caller }
      return { body: await readings.listReadings(services, of) }
    },
    async saveReading(call) {
      const { subject, visit, criteria } = call.params
      const reading = { subjid: subject, visit, criteria, version: call.version, ...call.body }
      const saved = await readings.saveReading(services, call, reading)
      return { body: saved, version: saved.own?.version ?? 1 }
    },
  }
}
