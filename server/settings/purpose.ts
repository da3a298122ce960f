import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import { ENVIRONMENTS, type Environment } from '../../shared/environment/test-mark.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'

const PURPOSE = 'environment'
const purposeSchema = z.object({ environment: z.enum(ENVIRONMENTS) })

/** What the database says that its installation is for: production until it was written that it is for tests. */
export async function storedPurpose({ t: { setting }, read }: Store): Promise<Environment> {
  const [row] = await read.select().from(setting).where(eq(setting.key, PURPOSE))
  return row === undefined ? 'production' : purposeSchema.parse(JSON.parse(row.value)).environment
}

/** Whether it was written, for good. */
async function isKept(store: Store): Promise<boolean> {
  return (await storedPurpose(store)) === 'test'
}

/**
 * Where the installation was opened as one for tests, its database says so from here on: to every program
 * that opens it, and in every backup. It is never taken back. @source VA-06
 */
export async function keepPurpose(store: Store, actor: Actor): Promise<void> {
  if (store.installation !== 'test' || (await isKept(store))) return
  const after = { environment: 'test' }
  try {
    await unitOfWork(store, actor, async (tx, { at }) => {
      const row = { key: PURPOSE, value: JSON.stringify(after), version: 1, changedAt: at }
      await tx.insert(store.t.setting).values(row)
      const before = { environment: 'production' }
      const changed = { entity: 'setting' as const, entityId: PURPOSE, before, after }
      return { result: null, audit: [{ act: 'setting.environment', ...changed }] }
    })
  } catch (error) {
    // Another program that was started at the same moment has written it.
    if (!(store.isUnique(error) && (await isKept(store)))) throw error
  }
}
