import { setImmediate as turn } from 'node:timers/promises'
import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { breathe, breathing, breathingSteps } from '../../server/breathe.ts'
import { findProblems } from '../../server/exporting/datasets/find-problems.ts'
import { serverFormats } from '../../server/exporting/formats.ts'
import { reportSteps } from '../../shared/report/build-report.ts'
import { builtInFamilies as families } from '../../shared/families.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { madeUpTrial } from '../bench/made-up-trial.ts'
import { inputOf } from './exporting/support/input-of.ts'

/** Ahead of the real one, and never going back, from one test to the next either. */
let now = performance.now() + 1e6

/** A clock on which each look takes so long: long work is due to breathe at every piece. */
function slowClock(ms: number): void {
  vi.spyOn(performance, 'now').mockImplementation(() => (now += ms))
}

/** Counts the turns that others have while work is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  const ended = new AbortController()
  const counting = (async () => {
    while (!ended.signal.aborted) {
      await turn()
      turns += 1
    }
  })()
  await work()
  const during = turns
  ended.abort()
  await counting
  return during
}

async function toEnd(pieces: AsyncIterable<unknown> | Iterable<unknown>): Promise<void> {
  for await (const piece of pieces) expect(piece).toBeDefined()
}

describe('long work lets others have their turn', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('goes on at once as long as it has not held the process long', async () => {
    await breathe()
    vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    expect(
      await turnsDuring(async () => {
        for (let piece = 0; piece < 100; piece += 1) await breathe()
      }),
    ).toBe(0)
  })

  it('waits as long as turns are of use to somebody, and no longer than twenty of them', async () => {
    slowClock(50)
    const turns = await turnsDuring(breathe)
    expect(turns).toBeGreaterThanOrEqual(19)
    expect(turns).toBeLessThanOrEqual(21)
    vi.restoreAllMocks()
    const looks = [20]
    vi.spyOn(performance, 'now').mockImplementation(() => (now += looks.shift() ?? 0.2))
    expect(await turnsDuring(breathe)).toBeLessThanOrEqual(1)
  })

  it('does steps and passes pieces on in their order', async () => {
    slowClock(20)
    function* steps(): Generator<number, string> {
      yield 1
      yield 2
      return 'done'
    }
    expect(await breathingSteps(steps())).toBe('done')
    const passed: number[] = []
    for await (const piece of breathing([3, 1, 2])) passed.push(piece)
    expect(passed).toEqual([3, 1, 2])
  })
})

describe('an export gives way several times for each subject', () => {
  const SUBJECTS = 3
  const { trial, definition } = madeUpTrial(SUBJECTS)
  const input = inputOf(trial, definition)
  beforeEach(() => {
    slowClock(20)
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('while its problems are looked for', async () => {
    const looking = () => toEnd(findProblems(input, { transport: true, trace: true }))
    expect(await turnsDuring(looking)).toBeGreaterThan(SUBJECTS * 4)
  })

  it('while its datasets are made', async () => {
    const making = () => toEnd(serverFormats.get('adam').files(input))
    expect(await turnsDuring(making)).toBeGreaterThan(SUBJECTS * 3)
  })

  it('and once for each part of the report', async () => {
    const wish = { cutoff: '2026-06-30' as IsoDate, source: 'derived', described: 'ENR' } as const
    let parts = 0
    const turns = await turnsDuring(async () => {
      const report = await breathingSteps(reportSteps([], { ...wish, definition, families }))
      parts = report.sections.flatMap((section) => section.parts).length
    })
    expect(parts).toBeGreaterThan(20)
    expect(turns).toBeGreaterThan(parts)
  })
})
