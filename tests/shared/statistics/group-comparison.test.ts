import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coxEfron } from '../../../shared/statistics/cox.ts'
import { logRank } from '../../../shared/statistics/log-rank.ts'
import { bothArms } from './freireich.ts'

const letters = ['A', 'B', 'C']

interface Subject {
  readonly time: number
  readonly event: boolean
  readonly group: string
  readonly stratum: string
}

const trials = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.boolean(),
    group: fc.constantFrom(...letters),
    stratum: fc.constantFrom('X', 'Y'),
  }),
  { minLength: 1, maxLength: 40 },
)

const columns = (all: readonly Subject[]) => ({
  time: all.map(({ time }) => time),
  event: all.map(({ event }) => event),
  group: all.map(({ group }) => group),
  strata: all.map(({ stratum }) => stratum),
})

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('log-rank test', () => {
  it('gives the known result for the two arms of Freireich', () => {
    // R survival: survdiff on the 42 patients, chi-square 16.8 on 1 degree of freedom.
    const test = logRank(bothArms)
    expect(test.levels).toEqual(['6-MP', 'placebo'])
    expect(test.observed).toEqual([9, 21])
    expect(test.expected.map((value) => value.toFixed(2))).toEqual(['19.25', '10.75'])
    expect(test.chisq?.toFixed(2)).toBe('16.79')
    expect(test.p).toBeLessThan(0.0001)
  })
  it.each([
    { why: 'one group', time: [1, 2], event: [1, 1], group: ['A', 'A'] },
    { why: 'no event', time: [1, 2], event: [0, 0], group: ['A', 'B'] },
    { why: 'nobody', time: [], event: [], group: [] },
    { why: 'the second group enters no risk set', time: [1, 2], event: [0, 1], group: ['A', 'B'] },
  ])('compares nothing with $why', (input) => {
    expect(logRank(input)).toMatchObject({ df: 0, chisq: null, p: null })
  })
  it('leaves out a group that is never at risk at an event', () => {
    const two = { time: [2, 3, 4, 5, 6], event: [1, 1, 0, 1, 1], group: ['A', 'B', 'A', 'B', 'A'] }
    const three = {
      time: [...two.time, 1],
      event: [...two.event, 0],
      group: [...two.group, 'C'],
    }
    const test = logRank(three)
    expect(test).toMatchObject({ df: 1, chisq: logRank(two).chisq })
    expect(test.expected[2]).toBe(0)
  })
  it('is 0 for two groups with the same data', () => {
    const { time, event } = bothArms
    const twice = {
      time: [...time, ...time],
      event: [...event, ...event],
      group: [...time.map(() => 'A'), ...time.map(() => 'B')],
    }
    expect(logRank(twice).chisq).toBeCloseTo(0, 12)
    expect(logRank(twice).p).toBeCloseTo(1, 5)
  })
  it('takes times that differ by rounding alone as tied across the groups', () => {
    const exact = { time: [0.3, 0.3, 1, 2], event: [1, 1, 1, 1], group: ['A', 'B', 'A', 'B'] }
    expect(logRank({ ...exact, time: [0.3, 0.1 + 0.2, 1, 2] })).toEqual(logRank(exact))
  })
  it.each([{ group: ['A'] }, { group: ['A', 'B'], strata: ['X'] }])(
    'does not accept arrays of different length (%o)',
    (wrong) => {
      expect(() => logRank({ time: [1, 2], event: [1, 1], ...wrong })).toThrow(RangeError)
      expect(() => coxEfron({ time: [1, 2], event: [1, 1], ...wrong })).toThrow(RangeError)
    },
  )
  it('loses no event, ignores the order of entry and the names of the groups', () => {
    fc.assert(
      fc.property(trials, (all) => {
        const input = columns(all)
        const test = logRank(input)
        const events = all.filter(({ event }) => event).length
        expect(sumOf(test.observed)).toBe(events)
        expect(sumOf(test.expected)).toBeCloseTo(events, 10)
        expect(logRank(columns(all.toReversed())).chisq ?? 0).toBeCloseTo(test.chisq ?? 0, 10)
        const renamed = input.group.map((name) => letters[2 - letters.indexOf(name)] ?? '')
        expect(logRank({ ...input, group: renamed }).chisq ?? 0).toBeCloseTo(test.chisq ?? 0, 8)
      }),
    )
  })
  it('adds the strata up', () => {
    fc.assert(
      fc.property(trials, (all) => {
        const perStratum = ['X', 'Y'].map((stratum) => {
          const { levels, expected } = logRank(
            columns(all.filter((one) => one.stratum === stratum)),
          )
          return new Map(levels.map((level, index) => [level, expected[index] ?? 0]))
        })
        const whole = logRank(columns(all))
        whole.levels.forEach((level, index) => {
          const parts = perStratum.map((stratum) => stratum.get(level) ?? 0)
          expect(whole.expected[index]).toBeCloseTo(sumOf(parts), 10)
        })
      }),
    )
  })
})

describe('Cox regression on the group', () => {
  it('gives the known hazard ratio for the two arms of Freireich', () => {
    // R survival: coxph with Efron ties, coefficient 1.5721, standard error 0.4124.
    const fit = coxEfron(bothArms)
    expect(fit.reference).toBe('6-MP')
    const [placebo] = fit.coefficients
    if (placebo?.kind !== 'finite') throw new Error('the estimate is finite')
    expect(placebo.coef.toFixed(4)).toBe('1.5721')
    expect(placebo.se.toFixed(4)).toBe('0.4124')
    expect(placebo.hr).toBeCloseTo(Math.exp(placebo.coef), 12)
    expect(Math.log(placebo.upper / placebo.lower)).toBeCloseTo(2 * 1.959964 * placebo.se, 5)
  })
  it('narrows the limits at a lower level', () => {
    const [at95] = coxEfron(bothArms).coefficients
    const [at80] = coxEfron({ ...bothArms, level: 0.8 }).coefficients
    if (at95?.kind !== 'finite' || at80?.kind !== 'finite') throw new Error('both are finite')
    expect(at80.lower).toBeGreaterThan(at95.lower)
    expect(at80.upper).toBeLessThan(at95.upper)
  })
  it('calls a group without events infinitely lower, and the others after it infinitely higher', () => {
    const time = [10, 20, 30, 40, 15, 25, 35, 45]
    const group = ['A', 'A', 'A', 'A', 'B', 'B', 'B', 'B']
    const lower = coxEfron({ time, event: [1, 1, 0, 1, 0, 0, 0, 0], group })
    expect(lower.coefficients).toEqual([{ kind: 'infinitely-lower', level: 'B' }])
    const higher = coxEfron({ time, event: [0, 0, 0, 0, 1, 1, 0, 1], group })
    expect(higher.coefficients).toEqual([{ kind: 'infinitely-higher', level: 'B' }])
  })
  it('sees an infinite estimate although both groups have events', () => {
    // All of A have the event while B is still at risk, and B only after the last of A.
    const fit = coxEfron({ time: [1, 2, 3, 4], event: [1, 1, 1, 1], group: ['A', 'A', 'B', 'B'] })
    expect(fit.coefficients).toEqual([{ kind: 'infinitely-lower', level: 'B' }])
    // The likelihood tends to 1/2 * 1 for A against A, times 1/2 for B against B.
    expect(fit.loglik.fitted).toBeCloseTo(Math.log(1 / 4), 12)
    expect(fit.loglik.null).toBeCloseTo(Math.log(1 / 24), 12)
  })
  it('keeps the finite estimates beside an infinite one', () => {
    const two = {
      time: [1, 2, 3, 4, 5, 6],
      event: [1, 1, 1, 0, 1, 1],
      group: ['A', 'B', 'B', 'A', 'B', 'A'],
    }
    const three = {
      time: [...two.time, 3.5, 8],
      event: [...two.event, 0, 0],
      group: [...two.group, 'C', 'C'],
    }
    const [b, c] = coxEfron(three).coefficients
    expect(c).toEqual({ kind: 'infinitely-lower', level: 'C' })
    expect(b).toEqual(coxEfron(two).coefficients[0])
    expect(coxEfron(three).loglik.fitted).toBeCloseTo(coxEfron(two).loglik.fitted, 12)
  })
  it('does not know the order of groups that are never at risk together', () => {
    const apart = {
      time: [1, 2, 1, 2],
      event: [1, 1, 1, 1],
      group: ['A', 'A', 'B', 'B'],
      strata: ['X', 'X', 'Y', 'Y'],
    }
    const fit = coxEfron(apart)
    expect(fit.coefficients).toEqual([{ kind: 'unknown', level: 'B' }])
    expect(fit.score).toBeNull()
    expect(fit.likelihoodRatio).toBeNull()
  })
  it('compares nothing without groups', () => {
    expect(coxEfron({ time: [], event: [], group: [] })).toEqual({
      reference: null,
      coefficients: [],
      loglik: { null: 0, fitted: 0 },
      likelihoodRatio: null,
      score: null,
    })
  })
  it('turns its sign with the names of two groups', () => {
    fc.assert(
      fc.property(trials, (all) => {
        const input = columns(all.filter(({ group }) => group !== 'C'))
        const swapped = input.group.map((name) => (name === 'A' ? 'B' : 'A'))
        const one = coxEfron(input)
        const other = coxEfron({ ...input, group: swapped })
        expect(other.loglik.fitted).toBeCloseTo(one.loglik.fitted, 9)
        const [first] = one.coefficients
        const [second] = other.coefficients
        if (first?.kind !== 'finite') expect(second?.kind).not.toBe('finite')
        else if (second?.kind === 'finite') expect(second.coef).toBeCloseTo(-first.coef, 8)
        else expect(second).toBe('finite')
      }),
    )
  })
  it('never gives a number that is not finite, nor a fit below the null model', () => {
    fc.assert(
      fc.property(trials, (all) => {
        const { coefficients, loglik, likelihoodRatio, score } = coxEfron(columns(all))
        const numbers = [likelihoodRatio, score, ...coefficients].flatMap((part) =>
          Object.values(part ?? {}).filter((value) => typeof value === 'number'),
        )
        expect(numbers.every(Number.isFinite)).toBe(true)
        expect(loglik.fitted).toBeGreaterThanOrEqual(loglik.null - 1e-9)
      }),
    )
  })
  it('without ties its score test is the log-rank test', () => {
    fc.assert(
      fc.property(trials, (all) => {
        const untied = { ...columns(all), time: all.map(({ time }, index) => time + index / 64) }
        const { score } = coxEfron(untied)
        const test = logRank(untied)
        expect(score?.df ?? 0).toBe(test.df)
        expect(score?.chisq ?? 0).toBeCloseTo(test.chisq ?? 0, 8)
      }),
    )
  })
})
