import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ReadQueries, Store } from '../../db/store.ts'
import { SYSTEM_ALERTS, type SystemAlert } from '../../shared/system/alerts.ts'

/** The setting that keeps what administrators were told last. */
export const TOLD_KEY = 'system-alerts'
const toldSchema = z.array(z.enum(SYSTEM_ALERTS))

/** What administrators were told last to be wrong. */
export async function toldAlerts(
  { t: { setting } }: Pick<Store, 't'>,
  queries: Pick<ReadQueries, 'select'>,
): Promise<readonly SystemAlert[]> {
  const [row] = await queries.select().from(setting).where(eq(setting.key, TOLD_KEY))
  return row === undefined ? [] : toldSchema.parse(JSON.parse(row.value))
}
