import type * as subjectRoutes from '../../shared/api/routes/subjects.ts'
import type { Handlers } from '../http/route-handler.ts'
import { listAudit, recordHistory, type AuditServices } from './service.ts'

type AuditRoutes = Pick<typeof subjectRoutes, 'listAudit' | 'getRecordHistory'>

export function auditHandlers(services: AuditServices): Handlers<AuditRoutes> {
  return {
    async listAudit({ scope, query }) {
      const { cursor, limit, ...filter } = query
      const wish = { studyId: scope.study.id, sites: scope.sites, filter, cursor, limit }
      return { body: await listAudit(services, wish) }
    },
    async getRecordHistory({ scope, params }) {
      const { study, subject } = scope
      const of = { studyId: study.id, subjectId: subject.id, recordId: params.record }
      return { body: { entries: await recordHistory(services, of) } }
    },
  }
}
