import { and, eq, inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { lastDue } from '../../shared/backup/schedule.ts'
import { SYSTEM_CHAIN } from '../audit/actor.ts'
import { serverClock } from '../backup/service.ts'
import type { Jobs } from '../jobs/service.ts'
import { VERIFY_JOB } from './verify-job.ts'

/** By the server's clock: at night, and apart from the usual hour of backups. */
const DAILY = { kind: 'daily', time: '03:30' } as const

interface VerificationParts {
  readonly store: Store
  readonly jobs: Pick<Jobs, 'wake'>
}

/**
 * Puts the daily check of trail and data into the line of jobs, once: its id is its moment, so of several
 * processes one puts it. One that came due while no server ran is made up for. True where it was put.
 * @source AT-19
 */
export async function putDueVerification({ store, jobs }: VerificationParts): Promise<boolean> {
  const now = store.now()
  const due = lastDue(DAILY, Date.parse(now), serverClock)
  const born = await firstEntryAt(store)
  if (due === null || born === null) return false
  const moment = new Date(due).toISOString()
  // A new installation is checked in its first night; what a clock wrote that was ahead says nothing.
  if (born <= now && moment < born) return false
  const { job } = store.t
  const put = await store.write(async (tx) => {
    const unfinished = inArray(job.state, ['waiting', 'running'])
    const [underWay] = await tx
      .select({ id: job.id })
      .from(job)
      .where(and(eq(job.kind, VERIFY_JOB), unfinished))
      .limit(1)
    if (underWay !== undefined) return []
    return tx
      .insert(job)
      .values({
        ...{ id: `verify ${moment}`, studyId: null, accountId: null, kind: VERIFY_JOB },
        ...{ state: 'waiting', input: JSON.stringify({ due: moment }), createdAt: now },
      })
      .onConflictDoNothing()
      .returning({ id: job.id })
  })
  if (put.length > 0) jobs.wake()
  return put.length > 0
}

/** When the trail of the installation began; null: it has no entry yet. */
async function firstEntryAt({ t: { auditEntry }, read }: Store): Promise<string | null> {
  const [first] = await read
    .select({ at: auditEntry.at })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, SYSTEM_CHAIN), eq(auditEntry.seq, 1)))
  return first?.at ?? null
}
