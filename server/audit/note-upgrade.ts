import type { TakenSteps } from '../../db/migrate.ts'
import type { Store } from '../../db/store.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { Actor } from './actor.ts'
import { unitOfWork } from './unit-of-work.ts'

/** Faults that were found with the steps, and that whoever upgraded wished to keep. */
export interface AcceptedFaults {
  readonly count: number
  readonly kinds: string
}

/**
 * Says in the system trail which steps were taken, and by which version of the program: in a store inside
 * the transaction of the steps, so there is neither without the other.
 */
export async function noteUpgrade(
  store: Store,
  actor: Actor,
  { from, steps, acceptedFaults }: TakenSteps & { readonly acceptedFaults: AcceptedFaults | null },
): Promise<void> {
  const after = { programVersion: PROGRAM_VERSION, steps, acceptedFaults }
  await unitOfWork(store, actor, () =>
    Promise.resolve({
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
    }),
  )
}
