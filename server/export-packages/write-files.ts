import type { FoundProblem, ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import {
  filesOfFormat,
  type FormatFile,
  type FormatInput,
  type Found,
  type OfferedFormat,
} from '../exporting/service.ts'
import { isDiskFull } from '../http/disk-full.ts'
import { ProblemError } from '../http/problem-error.ts'
import { JobStoppedError, type JobControl } from '../jobs/service.ts'
import { placed, problemTally, type FindProblems, type ProblemTally } from './found-problems.ts'
import type { ChosenInput } from './chosen-input.ts'

/** A file of a run before its bytes are made. */
export interface RunFile {
  readonly format: string
  readonly file: FormatFile
}

/**
 * The files of the chosen formats, one format after the other. A format that fails is named. `goOn`
 * throws where the run was cancelled: it is asked between two files and between two of their pieces.
 */
export async function* filesOf(
  formats: readonly OfferedFormat[],
  input: FormatInput,
  goOn: () => void,
): AsyncGenerator<RunFile> {
  for (const { key, ...format } of formats) {
    const files = named(key, goOn, () => filesOfFormat({ ...format, key }, input))
    for await (const file of files) {
      const pieces = (): AsyncIterable<string | Uint8Array> => named(key, goOn, () => file.pieces())
      yield { format: key, file: withPieces(file, pieces) }
    }
  }
}

/** The file with other pieces. Its fields may be looked up in all rows: whoever wants them does that. */
function withPieces(file: FormatFile, pieces: FormatFile['pieces']): FormatFile {
  const { name, rows, mediaType } = file
  const told = { name, rows, mediaType, pieces }
  if (!('fields' in file)) return told
  return {
    ...told,
    get fields() {
      return file.fields ?? []
    },
  }
}

/** Passes files or pieces on; a fault that says nothing by itself names the format. */
async function* named<T>(
  format: string,
  goOn: () => void,
  make: () => Iterable<T> | AsyncIterable<T>,
): AsyncGenerator<T> {
  try {
    for await (const made of make()) {
      goOn()
      yield made
    }
  } catch (error) {
    if (error instanceof ProblemError || error instanceof JobStoppedError) throw error
    if (isDiskFull(error)) throw error
    const type = 'urn:problem:format-failed'
    throw Object.assign(new ProblemError({ type, status: 500, format }), { cause: error })
  }
}

/** The steps of a run, each of which goes once through the subjects. */
export interface Steps {
  /** Begins the next step. */
  next(step: Bilingual): void
  /** For formats: how many subjects of this step are done. */
  readonly onProgress: FormatInput['onProgress']
  /** Throws where the run was cancelled. */
  readonly goOn: JobControl['goOn']
}

/** Turns subjects of several steps into one measure. */
export function stepsOf(
  control: JobControl,
  wish: ExportWish,
): Steps & {
  /** Once it is known how many subjects there are. */
  subjects(count: number): void
} {
  // One step for the problems, one for each format.
  const steps = wish.formats.length + 1
  let perStep: number | null = null
  let finished = -1
  let current: Bilingual = bothOf('exportRun.reading')
  const tell = (subjects: number): void => {
    const total = perStep === null ? null : Math.max(1, perStep) * steps
    const done =
      perStep === null
        ? 0
        : Math.max(0, finished) * Math.max(1, perStep) + Math.min(subjects, perStep)
    control.progress({ done, total, step: current })
  }
  return {
    goOn: control.goOn,
    subjects(count) {
      perStep = count
    },
    next(step) {
      finished += 1
      current = step
      tell(0)
    },
    onProgress: ({ subjects }) => {
      tell(subjects)
    },
  }
}

export function bothOf(
  key: Parameters<typeof sentence>[1],
  words: Record<string, string> = {},
): Bilingual {
  return { en: sentence('en', key, words), zh: sentence('zh', key, words) }
}

interface ProblemsSought {
  readonly chosen: Pick<ChosenInput, 'plain'>
  readonly find: FindProblems
  readonly steps: Steps
  readonly wish: Pick<ExportWish, 'formats'>
  /** Gets what was found too, where the way back of every record is wanted. */
  readonly onTraced?: (found: Found) => void
}

/** Formats of SAS transport files, whose limits are problems of their own. */
const TRANSPORT = ['sdtm', 'adam']

/** Every problem, counted on its way. */
export async function* problemsOf(
  { chosen: { plain }, find, steps, wish: { formats }, onTraced }: ProblemsSought,
  tally: ProblemTally = problemTally(),
): AsyncGenerator<FoundProblem> {
  let subjects = 0
  const transport = TRANSPORT.some((key) => formats.includes(key))
  for await (const found of find(plain, { transport, trace: onTraced !== undefined })) {
    onTraced?.(found)
    for (const problem of placed(found, plain.definition)) {
      tally.add(problem)
      yield problem
    }
    if (found.subject !== null) subjects += 1
    steps.onProgress({ step: bothOf('exportRun.checking'), subjects })
  }
}
