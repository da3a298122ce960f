import type { Store } from '../../db/store.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { PROGRAM_VERSION } from '../program-version.ts'

interface TakenSteps {
  readonly from: string | null
  readonly pending: readonly { readonly name: string }[]
}

/** Says in the system trail which steps were taken, and by which version of the program. */
export async function noteUpgrade(
  store: Store,
  actor: Actor,
  { from, pending }: TakenSteps,
): Promise<void> {
  await unitOfWork(store, actor, () => {
    const after = { programVersion: PROGRAM_VERSION, steps: pending.map(({ name }) => name) }
    return Promise.resolve({
      result: null,
      audit: [
        {
          act: 'system.upgrade',
          entity: 'setting',
          entityId: 'schema',
          before: { schema: from },
          after,
        },
      ],
    })
  })
}
