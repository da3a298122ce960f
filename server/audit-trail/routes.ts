import type * as trailRoutes from '../../shared/api/routes/trail.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { exportTrail } from './export-trail.ts'
import { entryLags, siteLags } from './lag-report.ts'
import { redactEntry, type RedactionServices } from './redact.ts'
import { clockAlerts, listPatterns } from './risk-patterns.ts'
import { trailPeople } from './trail-people.ts'
import { listAudit, recordHistory } from './service.ts'

/** Ending and type of the files of each format. */
const TRAIL_FILES = {
  csv: ['csv', 'text/csv; charset=utf-8'],
  json: ['ndjson', 'application/x-ndjson; charset=utf-8'],
} as const

export function auditHandlers(services: RedactionServices): Handlers<typeof trailRoutes> {
  return {
    async listAudit({ scope, query }) {
      const { cursor, limit, order, ...filter } = query
      const wish = { studyId: scope.study.id, sites: scope.sites, filter, cursor, limit, order }
      return { body: await listAudit(services, wish) }
    },
    async getRecordHistory({ scope, params }) {
      const { study, subject } = scope
      const of = { studyId: study.id, subjectId: subject.id, recordId: params.record }
      return { body: { entries: await recordHistory(services, of) } }
    },
    async listRiskPatterns({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, query }
      return { body: await listPatterns(services, wish) }
    },
    async getLagReport({ scope }) {
      const part = { studyId: scope.study.id, sites: scope.sites }
      return { body: await siteLags(services.store, part) }
    },
    async listEntryLags({ scope, query }) {
      const part = { studyId: scope.study.id, sites: scope.sites, query }
      return { body: await entryLags(services.store, part) }
    },
    async listClockAlerts() {
      return { body: await clockAlerts(services.store) }
    },
    async exportTrail(call) {
      const { study, sites } = call.scope
      const { format, purpose, ...filter } = call.query
      const wish = { studyId: study.id, sites, filter, format, purpose }
      const { file } = await exportTrail(services, actorOf(call), wish)
      const [ending, type] = TRAIL_FILES[format]
      const name = `${study.key}-audit-trail.${ending}`
      return { body: '', file: { name, type }, stream: file.read() }
    },
    async listTrailPeople({ scope }) {
      const part = { studyId: scope.study.id, sites: scope.sites }
      return { body: { people: await trailPeople(services.store, part) } }
    },
    async redactEntry(call) {
      const { study, sites } = call.scope
      const seq = /^\d{1,9}$/.test(call.params.seq) ? Number(call.params.seq) : 0
      const wish = { studyId: study.id, sites, seq, ...call.body }
      return { body: await redactEntry(services, actorOf(call), wish) }
    },
  }
}
