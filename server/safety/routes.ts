import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/safety.ts'
import { reconciliationCsv } from '../../shared/safety/reconciliation.ts'
import { sha256 } from '../audit/hash.ts'
import { recordFile } from '../exporting/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { loadCases, type CasePlace } from './load-cases.ts'
import { submitReport } from './submit-report.ts'

interface SafetyServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function safetyHandlers(services: SafetyServices): Handlers<typeof routes> {
  const { store, definitions } = services
  return {
    async listSafetyCases({ scope }) {
      const cases = await loadCases(store, store.read, await placeOf(services, scope))
      return { body: { now: store.now(), cases: cases.map(({ view }) => view) } }
    },
    async downloadReconciliation(call) {
      const { scope } = call
      const cases = await loadCases(store, store.read, await placeOf(services, scope))
      const rows = cases.map(({ view }) => ({
        ...view,
        study: scope.study.key,
        caseNumber: view.caseNumber ?? '',
      }))
      const text = reconciliationCsv(rows)
      const name = 'sae-reconciliation.csv'
      const reason = { purpose: 'Reconciliation of serious adverse events' }
      const taken = { studyId: scope.study.id, format: 'sae-reconciliation', reason }
      const file = { name, rows: rows.length, sha256: sha256(text) }
      await recordFile(store, actorOf(call), taken, file)
      return { body: text, file: { name, type: 'text/csv; charset=utf-8' } }
    },
    async getSafetyCase({ scope, params }) {
      const place = await placeOf(services, scope)
      const { subject } = scope
      const wanted = { ...place, subjectId: subject.id, recordId: params.record }
      const [found] = await loadCases(store, store.read, wanted)
      if (found === undefined) throw notFound('safety-case')
      return { body: { now: store.now(), case: found.view, contents: [...found.contents] } }
    },
    async submitSafetyReport(call) {
      const { study, subject } = call.scope
      const place = {
        ...{ actor: actorOf(call), studyId: study.id, subject, asInvestigator: false },
        pinned: await definitions.at({ studyId: study.id, siteId: subject.siteId }),
      }
      const wish = {
        recordId: call.params.record,
        version: call.version ?? 0,
        note: call.body.note,
      }
      return { body: await submitReport(store, place, wish) }
    },
  }
}

async function placeOf(
  { definitions }: SafetyServices,
  { study, sites }: StudyScope,
): Promise<CasePlace> {
  return { studyId: study.id, pinned: await definitions.of(study.id), sites }
}
