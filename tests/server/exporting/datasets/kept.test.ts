import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { findProblems } from '../../../../server/exporting/datasets/find-problems.ts'
import type { FormatInput } from '../../../../server/exporting/format.ts'
import { serverFormats } from '../../../../server/exporting/formats.ts'
import { keepTabulations, tabulating } from '../../../../server/exporting/datasets/tabulated.ts'
import { datasetFamilies } from '../../../../shared/exports/datasets/registry.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import { madeUpTrial } from '../../../bench/made-up-trial.ts'
import { inputOf, takeFiles } from '../support/input-of.ts'

const { definition, trial } = madeUpTrial(6, true)

/** The made-up study, and how often its subjects were asked for. */
function counted(wish: Partial<FormatInput> = {}): { input: FormatInput; asked: () => number } {
  let times = 0
  const input = inputOf(trial, definition, {
    async *subjects() {
      times += 1
      yield* await Promise.resolve(trial.subjects)
    },
    ...wish,
  })
  keepTabulations(input)
  return { input, asked: () => times }
}

const CUTOFF = '2024-06-30' as IsoDate

async function all<T>(from: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const one of from) found.push(one)
  return found
}

async function filesOf(key: string, input: FormatInput): Promise<Record<string, string>> {
  const files = await takeFiles(serverFormats.get(key), input)
  return Object.fromEntries(
    [...files].map(([name, { bytes }]) => [name, createHash('sha256').update(bytes).digest('hex')]),
  )
}

it('makes of one input, format after format, what each format makes by itself', async () => {
  const { input, asked } = counted()
  for (const key of ['sdtm', 'adam', 'sdtm-json', 'adam-json']) {
    expect(await filesOf(key, input), key).toEqual(await filesOf(key, counted().input))
  }
  // Once for the dates, once for the records of all four.
  expect(asked()).toBe(2)
})

it('takes what a look for problems made, and finds the same problems in it', async () => {
  const { input, asked } = counted()
  const search = { transport: true, trace: true }
  const first = await all(findProblems(input, search))
  const readAtFirst = asked()
  expect(await filesOf('adam', input)).toEqual(await filesOf('adam', counted().input))
  const again = await all(findProblems(input, search))
  expect(again).toEqual(first)
  expect(first.length).toBeGreaterThan(trial.subjects.length)
  // Problems of the whole study are led to their subjects by one more reading.
  expect(asked() - readAtFirst).toBeLessThanOrEqual(1)
})

it('keeps nothing of a reading that was given up', async () => {
  const { input } = counted()
  for await (const found of findProblems(input, { transport: false, trace: false })) {
    expect(found.subject?.subjid).toBe(trial.subjects[0]?.subjid)
    break
  }
  expect(await filesOf('sdtm', input)).toEqual(await filesOf('sdtm', counted().input))
})

it('makes a study of another cut-off or source anew', async () => {
  const at = { cutoff: CUTOFF, responses: 'derived' } as const
  const { input } = counted()
  await filesOf('sdtm', input)
  const other = { ...input, ...at }
  keepTabulations(other)
  expect(await filesOf('adam', other)).toEqual(await filesOf('adam', counted(at).input))
})

it('reads a study that is too large to keep anew each time', async () => {
  const { input, asked } = counted({ cutoff: CUTOFF })
  const families = { sdtm: datasetFamilies.get('sdtm'), adam: null }
  for (const time of [1, 2]) {
    const { subjects } = await tabulating(input, families, 10)
    expect(await all(subjects()), `time ${time}`).toHaveLength(trial.subjects.length)
    expect(asked()).toBe(time)
  }
})

it('keeps nothing where nobody said that more comes', async () => {
  const { input, asked } = counted({ cutoff: CUTOFF })
  const alone = { ...input }
  const families = { sdtm: datasetFamilies.get('sdtm'), adam: null }
  for (const time of [1, 2]) {
    await all((await tabulating(alone, families)).subjects())
    expect(asked()).toBe(time)
  }
})
