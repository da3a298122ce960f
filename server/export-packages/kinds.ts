import { createWriteStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { EntityDraft } from '../audit/audit-draft.ts'
import { withdrawnOf, type OfferedFormat } from '../exporting/service.ts'
import { ProblemError } from '../http/problem-error.ts'
import {
  draftFile,
  keepFile,
  type JobControl,
  type JobKind,
  type JobOutcome,
  type JobRow,
  type ResultFile,
} from '../jobs/service.ts'
import { createZip } from '../packing/service.ts'
import type { StudyServices } from '../studies/service.ts'
import { chosenInput, type ChosenInput } from './chosen-input.ts'
import { problemTally, type FindProblems } from './found-problems.ts'
import { pack, packageName } from './pack.ts'
import type { PackParts } from './package-parts.ts'
import { CHECK, PACKAGE, runInput, type RunInput, type RunResult } from './run-input.ts'
import { dataTaken, madeEntry } from './run-entries.ts'
import { nothingRedacted } from './withdraw-runs.ts'
import { bothOf, filesOf, problemsOf, stepsOf } from './write-files.ts'

export interface RunServices extends StudyServices {
  readonly formats: readonly OfferedFormat[]
  readonly find: FindProblems
  /** Folder of the results. */
  readonly folder: string
}

/** The two kinds of long work: looking through an export before it leaves, and making its package. */
export function exportKinds(services: RunServices): readonly JobKind[] {
  const actor: JobKind['actor'] = (job) => runInput(job).actor
  const failed: JobKind['failed'] = (job, problem) => ({
    ...{ act: 'package.fail', entity: 'job', entityId: job.id, before: null },
    after: { kind: job.kind, problem: problem.type, formats: runInput(job).wish.formats },
  })
  return [
    { key: CHECK, actor, failed, run: (job, control) => check(services, job, control) },
    { key: PACKAGE, actor, failed, run: (job, control) => make(services, job, control) },
  ]
}

/** The formats asked for, in the order asked. 422-like problems are told when the run is asked for. */
export function formatsOf(
  offered: readonly OfferedFormat[],
  { formats }: RunInput['wish'],
): readonly OfferedFormat[] {
  return formats.map((key) => {
    const format = offered.find((one) => one.key === key)
    if (format !== undefined) return format
    throw new ProblemError({ type: 'urn:problem:format-not-available', status: 501, format: key })
  })
}

async function prepared(
  services: RunServices,
  job: JobRow,
  control: JobControl,
): Promise<PackParts & { readonly of: RunInput } & Required<Pick<JobOutcome, 'stands'>>> {
  const of = runInput(job)
  const { wish, actor, study, sites } = of
  const stands = await nothingRedacted(services.store, study.id)
  const steps = stepsOf(control, wish)
  const { onProgress, goOn } = steps
  const reading = { ...services, store: await services.store.forHeavyReads() }
  const chosen = await chosenInput(reading, { study, sites, wish, actor, onProgress, goOn })
  steps.subjects(chosen.input.subjectCount)
  const formats = formatsOf(services.formats, wish)
  return { of, chosen, wish, formats, find: services.find, steps, stands }
}

/** Counts what the files would hold, and keeps every problem with its place. */
async function check(services: RunServices, job: JobRow, control: JobControl): Promise<JobOutcome> {
  const parts = await prepared(services, job, control)
  const { chosen, wish, formats, steps } = parts
  const tally = problemTally()
  steps.next(bothOf('exportRun.checking'))
  const kept = await keptLines(services.folder, job.id, problemsOf(parts, tally))
  const files: RunResult['files'] = []
  for (const format of formats) {
    steps.next(bothOf('exportRun.counting', { format: format.title[wish.language] }))
    for await (const { file } of filesOf([format], chosen.input, steps.goOn)) {
      files.push({ format: format.key, name: file.name, rows: file.rows })
    }
  }
  const withdrawn = [...(await withdrawnOf(chosen.input))]
  const problems = [...tally.counts()]
  const result: RunResult = {
    ...{ file: kept, name: 'problems', data: dataOf(chosen), files, problems, withdrawn },
  }
  const after = { ...dataTaken(parts.of, chosen), problems }
  const audit: EntityDraft = {
    ...{ act: 'package.check', entity: 'job', entityId: job.id, before: null, after },
  }
  return { result, audit, stands: parts.stands }
}

/** Writes values as lines of JSON into a result file. */
async function keptLines(
  folder: string,
  jobId: string,
  values: AsyncIterable<object>,
): Promise<ResultFile> {
  const file = await draftFile(folder, jobId)
  const out = createWriteStream(file, { mode: 0o600, flags: 'wx' })
  const failure = once(out, 'error').then(([error]) => Promise.reject(error as Error))
  failure.catch(() => undefined)
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const value of values) {
      const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
      hash.update(bytes)
      size += bytes.length
      if (!out.write(bytes)) await Promise.race([once(out, 'drain'), failure])
    }
    out.end()
    await finished(out)
  } catch (error) {
    out.destroy()
    await rm(file, { force: true })
    throw error
  }
  const made = { sha256: hash.digest('hex'), size }
  await keepFile(folder, file, made)
  return made
}

/** Makes the package under a name that nobody asks for, and gives it its own when it is whole. */
async function make(services: RunServices, job: JobRow, control: JobControl): Promise<JobOutcome> {
  const { folder } = services
  const parts = await prepared(services, job, control)
  const file = await draftFile(folder, job.id)
  const writer = await createZip(file)
  try {
    const packed = await pack(parts, writer)
    const made = await writer.close()
    await keepFile(folder, file, made)
    const { chosen, of } = parts
    const name = packageName(of.study.key, parts)
    const files = packed.files.map(({ format, name: file, rows }) => ({ format, name: file, rows }))
    const { problems, withdrawn } = packed
    const result: RunResult = {
      ...{ file: made, name, data: dataOf(chosen), files, problems, withdrawn: [...withdrawn] },
    }
    const audit = madeEntry(job.id, { of, chosen, packed, made: { name, ...made } })
    return { result, audit, stands: parts.stands }
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    await rm(file, { force: true })
    throw error
  }
}

function dataOf({ input }: ChosenInput): RunResult['data'] {
  const { snapshot, seq, stateAt: at, subjectCount: subjects } = input
  const named =
    snapshot === null ? null : { id: snapshot.id, name: snapshot.name, hash: snapshot.hash }
  return { snapshot: named, seq, at, subjects }
}
