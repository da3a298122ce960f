import { and, eq, inArray } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import { BACKUP_JOB } from './backup-job.ts'

/** The backup that waits or runs, whoever asked for it; null: none does. Two at once are one too many. */
export async function unfinishedBackup(
  { t: { job } }: Pick<Store, 't'>,
  queries: ReadQueries,
): Promise<string | null> {
  const [row] = await queries
    .select({ id: job.id })
    .from(job)
    .where(and(eq(job.kind, BACKUP_JOB), inArray(job.state, ['waiting', 'running'])))
    .limit(1)
  return row?.id ?? null
}

/** Ends a unit of work in which a backup was found to be under way: nothing is asked for twice. */
export class UnderWayError extends Error {
  override readonly name = 'UnderWayError'
  readonly job: string
  constructor(job: string) {
    super('A backup is under way.')
    this.job = job
  }
}
