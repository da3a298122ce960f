import type { Logger } from 'pino'
import type { Store, Tx } from '../../db/store.ts'
import { lostOutcome } from '../../db/unreachable.ts'
import type { Actor } from '../audit/actor.ts'
import type { EntityDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { systemActor } from '../http/actor.ts'
import { ProblemError, type ProblemInput } from '../http/problem-error.ts'
import { storageProblem } from '../http/storage-problem.ts'
import { onceNotBusy } from '../once-not-busy.ts'
import {
  beat,
  endIn,
  putBack,
  stateOf,
  type JobEnd,
  type JobProgress,
  type JobRow,
} from './job-rows.ts'

/** What a running job works with. */
export interface JobControl {
  /** Notes how far it is. Throws as `goOn` does. */
  readonly progress: (at: JobProgress) => void
  /** Throws `JobStoppedError` where it was cancelled or the program stops. Cheap: ask it often. */
  readonly goOn: () => void
}

/** A kind of long work. `input` and `result` are plain JSON values. */
export interface JobKind {
  readonly key: string
  /** Does the work and says what the trail keeps of it. What it throws becomes the job's problem. */
  run(job: JobRow, control: JobControl): Promise<JobOutcome>
  /** What the trail says where it failed. */
  failed(job: JobRow, problem: ProblemInput): EntityDraft
  /** Who the trail names for it. */
  actor(job: JobRow): Actor
}

export interface JobOutcome {
  readonly result: object
  readonly audit: EntityDraft
  /**
   * Asked in the transaction that keeps the result. Throws the problem where it must not be kept after
   * all: then the job has failed.
   */
  readonly stands?: (tx: Tx) => Promise<void>
  /** Done once the result is committed: what may go because it is there. */
  readonly kept?: () => Promise<void>
  /**
   * Done where the result was not kept: takes back what the job left elsewhere. Not where the database was
   * lost before it said whether it kept it: what the trail may tell of stays.
   */
  readonly dropped?: () => Promise<void>
}

/** The job is no longer to be run: it was cancelled, or the program stops. */
export class JobStoppedError extends Error {
  override readonly name = 'JobStoppedError'
  constructor() {
    super('The job was stopped.')
  }
}

/** Ends a transaction in which the job had ended already. */
class EndedBefore extends Error {}

export interface JobRun {
  readonly store: Store
  readonly logger: Logger
  /** Milliseconds between two signs of life. */
  readonly beatMs: number
  /** The program stops. */
  readonly stopping: AbortSignal
}

/** Runs a claimed job to its end and keeps how it ended. Never throws. */
export async function runJob(of: JobRun, kind: JobKind, job: JobRow): Promise<void> {
  const { logger } = of
  const heart = startHeart(of, job)
  try {
    const outcome = await kind.run(job, { progress: heart.progress, goOn: heart.goOn })
    await keep(of, kind, job, outcome)
    await heart.stop()
  } catch (error) {
    await heart.stop()
    await close(of, kind, job, error).catch((fault: unknown) => {
      logger.error({ err: fault, job: job.id }, 'the end of a job was not kept')
    })
  }
}

async function keep(of: JobRun, kind: JobKind, job: JobRow, outcome: JobOutcome): Promise<void> {
  const { result, audit, stands, kept, dropped } = outcome
  const how = { state: 'done', result } as const
  const ended = { kind, job, end: how, audit, ...(stands === undefined ? {} : { stands }) }
  try {
    await onceNotBusy(
      () => endSurely(of.store, ended),
      () => !of.stopping.aborted,
    )
  } catch (error) {
    if (lostOutcome(error) !== 'unknown') await dropped?.()
    throw error
  }
  await kept?.().catch((err: unknown) => {
    of.logger.error({ err, job: job.id }, 'clearing up after a job stopped')
  })
}

async function close(of: JobRun, kind: JobKind, job: JobRow, error: unknown): Promise<void> {
  const { store, logger, stopping } = of
  if (error instanceof EndedBefore) return
  if (error instanceof JobStoppedError) {
    if (stopping.aborted) await putBack(store, job.id)
    return
  }
  const problem = problemOf(error)
  if (problem.status >= 500) logger.error({ err: error, job: job.id }, 'a job failed')
  await onceNotBusy(
    () => fail(store, kind, job, problem),
    () => !stopping.aborted,
  )
}

/** Marks a job as failed, and says so in the trail; nothing where it has ended already. */
export async function fail(
  store: Store,
  kind: JobKind,
  job: JobRow,
  problem: ProblemInput,
): Promise<void> {
  const audit = { ...kind.failed(job, problem), by: byProgram(job) }
  try {
    await end(store, { kind, job, end: { state: 'failed', problem }, audit })
  } catch (error) {
    if (!(error instanceof EndedBefore)) throw error
  }
}

function byProgram({ studyId }: JobRow): Actor {
  return systemActor({ part: 'jobs', studyId })
}

interface Ended {
  readonly kind: JobKind
  readonly job: JobRow
  readonly end: JobEnd
  readonly audit: EntityDraft
  readonly stands?: JobOutcome['stands']
}

async function end(store: Store, { kind, job, end: how, audit, stands }: Ended): Promise<void> {
  await unitOfWork(store, kind.actor(job), async (tx, { at }) => {
    await stands?.(tx)
    if (!(await endIn(tx, store.t, { id: job.id, at, end: how }))) throw new EndedBefore()
    return { result: null, audit: [audit] }
  })
}

/**
 * As `end`. Where the answer to the commit is lost, it is done once more: that waits for what is still on
 * its way, and finds the job ended where the first one stands. Throws `CommitUnknownError` where the
 * database does not say it the second time either.
 */
async function endSurely(store: Store, ended: Ended): Promise<void> {
  try {
    await end(store, ended)
  } catch (lost) {
    if (lostOutcome(lost) !== 'unknown') throw lost
    await endAgain(store, ended, lost)
  }
}

async function endAgain(store: Store, ended: Ended, lost: unknown): Promise<void> {
  try {
    await end(store, ended)
  } catch (error) {
    if (lostOutcome(error) !== null) throw lost
    const state = await stateOf(store, ended.job.id).catch(() => null)
    if (state === null) throw lost
    if (state !== 'done') throw error
  }
}

function problemOf(error: unknown): ProblemInput {
  if (error instanceof ProblemError) return error.problem
  const internal = { type: 'urn:problem:internal', status: 500 } as const
  return (storageProblem(error) ?? new ProblemError(internal)).problem
}

interface Heart extends JobControl {
  readonly stop: () => Promise<void>
}

/** Says every so often that the job is alive and how far it is, and notices that it is to stop. */
function startHeart({ store, logger, beatMs, stopping }: JobRun, { id }: JobRow): Heart {
  let last: JobProgress | null = null
  let stopped = false
  let beating: Promise<void> | null = null
  const pulse = (): void => {
    beating ??= beat(store, id, last)
      .then((mine) => {
        if (!mine) stopped = true
      })
      .catch((err: unknown) => {
        logger.warn({ err, job: id }, 'a sign of life was not kept')
      })
      .finally(() => {
        beating = null
      })
  }
  const timer = setInterval(pulse, beatMs)
  const goOn = (): void => {
    if (stopped || stopping.aborted) throw new JobStoppedError()
  }
  return {
    goOn,
    progress(at) {
      last = at
      goOn()
    },
    async stop() {
      clearInterval(timer)
      await beating
    },
  }
}
