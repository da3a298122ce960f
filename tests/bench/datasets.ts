import type { FormatInput } from '../../server/exporting/format.ts'
import { serverFormats } from '../../server/exporting/formats.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import { inputOf } from '../server/exporting/support/input-of.ts'
import { bothTimes, megabytes, perSecond, seconds, timed, type Figure } from './figure.ts'
import { madeUpSubjects, madeUpTrial, PROTOCOL } from './made-up-trial.ts'

const SUBJECTS = 10_000
const SMALL = 76
const FORMATS = ['sdtm', 'sdtm-json', 'adam', 'adam-json'] as const
const SMALL_AIM = 3
const MEMORY_AIM = 512e6

/** Both standards of a study of usual size: what one person waits for. */
export async function benchDatasets(): Promise<readonly Figure[]> {
  return [await smallStudy()]
}

/** All datasets of a large study in one format, streamed; each in a process of its own, as a job is. */
export const DATASET_PARTS = FORMATS.map((key) => ({
  key: `datasets-${key}`,
  title: `Datasets of a large study as ${key}`,
  async run(): Promise<readonly Figure[]> {
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const figure = await largeStudy(key, definition)
    const memory = process.resourceUsage().maxRSS * 1024
    const met = memory < MEMORY_AIM
    const aim = `under ${megabytes(MEMORY_AIM)}`
    return [
      figure,
      { what: 'Largest resident memory of the same', measured: megabytes(memory), aim, met },
    ]
  },
}))

async function largeStudy(key: string, definition: ProtocolDefinition): Promise<Figure> {
  const source = (): AsyncIterable<TrialSubject> => streamed(madeUpSubjects(SUBJECTS))
  const { took, result } = await timed(() => consume(key, inputFrom(source, SUBJECTS, definition)))
  const { rows, bytes, files } = result
  return {
    what: `${SUBJECTS.toLocaleString('en-US')} subjects as \`${key}\`: ${files} files, ${rows.toLocaleString('en-US')} rows, ${megabytes(bytes)}`,
    measured: `${bothTimes(took)}, ${perSecond(rows / took.wall)} rows`,
  }
}

/** Both standards as transport files: what one person waits for. */
async function smallStudy(): Promise<Figure> {
  const { definition, trial } = madeUpTrial(SMALL, true)
  const input = inputOf(trial, definition)
  const { took } = await timed(async () => {
    await consume('sdtm', input)
    await consume('adam', input)
  })
  return {
    what: `${SMALL} subjects with every form: \`sdtm\` and \`adam\` with Define-XML`,
    measured: bothTimes(took),
    aim: `under ${seconds(SMALL_AIM)}`,
    met: took.wall < SMALL_AIM,
  }
}

function inputFrom(
  subjects: FormatInput['subjects'],
  subjectCount: number,
  definition: ProtocolDefinition,
): FormatInput {
  return inputOf({ subjects: [] }, definition, { subjects, subjectCount })
}

async function* streamed(subjects: Iterable<TrialSubject>): AsyncGenerator<TrialSubject> {
  for (const subject of subjects) yield await Promise.resolve(subject)
}

/** Makes every file of a format and reads it to its end. */
async function consume(
  key: string,
  input: FormatInput,
): Promise<{ readonly rows: number; readonly bytes: number; readonly files: number }> {
  let rows = 0
  let bytes = 0
  let files = 0
  for await (const file of serverFormats.get(key).files(input)) {
    files += 1
    if (/\.(xpt|json)$/.test(file.name)) rows += file.rows
    for await (const piece of file.pieces()) bytes += piece.length
  }
  return { rows, bytes, files }
}
