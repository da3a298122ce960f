import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/verification.ts'
import { savePlaceOf } from '../entry/service.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { listVerifications, verifyRecord, withdrawVerification } from './service.ts'
import { createWorkIndex } from './work-index.ts'
import { verificationWork } from './worklist.ts'

interface VerificationServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function verificationHandlers(services: VerificationServices): Handlers<typeof routes> {
  const { store, definitions } = services
  const work = { store, definitions, workIndex: createWorkIndex(store, definitions) }
  return {
    async listVerificationWork({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, query }
      return { body: await verificationWork(work, wish) }
    },
    async listVerifications({ scope }) {
      return { body: { verifications: await listVerifications(store, scope.subject.id) } }
    },
    async verifyRecord(call) {
      const place = await savePlaceOf(services, call)
      const wish = { recordId: call.params.record, version: call.version ?? 0, ...call.body }
      return { body: { verifications: await verifyRecord(store, place, wish) } }
    },
    async withdrawVerification(call) {
      const place = await savePlaceOf(services, call)
      const wish = { verificationId: call.params.verification, reason: call.body.reason }
      return { body: await withdrawVerification(store, place, wish) }
    },
  }
}
