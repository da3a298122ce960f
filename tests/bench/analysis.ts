import { aggregate } from '../../shared/endpoints/aggregate.ts'
import { analyse } from '../../shared/endpoints/analyse.ts'
import { toAddition } from '../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { Row, TrialSubject } from '../../shared/trial/trial.ts'
import { bothTimes, megabytes, seconds, timed, type Figure, type Took } from './figure.ts'
import { madeUpTrial, type MadeUpTrial } from './made-up-trial.ts'

const SIZES = [100, 1_000, 10_000] as const
const ROUNDS = 3

/** The analysis of studies of growing size, in memory, and again after one changed record. */
export async function benchAnalysis(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  const perSubject: number[] = []
  for (const size of SIZES) {
    const made = madeUpTrial(size)
    const { took, bytes } = await best(made)
    perSubject.push(took.cpu / size)
    figures.push({
      what: `${size.toLocaleString('en-US')} subjects: every time point, response and endpoint`,
      measured: `${bothTimes(took)}, ${megabytes(bytes)} of JSON`,
    })
    if (size === SIZES[SIZES.length - 1]) figures.push(await again(made))
  }
  const growth = (perSubject.at(-1) ?? 0) / (perSubject[1] ?? 1)
  figures.push({
    what: 'Processor time for each subject of 10,000, beside each of 1,000',
    measured: `${growth.toFixed(2)} times`,
    aim: 'at most 1.5 times (linear)',
    met: growth <= 1.5,
  })
  return figures
}

async function best(made: MadeUpTrial): Promise<{ took: Took; bytes: number }> {
  let shortest: Took = { wall: Infinity, cpu: Infinity }
  let bytes = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const { took, result } = await timed(() => analyse(made.trial, made.definition))
    if (took.cpu < shortest.cpu) shortest = took
    bytes = Buffer.byteLength(JSON.stringify(result))
  }
  return { took: shortest, bytes }
}

/** One date of one subject changes: that subject is derived anew, the rest is kept. */
async function again({ trial, definition }: MadeUpTrial): Promise<Figure> {
  const { cutoff, source } = analyse(trial, definition)
  const at = { cutoff, source }
  const additionOf = (subject: TrialSubject) =>
    toAddition(deriveSubject(subject, definition, at, builtInFamilies))
  const kept = trial.subjects.map(additionOf)
  let shortest: Took = { wall: Infinity, cpu: Infinity }
  for (let round = 0; round < ROUNDS; round += 1) {
    const index = round * 100
    const subject = trial.subjects[index]
    if (subject === undefined) throw new Error('The study is too small.')
    const { took } = await timed(() => {
      kept[index] = additionOf(withNewDeath(subject, cutoff))
      return aggregate(kept, definition, at, builtInFamilies)
    })
    if (took.wall < shortest.wall) shortest = took
  }
  return {
    what: `The same after one changed record: one subject and the aggregation of all`,
    measured: `${bothTimes(shortest)}, of which nothing for the other ${(trial.subjects.length - 1).toLocaleString('en-US')} subjects`,
    aim: `under ${seconds(0.5)}`,
    met: shortest.wall < 0.5,
  }
}

function withNewDeath(subject: TrialSubject, date: string): TrialSubject {
  const death: Row = { SUBJID: subject.subjid, DTHDAT: date }
  return { ...subject, files: { ...subject.files, deaths: [death] } }
}
