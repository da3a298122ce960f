import { and, asc, count, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { ProblemInput } from '../http/problem-error.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'

export type JobRow = Store['t']['job']['$inferSelect']

/** How far a job has come: `done` of `total` parts, and what it is at. */
export interface JobProgress {
  readonly done: number
  readonly total: number | null
  readonly step: Bilingual
}

const UNFINISHED = ['waiting', 'running'] as const

/** The oldest job that waits, of the kinds that this program can do. */
export async function nextWaiting(
  { t: { job }, read }: Store,
  kinds: readonly string[],
): Promise<JobRow | null> {
  const [row] = await read
    .select()
    .from(job)
    .where(and(eq(job.state, 'waiting'), inArray(job.kind, [...kinds])))
    .orderBy(asc(job.createdAt), asc(job.id))
    .limit(1)
  return row ?? null
}

/** Takes a waiting job for this process; null where another one was faster or it was cancelled. */
export async function claim(store: Store, id: string): Promise<JobRow | null> {
  const { job } = store.t
  const at = store.now()
  const [row] = await store.write((tx) =>
    tx
      .update(job)
      .set({ state: 'running', startedAt: at, heartbeatAt: at })
      .where(and(eq(job.id, id), eq(job.state, 'waiting')))
      .returning(),
  )
  return row ?? null
}

/** Says that the job is alive and how far it is. False where it is no longer this process's to run. */
export async function beat(store: Store, id: string, at: JobProgress | null): Promise<boolean> {
  const { job } = store.t
  const progress =
    at === null ? {} : { done: at.done, total: at.total, step: JSON.stringify(at.step) }
  const rows = await store.write((tx) =>
    tx
      .update(job)
      .set({ heartbeatAt: store.now(), ...progress })
      .where(and(eq(job.id, id), eq(job.state, 'running')))
      .returning({ id: job.id }),
  )
  return rows.length > 0
}

/** Puts a running job back, for the next process that looks: what it had done is done again. */
export async function putBack(store: Store, id: string): Promise<void> {
  const { job } = store.t
  await store.write((tx) =>
    tx
      .update(job)
      .set({ state: 'waiting', startedAt: null, heartbeatAt: null, done: 0, step: null })
      .where(and(eq(job.id, id), eq(job.state, 'running'))),
  )
}

export interface JobEnd {
  readonly state: 'done' | 'failed' | 'cancelled'
  readonly result?: object
  readonly problem?: ProblemInput
}

/** Ends an unfinished job inside its unit of work. False where it had ended before. */
export async function endIn(
  tx: Tx,
  { job }: Store['t'],
  { id, at, end }: { readonly id: string; readonly at: string; readonly end: JobEnd },
): Promise<boolean> {
  const { state, result, problem } = end
  const from = state === 'cancelled' ? UNFINISHED : (['running'] as const)
  const rows = await tx
    .update(job)
    .set({
      state,
      finishedAt: at,
      result: result === undefined ? null : JSON.stringify(result),
      problem: problem === undefined ? null : JSON.stringify(problem),
    })
    .where(and(eq(job.id, id), inArray(job.state, [...from])))
    .returning({ id: job.id })
  return rows.length > 0
}

/** Running jobs of which no process has said anything since a moment (ISO 8601, UTC). */
export async function silentSince(
  { t: { job }, read }: Store,
  moment: string,
): Promise<readonly JobRow[]> {
  return read
    .select()
    .from(job)
    .where(and(eq(job.state, 'running'), lt(job.heartbeatAt, moment)))
}

/** How many jobs of an account wait or run. */
export async function unfinishedOf(
  tx: Pick<Tx, 'select'>,
  { job }: Store['t'],
  accountId: string,
): Promise<number> {
  const [row] = await tx
    .select({ jobs: count() })
    .from(job)
    .where(and(eq(job.accountId, accountId), inArray(job.state, [...UNFINISHED])))
  return row?.jobs ?? 0
}

/** Ids of all jobs that wait or run. */
export async function unfinishedIds({ t: { job }, read }: Store): Promise<readonly string[]> {
  const rows = await read
    .select({ id: job.id })
    .from(job)
    .where(inArray(job.state, [...UNFINISHED]))
  return rows.map(({ id }) => id)
}

export interface OwnJobs {
  readonly studyId: string
  readonly accountId: string
  readonly kinds: readonly string[]
}

/** The newest jobs of an account in a study. */
export async function ownJobs(
  { t: { job }, read }: Store,
  { studyId, accountId, kinds }: OwnJobs,
  atMost: number,
): Promise<readonly JobRow[]> {
  return read
    .select()
    .from(job)
    .where(
      and(eq(job.studyId, studyId), eq(job.accountId, accountId), inArray(job.kind, [...kinds])),
    )
    .orderBy(desc(job.createdAt), desc(job.id))
    .limit(atMost)
}

/** One job of an account in a study; null where it has none of that id. */
export async function ownJob(
  { t: { job }, read }: Store,
  { studyId, accountId, kinds, id }: OwnJobs & { readonly id: string },
): Promise<JobRow | null> {
  const [row] = await read
    .select()
    .from(job)
    .where(
      and(
        eq(job.id, id),
        eq(job.studyId, studyId),
        eq(job.accountId, accountId),
        inArray(job.kind, [...kinds]),
      ),
    )
  return row ?? null
}

/** Jobs that ended well, the newest first: whose result files may be kept. */
export async function doneJobs({
  t: { job },
  read,
}: Store): Promise<readonly Pick<JobRow, 'result' | 'finishedAt'>[]> {
  return read
    .select({ result: job.result, finishedAt: job.finishedAt })
    .from(job)
    .where(eq(job.state, 'done'))
    .orderBy(desc(job.finishedAt))
}
