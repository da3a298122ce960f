import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coxEfron } from '../../../shared/statistics/cox.ts'
import { coxRegression } from '../../../shared/statistics/cox-regression.ts'
import { survivalFile } from '../../../server/reference-cases/survival-file.ts'
import { expectNear } from './near.ts'

function load(name: string) {
  const file = join(import.meta.dirname, '../../golden/survival', `${name}.json`)
  const { input } = survivalFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { time, status: event, group, strata } = input
  return { time, event, group: group ?? [], strata: strata ?? [] }
}

const isIn = (group: readonly string[], name: string): number[] =>
  group.map((one) => (one === name ? 1 : 0))

describe('Cox regression on covariates', () => {
  it.each(['aml', 'kidney', 'lung', 'ovarian', 'stanford2', 'veteran', 'veteran-celltype'])(
    'gives for groups as covariates what R gives for the group as a factor: %s',
    (name) => {
      const { time, event, group } = load(name)
      const factor = coxEfron({ time, event, group })
      const levels = factor.coefficients.map(({ level }) => level)
      const covariates = levels.map((level) => isIn(group, level))
      const model = coxRegression({ time, event, covariates })
      expectNear(model.loglik.null, factor.loglik.null, 1e-10)
      expectNear(model.loglik.fitted, factor.loglik.fitted, 1e-10)
      factor.coefficients.forEach((expected, at) => {
        const found = model.estimates[at]
        if (expected.kind !== 'finite' || found?.kind !== 'finite') throw new Error('not finite')
        expectNear(found.coef, expected.coef, 1e-7)
        expectNear(found.se, expected.se, 1e-7)
        expectNear(found.upper, expected.upper, 1e-6)
        expectNear(found.p, expected.p, 1e-5)
      })
    },
  )

  // Python statsmodels 0.15.0: PHReg(time, X, status=event, ties='efron').fit(), params, bse and llf.
  it('gives the independent numbers for a group beside a score and a made number (lung)', () => {
    const all = load('lung')
    // One patient has no score; the made number goes by the place in the file.
    const kept = [...all.time.keys()].filter((at) => /^\d$/.test(all.strata[at] ?? ''))
    const pick = <T>(values: readonly T[]): T[] => kept.flatMap((at) => values[at] ?? [])
    const model = coxRegression({
      time: pick(all.time),
      event: pick(all.event),
      covariates: [
        isIn(pick(all.group), '2'),
        pick(all.strata).map(Number),
        kept.map((at) => Math.round(Math.sin(at * 1.7) * 10)),
      ],
    })
    expect(model.n).toBe(227)
    expectEstimates(model, [
      [-0.5758463723577742, 0.16870973206425124],
      [0.4965078995616948, 0.11289915892213229],
      [-0.01307197059276176, 0.011301121928724867],
    ])
    expectNear(model.loglik.null, -744.4804557614401, 1e-9)
    expectNear(model.loglik.fitted, -729.2871052828824, 1e-9)
  })

  it('gives the independent numbers where most times are tied', () => {
    const model = coxRegression({
      time: [1, 1, 1, 2, 2, 3, 3, 3, 4, 5],
      event: [1, 1, 0, 1, 1, 1, 0, 1, 0, 1],
      covariates: [
        [0, 1, 1, 0, 1, 0, 0, 1, 1, 0],
        [5, 3, 8, 1, 7, 2, 9, 4, 6, 3],
      ],
    })
    expectEstimates(model, [
      [0.8867057164058957, 1.044245757617376],
      [-0.31730545822145273, 0.26870454211261185],
    ])
    expectNear(model.loglik.fitted, -10.185793740421179, 1e-9)
    expect(model).toMatchObject({ n: 10, events: 7, df: 2 })
  })

  it('says that there is no number where the likelihood rises without end', () => {
    // Nobody with the mark has the event; all with the other one have it first.
    const time = [1, 2, 3, 4, 5, 6, 7, 8]
    const event = [1, 1, 1, 1, 1, 0, 0, 0]
    const model = coxRegression({
      time,
      event,
      covariates: [
        [0, 0, 0, 0, 0, 1, 1, 1],
        [3, 1, 2, 5, 2, 3, 1, 4],
      ],
    })
    expect(model.estimates[0]).toEqual({ kind: 'infinitely-lower' })
    const alone = coxRegression({
      time: time.slice(0, 5),
      event: event.slice(0, 5),
      covariates: [[3, 1, 2, 5, 2]],
    })
    const [, beside] = model.estimates
    const [own] = alone.estimates
    if (beside?.kind !== 'finite' || own?.kind !== 'finite') throw new Error('not finite')
    expectNear(beside.coef, own.coef, 1e-5)
  })

  it('says which way a number that orders the events without exception goes', () => {
    const input = { time: [1, 2, 3, 4], event: [1, 1, 1, 1] }
    const kinds = (column: readonly number[]) =>
      coxRegression({ ...input, covariates: [column] }).estimates.map(({ kind }) => kind)
    expect(kinds([9, 7, 4, 1])).toEqual(['infinitely-higher'])
    expect(kinds([1, 4, 7, 900])).toEqual(['infinitely-lower'])
  })

  it('leaves out what does not vary, what follows from the others, and everything without an event', () => {
    const time = [3, 1, 4, 2, 5, 6]
    const event = [1, 1, 1, 1, 0, 1]
    const x = [0, 1, 0, 1, 1, 0]
    const model = coxRegression({
      time,
      event,
      covariates: [x, x.map(() => 7), x.map((value) => 1 - value)],
    })
    expect(model.estimates.map(({ kind }) => kind)).toEqual([
      'finite',
      'not-determined',
      'not-determined',
    ])
    expect(model.df).toBe(1)
    const none = coxRegression({ time, event: [0, 0, 0, 0, 0, 0], covariates: [x] })
    expect(none).toMatchObject({ events: 0, df: 0, estimates: [{ kind: 'not-determined' }] })
    const nobody = coxRegression({ time: [], event: [], covariates: [[]] })
    expect(nobody).toMatchObject({ n: 0, estimates: [{ kind: 'not-determined' }] })
  })

  it('refuses columns of another length', () => {
    expect(() => coxRegression({ time: [1, 2], event: [1, 1], covariates: [[1]] })).toThrow(
      RangeError,
    )
  })

  it('never gives a number that is none, whatever the data', () => {
    const subject = fc.record({
      time: fc.integer({ min: 1, max: 9 }),
      event: fc.boolean(),
      a: fc.integer({ min: 0, max: 1 }),
      b: fc.integer({ min: -3, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(subject, { maxLength: 25 }), (all) => {
        const { estimates, loglik } = coxRegression({
          time: all.map(({ time }) => time),
          event: all.map(({ event }) => event),
          covariates: [all.map(({ a }) => a), all.map(({ b }) => b)],
        })
        expect(loglik.fitted).toBeGreaterThanOrEqual(loglik.null - 1e-9)
        for (const one of estimates) {
          if (one.kind !== 'finite') continue
          for (const value of [one.coef, one.se, one.hr, one.lower, one.upper, one.p]) {
            expect(Number.isFinite(value)).toBe(true)
          }
          expect(one.lower).toBeLessThanOrEqual(one.hr)
        }
      }),
    )
  })
})

function expectEstimates(
  { estimates }: ReturnType<typeof coxRegression>,
  expected: readonly (readonly [number, number])[],
): void {
  expect(estimates).toHaveLength(expected.length)
  estimates.forEach((found, at) => {
    if (found.kind !== 'finite') throw new Error('not finite')
    expectNear(found.coef, expected[at]?.[0] ?? NaN, 1e-6)
    expectNear(found.se, expected[at]?.[1] ?? NaN, 1e-6)
  })
}
