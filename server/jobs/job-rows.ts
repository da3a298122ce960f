import { and, asc, count, desc, eq, gte, inArray, like, lt, or } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { ProblemInput } from '../http/problem-error.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { ResultFile } from './result-files.ts'

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

/** How far a job is; null where there is none of that id. */
export async function stateOf({ t: { job }, read }: Store, id: string): Promise<string | null> {
  const [row] = await read.select({ state: job.state }).from(job).where(eq(job.id, id))
  return row?.state ?? null
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

/** The jobs that some process runs, or was running when it was killed. */
export async function runningJobs({ t: { job }, read }: Store): Promise<readonly JobRow[]> {
  return read.select().from(job).where(eq(job.state, 'running'))
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

/** Jobs of a study that ended well, inside a unit of work. */
export async function doneIn(
  tx: Pick<Tx, 'select'>,
  { job }: Store['t'],
  { studyId, kinds }: { readonly studyId: string; readonly kinds: readonly string[] },
): Promise<readonly JobRow[]> {
  return tx
    .select()
    .from(job)
    .where(and(eq(job.studyId, studyId), eq(job.state, 'done'), inArray(job.kind, [...kinds])))
}

interface TakenBack {
  readonly ids: readonly string[]
  readonly at: string
  readonly problem: ProblemInput
}

/** Makes jobs that ended well failed ones, which give nothing any more. */
export async function takeBackIn(
  tx: Tx,
  { job }: Store['t'],
  { ids, at, problem }: TakenBack,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(job)
    .set({ state: 'failed', finishedAt: at, result: null, problem: JSON.stringify(problem) })
    .where(inArray(job.id, [...ids]))
}

export interface OwnJobs {
  readonly studyId: string
  readonly accountId: string
  readonly kinds: readonly string[]
}

export interface JobsPage {
  readonly rows: readonly JobRow[]
  /** Where the next page begins; null: there is none. */
  readonly next: string | null
}

/** A page of the jobs of an account in a study, the newest first. */
export async function ownJobs(
  { t: { job }, read }: Store,
  { studyId, accountId, kinds }: OwnJobs,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<JobsPage> {
  const own = [eq(job.studyId, studyId), eq(job.accountId, accountId)]
  const [at = '', id = ''] = cursor?.split(CURSOR_PARTS) ?? []
  const older = or(lt(job.createdAt, at), and(eq(job.createdAt, at), lt(job.id, id)))
  const found = await read
    .select()
    .from(job)
    .where(and(...own, inArray(job.kind, [...kinds]), cursor === undefined ? undefined : older))
    .orderBy(desc(job.createdAt), desc(job.id))
    .limit(limit + 1)
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last === undefined ? null : last.createdAt + CURSOR_PARTS + last.id }
}

/** Between the time and the id of a place in a list. */
const CURSOR_PARTS = '_'

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

/** Jobs that ended well since a moment (ISO 8601, UTC), the newest first: whose result files may be kept. */
export async function doneSince(
  { t: { job }, read }: Store,
  moment: string,
): Promise<readonly Pick<JobRow, 'result' | 'finishedAt'>[]> {
  return read
    .select({ result: job.result, finishedAt: job.finishedAt })
    .from(job)
    .where(and(eq(job.state, 'done'), gte(job.finishedAt, moment)))
    .orderBy(desc(job.finishedAt))
}

/** Whether a job that ended well gives a file of these bytes. */
export async function isHeldByOthers(
  { t: { job }, read }: Store,
  { sha256 }: Pick<ResultFile, 'sha256'>,
): Promise<boolean> {
  const naming = and(eq(job.state, 'done'), like(job.result, `%"${sha256}"%`))
  return (await read.$count(job, naming)) > 0
}
