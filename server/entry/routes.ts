import type * as subjectRoutes from '../../shared/api/routes/subjects.ts'
import type { Handlers } from '../http/route-handler.ts'
import { savePlaceOf } from './save-place.ts'
import * as entry from './service.ts'

type EntryRoutes = Pick<typeof subjectRoutes, 'createRecord' | 'amendRecord' | 'removeRecord'>

export function entryHandlers(services: entry.EntryServices): Handlers<EntryRoutes> {
  return {
    async createRecord(call) {
      const place = await savePlaceOf(services, call)
      const view = await entry.createRecord(services, place, call.body, (tx, answer) =>
        call.remember(tx, answer),
      )
      return { body: view, version: view.version }
    },
    async amendRecord(call) {
      const place = await savePlaceOf(services, call)
      const change = { recordId: call.params.record, version: call.version ?? 0, ...call.body }
      const view = await entry.amendRecord(services, place, change)
      return { body: view, version: view.version }
    },
    async removeRecord(call) {
      const place = await savePlaceOf(services, call)
      const removal = { recordId: call.params.record, version: call.version ?? 0, ...call.body }
      const view = await entry.removeRecord(services, place, removal)
      return { body: view, version: view.version }
    },
  }
}
