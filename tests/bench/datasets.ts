import type { FormatInput } from '../../server/exporting/format.ts'
import { keepTabulations } from '../../server/exporting/datasets/tabulated.ts'
import { serverFormats } from '../../server/exporting/formats.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import { inputOf } from '../server/exporting/support/input-of.ts'
import { writeBareRows } from './bare-rows.ts'
import type { DatasetFormat } from './dataset-format.ts'
import {
  bothTimes,
  megabytes,
  perSecond,
  seconds,
  timed,
  type Figure,
  type Part,
  type Took,
} from './figure.ts'
import { madeUpSubjects, madeUpTrial, PROTOCOL } from './made-up-trial.ts'
import { end, firstMessage, forkBench, tellParent } from './processes.ts'

const SUBJECTS = 10_000
const SMALL = 76
const SMALL_AIM = 3
const ROUNDS = 5
const MEMORY_AIM = 512e6

/** Both standards of a study of usual size: what one person waits for. */
export async function benchDatasets(): Promise<readonly Figure[]> {
  const rounds: Took[] = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await inFreshProcess())
  const walls = rounds.map(({ wall }) => wall)
  const best = rounds.find(({ wall }) => wall === Math.min(...walls)) ?? { wall: NaN, cpu: NaN }
  return [
    {
      what: `${SMALL} subjects with every form: \`sdtm\` and \`adam\` with Define-XML, best of ${ROUNDS} new processes`,
      measured: `${bothTimes(best)}; slowest ${seconds(Math.max(...walls))}`,
      aim: `under ${seconds(SMALL_AIM)}`,
      met: best.wall < SMALL_AIM,
    },
  ]
}

async function inFreshProcess(): Promise<Took> {
  const child = forkBench(['helper', 'small-study'])
  try {
    return (await firstMessage(child)) as Took
  } finally {
    await end(child)
  }
}

/** One round of it: the first export that a process makes. */
export async function tellSmallStudy(): Promise<void> {
  const { definition, trial } = madeUpTrial(SMALL, true)
  const input = inputOf(trial, definition)
  keepTabulations(input)
  const { took } = await timed(async () => {
    await consume('sdtm', input)
    await consume('adam', input)
  })
  await tellParent(took)
  process.disconnect()
}

/**
 * All datasets of a large study in one format, streamed, in a process of its own, as a job is. Beside
 * it what no program can do without: to read the subjects twice, and to write as many ready rows.
 */
export function benchLargeStudy(format: DatasetFormat): Part {
  return async () => {
    const { took, result } = await timed(() => consume(format, largeInput()))
    const memory = process.resourceUsage().maxRSS * 1024
    const { rows, bytes, files } = result
    const read = await timed(readTwice)
    const written = await writeBareRows(format, rows)
    const rate = (of: Took): string => `${bothTimes(of)}, ${perSecond(rows / of.wall)} rows`
    const bare = { wall: read.took.wall + written.wall, cpu: read.took.cpu + written.cpu }
    return [
      {
        what: `${SUBJECTS.toLocaleString('en-US')} subjects as \`${format}\`: ${files} files, ${rows.toLocaleString('en-US')} rows, ${megabytes(bytes)}`,
        measured: rate(took),
      },
      {
        what: 'Largest resident memory of the same',
        measured: megabytes(memory),
        aim: `under ${megabytes(MEMORY_AIM)}`,
        met: memory < MEMORY_AIM,
      },
      {
        what: 'Bare: the subjects read twice, and as many ready rows written',
        measured: `${rate(bare)}; the export takes ${(took.cpu / bare.cpu).toFixed(1)} times its processor time`,
      },
    ]
  }
}

function largeInput(): FormatInput {
  const definition = builtInFamilies.protocols.get(PROTOCOL)
  return inputOf({ subjects: [] }, definition, { subjects: streamed, subjectCount: SUBJECTS })
}

async function* streamed(): AsyncGenerator<TrialSubject> {
  for (const subject of madeUpSubjects(SUBJECTS)) yield await Promise.resolve(subject)
}

/** As the export does it: once for the dates, once for the records. */
async function readTwice(): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    let subjects = 0
    for await (const { subjid } of streamed()) if (subjid !== '') subjects += 1
    if (subjects !== SUBJECTS) throw new Error('Not every subject was read.')
  }
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
