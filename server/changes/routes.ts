import type * as changeRoutes from '../../shared/api/routes/changes.ts'
import type { Handlers } from '../http/route-handler.ts'
import { changesSince, lastLook, type ChangeServices } from './service.ts'

export function changeHandlers(services: ChangeServices): Handlers<typeof changeRoutes> {
  return {
    async getSubjectChanges({ scope, caller }) {
      const of = { studyId: scope.study.id, subjectId: scope.subject.id }
      const since = await lastLook(services, { ...of, accountId: caller.accountId })
      const records = await changesSince(services, { ...of, sinceSeq: since?.seq ?? 0 })
      return { body: { since, records } }
    },
  }
}
