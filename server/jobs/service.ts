import path from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import { ProblemError } from '../http/problem-error.ts'
import { SettingsError } from '../settings.ts'
import {
  claim,
  doneSince,
  nextWaiting,
  runningJobs,
  unfinishedIds,
  unfinishedOf,
  type JobRow,
} from './job-rows.ts'
import {
  draftName,
  keptOf,
  oldestKept,
  removeFiles,
  storedFiles,
  type Aged,
  type Keeping,
  type ResultFile,
} from './result-files.ts'
import { fail, runJob, type JobKind, type JobRun } from './run-job.ts'
import { watchSilence } from './silence.ts'

export {
  doneIn,
  endIn,
  isHeldByOthers,
  ownJob,
  ownJobs,
  takeBackIn,
  type JobRow,
} from './job-rows.ts'
export {
  draftFile,
  isStored,
  isWhatWasMade,
  keepFile,
  removeResult,
  resultPath,
  type Keeping,
  type ResultFile,
} from './result-files.ts'
export { JobStoppedError, type JobControl, type JobKind, type JobOutcome } from './run-job.ts'

/** Long work of this process: what it can do, and how it is asked for. */
export interface Jobs {
  /** Where results lie. */
  readonly folder: string
  /** Says how a kind of job is done. Once for each kind. */
  register(kind: JobKind): void
  /** Puts a job into the line, inside the unit of work that asks for it. Call `wake` after it. */
  put(tx: Tx, wish: JobWish): Promise<JobRow>
  /** Looks for waiting jobs now. */
  wake(): void
  /** Looks for what waits, for jobs that went silent and for results to remove, every few seconds, until stopped. */
  start(): () => Promise<void>
  /** Marks jobs that went silent as failed, and looks for waiting ones. */
  round(): Promise<void>
  /** Removes results that are too old, or too much together. */
  readonly clean: () => Promise<void>
  /** Resolves when no job runs here. */
  idle(): Promise<void>
}

export interface JobWish {
  readonly kind: string
  /** Null: it belongs to no study. */
  readonly studyId: string | null
  readonly accountId: string
  readonly input: object
  readonly at: string
}

export interface JobParts {
  readonly store: Store
  readonly logger: Logger
  /** Folder of the results; made when absent. */
  readonly folder: string
  readonly keeping?: Keeping
  /** Milliseconds between two signs of life of a job; for tests. */
  readonly beatMs?: number
  /** Milliseconds that only ever go on; for tests. */
  readonly passed?: () => number
}

/** A week; 20 GB. */
const KEEPING: Keeping = { hours: 7 * 24, bytes: 20e9 }

/** The folder of results inside the data folder. */
export function jobFolder(dataDir: string): string {
  return path.join(dataDir, 'exports')
}

const keepingSchema = z.object({
  EXPORT_KEEP_DAYS: z.coerce
    .number()
    .positive()
    .default(KEEPING.hours / 24),
  EXPORT_KEEP_GB: z.coerce
    .number()
    .positive()
    .default(KEEPING.bytes / 1e9),
})

/**
 * How long and how much is kept, as the environment says. Throws `SettingsError` for what is no number
 * above 0.
 */
export function keepingOf(environment: Readonly<Record<string, string | undefined>>): Keeping {
  const parsed = keepingSchema.safeParse(environment)
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path: [name] }) => String(name))
    throw new SettingsError(`${names.join(', ')}: a number above 0. Nothing was started.`)
  }
  const { EXPORT_KEEP_DAYS: days, EXPORT_KEEP_GB: gigabytes } = parsed.data
  return { hours: days * 24, bytes: gigabytes * 1e9 }
}

const BEAT_MS = 1_000
const EVERY_MS = 5_000
/** At once in one process: entry and review are served beside them. */
const AT_ONCE = 2
/** Waiting or running of one account. */
const PER_ACCOUNT = 2

/**
 * Long work that outlives its request. A job is a row: any process of the database may take it, and one
 * alone gets it. Who asked for it sees how far it is, cancels it, and takes its result. A process that
 * stops puts its jobs back; those of one that was killed are marked as failed.
 */
export function createJobs(parts: JobParts): Jobs {
  const { store, logger, folder, keeping = KEEPING, beatMs = BEAT_MS } = parts
  const silentOf = watchSilence(parts.passed ?? (() => performance.now()))
  const kinds = new Map<string, JobKind>()
  const stopping = new AbortController()
  const line = createLine({ store, logger, beatMs, kinds, stopping: stopping.signal })
  const { wake, idle } = line
  const round = async (): Promise<void> => {
    await failEach(store, kinds, silentOf(await runningJobs(store)), line.here())
    await line.looked()
  }
  const clean = (): Promise<void> => removeOld({ store, folder, keeping })
  return {
    folder,
    register: (kind) => kinds.set(kind.key, kind),
    put: (tx, wish) => put(tx, store, wish),
    wake,
    round,
    clean,
    idle,
    start: () => startRounds({ round, clean, logger, stopping, idle }),
  }
}

interface Line {
  /** Looks for waiting jobs, in the background. */
  readonly wake: () => void
  /** The same, and waits until it has looked. */
  looked(): Promise<void>
  /** Ids of the jobs that run here. */
  here(): ReadonlySet<string>
  readonly idle: () => Promise<void>
}

/** Takes waiting jobs, so many at once, the next one whenever one ends. */
function createLine(of: JobRun & { readonly kinds: ReadonlyMap<string, JobKind> }): Line {
  const { store, logger, kinds, stopping } = of
  const running = new Map<string, Promise<void>>()
  let looking: Promise<void> | null = null
  let again = false
  const take = (kind: JobKind, job: JobRow): void => {
    const ended = runJob(of, kind, job).finally(() => {
      running.delete(job.id)
      wake()
    })
    running.set(job.id, ended)
  }
  const look = async (): Promise<void> => {
    while (running.size < AT_ONCE && !stopping.aborted) {
      const waiting = await nextWaiting(store, [...kinds.keys()])
      if (waiting === null) return
      const job = await claim(store, waiting.id)
      const kind = kinds.get(waiting.kind)
      if (job !== null && kind !== undefined) take(kind, job)
    }
  }
  const wake = (): void => {
    again = looking !== null
    if (stopping.aborted || looking !== null) return
    looking = look()
      .catch((err: unknown) => {
        logger.error({ err }, 'looking for jobs stopped in a round')
      })
      .finally(() => {
        looking = null
        if (again) wake()
      })
  }
  return {
    wake,
    async looked() {
      wake()
      await looking
    },
    here: () => new Set(running.keys()),
    async idle() {
      while (looking !== null || running.size > 0) {
        await looking
        await Promise.all(running.values())
      }
    },
  }
}

/** The 409 where the account has as many unfinished jobs as it may have. */
async function put(tx: Tx, store: Store, wish: JobWish): Promise<JobRow> {
  const { kind, studyId, accountId, input, at } = wish
  if ((await unfinishedOf(tx, store.t, accountId)) >= PER_ACCOUNT) {
    throw new ProblemError({
      type: 'urn:problem:wrong-order',
      status: 409,
      step: kind,
      requires: ['job.ended'],
    })
  }
  const [row] = await tx
    .insert(store.t.job)
    .values({
      ...{ id: store.newId(), studyId, accountId, kind, state: 'waiting' },
      ...{ input: JSON.stringify(input), createdAt: at },
    })
    .returning()
  if (row === undefined) throw new Error('A job was not kept.')
  return row
}

/** Marks jobs as failed of which no process speaks any more. */
async function failEach(
  store: Store,
  kinds: ReadonlyMap<string, JobKind>,
  silent: readonly JobRow[],
  here: ReadonlySet<string>,
): Promise<void> {
  const { problem } = new ProblemError({ type: 'urn:problem:interrupted', status: 500 })
  for (const job of silent) {
    const kind = kinds.get(job.kind)
    if (kind !== undefined && !here.has(job.id)) await fail(store, kind, job, problem)
  }
}

interface Cellar {
  readonly store: Store
  readonly folder: string
  readonly keeping: Keeping
}

/**
 * Keeps the results that are young and small enough, and removes the others. Not while a job runs
 * anywhere: one that has just given its file its name has not said so yet. Only what lay there before
 * the jobs were looked at is removed, and no draft of a job that waits: whatever is begun meanwhile stays.
 */
async function removeOld({ store, folder, keeping }: Cellar): Promise<void> {
  const { job } = store.t
  const there = await storedFiles(folder)
  if ((await store.read.$count(job, eq(job.state, 'running'))) > 0) return
  const drafts = (await unfinishedIds(store)).map(draftName)
  const now = store.now()
  const young = await doneSince(store, oldestKept(keeping, now))
  const results = keptOf(young.flatMap(agedOf), keeping, now)
  const kept = new Set([...results, ...drafts])
  await removeFiles(
    folder,
    there.filter(({ name }) => !kept.has(name)),
  )
}

function agedOf({ result, finishedAt }: Pick<JobRow, 'result' | 'finishedAt'>): readonly Aged[] {
  const kept = JSON.parse(result ?? '{}') as { readonly file?: ResultFile }
  if (kept.file === undefined || finishedAt === null) return []
  return [{ ...kept.file, finishedAt }]
}

interface Rounds extends Pick<Jobs, 'round' | 'clean' | 'idle'> {
  readonly logger: Logger
  readonly stopping: AbortController
}

/** Results are looked through once in so many rounds: every ten minutes. */
const ROUNDS_TO_CLEAN = 120

function startRounds(of: Rounds): () => Promise<void> {
  const { round, clean, idle, logger, stopping } = of
  let current: Promise<void> | null = null
  let rounds = 0
  const both = async (): Promise<void> => {
    if (rounds % ROUNDS_TO_CLEAN === 0) await clean()
    rounds += 1
    await round()
  }
  const run = (): void => {
    current ??= both()
      .catch((err: unknown) => {
        logger.error({ err }, 'looking after jobs stopped in a round')
      })
      .finally(() => {
        current = null
      })
  }
  run()
  const timer = setInterval(run, EVERY_MS)
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await current
    await idle()
  }
}
