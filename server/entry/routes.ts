import type * as subjectRoutes from '../../shared/api/routes/subjects.ts'
import { actorOf } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import type { Handlers, SubjectScope } from '../http/route-handler.ts'
import { holdsAt } from '../http/scope.ts'
import * as entry from './service.ts'

type EntryRoutes = Pick<typeof subjectRoutes, 'createRecord' | 'amendRecord' | 'removeRecord'>

export function entryHandlers(services: entry.EntryServices): Handlers<EntryRoutes> {
  return {
    async createRecord(call) {
      const place = await placeOf(services, call)
      const view = await entry.createRecord(services, place, call.body, (tx, answer) =>
        call.remember(tx, answer),
      )
      return { body: view, version: view.version }
    },
    async amendRecord(call) {
      const place = await placeOf(services, call)
      const change = { recordId: call.params.record, version: call.version ?? 0, ...call.body }
      const view = await entry.amendRecord(services, place, change)
      return { body: view, version: view.version }
    },
    async removeRecord(call) {
      const place = await placeOf(services, call)
      const removal = { recordId: call.params.record, version: call.version ?? 0, ...call.body }
      const view = await entry.removeRecord(services, place, removal)
      return { body: view, version: view.version }
    },
  }
}

interface SubjectCall {
  readonly caller: Caller
  readonly origin: Origin
  readonly scope: SubjectScope
}

async function placeOf(
  { definitions }: entry.EntryServices,
  call: SubjectCall,
): Promise<entry.SavePlace> {
  const { study, subject } = call.scope
  return {
    actor: actorOf(call),
    studyId: study.id,
    subject,
    pinned: await definitions.at({ studyId: study.id, siteId: subject.siteId }),
    asInvestigator: holdsAt(call.caller, 'review.write', {
      studyId: study.id,
      siteId: subject.siteId,
    }),
  }
}
