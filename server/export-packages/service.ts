import type { ExportRunView, ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { Problem } from '../../shared/api/problem.ts'
import type { Registry } from '../../shared/kernel/registry.ts'
import {
  findProblems,
  offeredFormats,
  type ExportReason,
  type ServerFormat,
} from '../exporting/service.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter, StoredFile } from '../http/route-handler.ts'
import {
  endIn,
  isStored,
  isWhatWasMade,
  ownJob,
  ownJobs,
  resultPath,
  type JobRow,
  type Jobs,
} from '../jobs/service.ts'
import { readSnapshot } from '../snapshots/service.ts'
import type { StudyServices } from '../studies/service.ts'
import type { FindProblems } from './found-problems.ts'
import { exportKinds, formatsOf, type RunServices } from './kinds.ts'
import { textRedacted } from './withdraw-runs.ts'
import { CHECK, PACKAGE, RUN_KINDS, runInput, runResult, type RunResult } from './run-input.ts'

export type { FindProblems } from './found-problems.ts'
export { withdrawRuns } from './withdraw-runs.ts'

export interface PackageServices extends RunServices {
  readonly jobs: Jobs
}

interface ServiceParts extends StudyServices {
  readonly serverFormats: Registry<ServerFormat>
  readonly jobs: Jobs
  readonly find?: FindProblems
}

/** What checks and packages need; says to the jobs how both are done. */
export function exportServices({ find = findProblems, ...parts }: ServiceParts): PackageServices {
  const { jobs, families, serverFormats } = parts
  const formats = offeredFormats(families.exports, serverFormats)
  const services = { ...parts, formats, find, folder: jobs.folder }
  for (const kind of exportKinds(services)) jobs.register(kind)
  return services
}

/** Who asks, and what of the study they may see. */
export interface Asking {
  readonly actor: Actor
  readonly accountId: string
  readonly study: { readonly id: string; readonly key: string }
  readonly sites: SiteFilter
}

interface Asked extends Asking {
  readonly kind: 'check' | 'package'
  readonly wish: ExportWish
  /** Null of a check. */
  readonly reason: ExportReason | null
}

/**
 * Puts a check or a package into the line. 422 for a format that cannot say what is asked, 501 for one
 * that is not offered, 404 for a snapshot that is not there, 409 where the account has its fill of runs.
 */
export async function askFor(services: PackageServices, asked: Asked): Promise<ExportRunView> {
  const { store, jobs, formats } = services
  const { actor, accountId, study, sites, wish, reason } = asked
  for (const [at, format] of formatsOf(formats, wish).entries()) {
    if (wish.profile === 'full' || format.deidentifies) continue
    throw invalidField(`/formats/${at}`, 'exportRun.notDeidentified', { format: format.key })
  }
  if (wish.snapshot !== undefined) {
    await readSnapshot(store, store.read, { studyId: study.id, id: wish.snapshot })
  }
  const kind = asked.kind === 'check' ? CHECK : PACKAGE
  const row = await unitOfWork(store, actor, async (tx, { at }) => {
    const input = { actor, study, sites, wish, reason }
    const job = await jobs.put(tx, { kind, studyId: study.id, accountId, input, at })
    const draft = { act: 'package.request', entity: 'job', entityId: job.id } as const
    const after = { kind: asked.kind, ...wish, ...reason }
    return { result: job, audit: [{ ...draft, before: null, after }] }
  })
  jobs.wake()
  return viewOf(services, row)
}

interface RunsPage {
  readonly runs: ExportRunView[]
  readonly next: string | null
}

/** A page of the caller's own runs, as far as the sites of each are still within the caller's reach. */
export async function listRuns(
  services: PackageServices,
  { accountId, study, sites }: Asking,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<RunsPage> {
  const of = { studyId: study.id, accountId, kinds: RUN_KINDS }
  const { rows, next } = await ownJobs(services.store, of, page)
  const seen = rows.filter((row) => isWithin(row, sites))
  return { runs: seen.map((row) => viewOf(services, row)), next }
}

/** A right that was narrowed since takes away what was made under it. */
function isWithin(row: JobRow, now: SiteFilter): boolean {
  const { sites } = runInput(row)
  if (now.kind === 'all') return true
  return sites.kind === 'some' && sites.ids.every((id) => now.ids.includes(id))
}

type AskedRun = Asking & { readonly id: string }

/** The 404 for a run that is another account's, of another study or out of reach, as for none. */
async function expectRun(
  { store }: PackageServices,
  { accountId, study, sites, id }: AskedRun,
): Promise<JobRow> {
  const row = await ownJob(store, { studyId: study.id, accountId, kinds: RUN_KINDS, id })
  if (row === null || !isWithin(row, sites)) throw notFound('exportRun')
  return row
}

export async function readRun(services: PackageServices, asked: AskedRun): Promise<ExportRunView> {
  return viewOf(services, await expectRun(services, asked))
}

/** Stops a run. 409 where it has ended. */
export async function cancelRun(
  services: PackageServices,
  asked: AskedRun,
): Promise<ExportRunView> {
  const { store } = services
  const { id, kind } = await expectRun(services, asked)
  await unitOfWork(store, asked.actor, async (tx, { at }) => {
    const ended = await endIn(tx, store.t, { id, at, end: { state: 'cancelled' } })
    if (!ended) throw wrongOrder('package.cancel', 'exportRun.unfinished')
    const draft = { act: 'package.cancel', entity: 'job', entityId: id } as const
    return { result: null, audit: [{ ...draft, before: null, after: { kind } }] }
  })
  return readRun(services, asked)
}

/**
 * The package of a run. 409 while it is not made, where it was withdrawn, and where its file is no longer
 * kept or is not what was made: nobody is handed anything else under its name.
 */
export async function takeRun(
  { ...services }: PackageServices,
  asked: AskedRun,
): Promise<{ readonly name: string; readonly stored: StoredFile }> {
  const { jobs, store } = services
  const row = await expectRun(services, asked)
  refuseWithdrawn(row)
  const result = row.kind === PACKAGE ? runResult(row) : null
  if (result === null) throw wrongOrder('package.download', 'exportRun.made')
  const { file, name } = result
  if (!(await isWhatWasMade(jobs.folder, file))) {
    throw wrongOrder('package.download', 'exportRun.kept')
  }
  const taken = async (from: number): Promise<void> => {
    await unitOfWork(store, asked.actor, () => {
      const draft = { act: 'package.download', entity: 'job', entityId: row.id } as const
      const after = { package: { name, ...file }, ...(from === 0 ? {} : { fromByte: from }) }
      return Promise.resolve({ result: null, audit: [{ ...draft, before: null, after }] })
    })
  }
  return { name, stored: { path: resultPath(jobs.folder, file), ...file, taken } }
}

/** Where the problems of a check lie. 409 while there are none to read. */
export async function problemFile(services: PackageServices, asked: AskedRun): Promise<string> {
  const { folder } = services.jobs
  const row = await expectRun(services, asked)
  refuseWithdrawn(row)
  const result = row.kind === CHECK ? runResult(row) : null
  if (result === null) throw wrongOrder('package.problems', 'exportRun.checked')
  if (!isStored(folder, result.file)) throw wrongOrder('package.problems', 'exportRun.kept')
  return resultPath(folder, result.file)
}

/** Throws the problem of a run that was taken back because a text was redacted. */
function refuseWithdrawn({ problem }: JobRow): void {
  if (problemIn(problem)?.type === 'urn:problem:text-redacted') throw textRedacted()
}

/** What the program itself wrote into a row. */
function problemIn(text: string | null): Problem | null {
  return JSON.parse(text ?? 'null') as Problem | null
}

function wrongOrder(step: string, requires: string): ProblemError {
  const type = 'urn:problem:wrong-order'
  return new ProblemError({ type, status: 409, step, requires: [requires] })
}

function viewOf({ jobs }: PackageServices, row: JobRow): ExportRunView {
  const { id, kind, state, done, total, step, problem, createdAt, finishedAt } = row
  const result = runResult(row)
  return {
    ...{ id, kind: kind === CHECK ? 'check' : 'package', state, wish: runInput(row).wish },
    // What the program itself wrote into its row.
    progress: {
      done,
      total,
      step: JSON.parse(step ?? 'null') as ExportRunView['progress']['step'],
    },
    problem: problemIn(problem),
    ...{ createdAt, finishedAt, ...toldOf(result) },
    file: result === null || kind !== PACKAGE ? null : fileOf(jobs.folder, result),
  }
}

function toldOf(
  result: RunResult | null,
): Pick<ExportRunView, 'data' | 'files' | 'problems' | 'withdrawn'> {
  if (result === null) return { data: null, files: [], problems: [], withdrawn: [] }
  const { data, files, problems, withdrawn } = result
  return { data, files, problems, withdrawn }
}

function fileOf(folder: string, { name, file }: RunResult): ExportRunView['file'] {
  return { name, ...file, stored: isStored(folder, file) }
}
