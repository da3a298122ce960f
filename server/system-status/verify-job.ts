import type { Store } from '../../db/store.ts'
import { verify } from '../audit/verify.ts'
import { noteState } from '../backup/service.ts'
import { systemActor } from '../http/actor.ts'
import type { JobKind } from '../jobs/service.ts'

export const VERIFY_JOB = 'verify'

/** The check of trail, data and database as a job; its result stands in the system trail. */
export function verifyJob(store: Store): JobKind {
  return {
    key: VERIFY_JOB,
    async run() {
      const { entries, records, chains, faults } = await verify(store)
      const kinds = [...new Set(faults.map(({ kind }) => kind))]
      const result = { entries, records, chains, faults: faults.length, kinds }
      return {
        result,
        audit: {
          ...{ act: 'verify.done', entity: 'setting', entityId: 'backup-state', before: null },
          after: result,
        },
        stands: async (tx) => {
          const at = store.now()
          await noteState(tx, store, at, { verified: { at, entries, faults: faults.length } })
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
