import type { Store } from '../../db/store.ts'
import { verify } from '../audit/verify.ts'
import { noteState } from '../backup/service.ts'
import { systemActor } from '../http/actor.ts'
import type { JobKind } from '../jobs/service.ts'
import { verifiedDraft, verifiedResult } from './note-verified.ts'

export const VERIFY_JOB = 'verify'

/** The check of trail, data and database as a job; its result stands in the system trail. */
export function verifyJob(store: Store): JobKind {
  return {
    key: VERIFY_JOB,
    async run() {
      const result = verifiedResult(await verify(store))
      const { entries, faults } = result
      return {
        result,
        audit: verifiedDraft(result),
        stands: async (tx) => {
          const at = store.now()
          await noteState(tx, store, at, { verified: { at, entries, faults } })
        },
      }
    },
    failed: (_job, problem) => ({
      ...{ act: 'verify.failed', entity: 'setting', entityId: 'backup-state', before: null },
      after: { fault: problem.type },
    }),
    actor: () => systemActor({ part: 'verify', studyId: null }),
  }
}
