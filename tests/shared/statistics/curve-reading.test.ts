import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveLimits } from '../../../shared/statistics/curve-limits.ts'
import { quantile } from '../../../shared/statistics/curve-quantile.ts'
import { medianFollowUp } from '../../../shared/statistics/follow-up.ts'
import { kaplanMeier } from '../../../shared/statistics/kaplan-meier.ts'
import { landmark } from '../../../shared/statistics/landmark.ts'
import { bothArms, mercaptopurine, placebo } from './freireich.ts'

const logLog = { type: 'log-log', level: 0.95 } as const

function median(time: readonly number[], event: readonly number[]): number | null {
  return quantile(kaplanMeier({ time, event }), null, 0.5).estimate
}

describe('quantiles of a curve', () => {
  it('gives the printed medians of both arms', () => {
    // Klein and Moeschberger: 23 weeks on 6-MP, 8 on placebo. Limits: R survival.
    const curve = kaplanMeier(mercaptopurine)
    const limits = curveLimits(curve, logLog)
    expect(quantile(curve, limits, 0.5)).toEqual({ estimate: 23, lower: 13, upper: null })
    expect(median(placebo.time, placebo.event)).toBe(8)
  })
  it.each([
    { why: 'S falls below one half', time: [1, 2, 3], event: [1, 1, 1], expected: 2 },
    { why: 'S stays above one half', time: [1, 2, 3], event: [1, 0, 0], expected: null },
    { why: 'S rests on one half until the next event', time: [1, 2], event: [1, 1], expected: 1.5 },
    { why: 'S rests on one half to the end', time: [1, 9], event: [1, 0], expected: 5 },
    { why: 'S ends on one half', time: [9, 9], event: [1, 0], expected: 9 },
    { why: 'nobody has an event', time: [4, 5], event: [0, 0], expected: null },
    { why: 'everybody has the event at once', time: [4, 4], event: [1, 1], expected: 4 },
    { why: 'there is nobody', time: [], event: [], expected: null },
  ])('the median where $why is $expected', ({ time, event, expected }) => {
    expect(median(time, event)).toBe(expected)
  })
  it('sees a level that rounding keeps from being exact', () => {
    // 1 - 1/10 - ... multiplied step by step gives 0.5000000000000001 or 0.49999999999999994.
    const inexact = Array.from({ length: 60 }, (_, index) => 2 * (index + 1)).filter((n) => {
      const half = kaplanMeier({
        time: Array.from({ length: n }, (__, index) => index + 1),
        event: Array.from({ length: n }, (__, index) => (index < n / 2 ? 1 : 0)),
      })
      return half.surv.at(-1) !== 0.5
    })
    expect(inexact.length).toBeGreaterThan(0)
    for (const n of inexact) {
      const time = Array.from({ length: n }, (_, index) => index + 1)
      expect(median(time, Array(n).fill(1))).toBe(n / 2 + 0.5)
      const flat = time.map((at) => (at <= n / 2 ? 1 : 0))
      expect(median(time, flat)).toBe((n / 2 + n) / 2)
    }
  })
  it('passes over rows whose limit is not defined', () => {
    const curve = kaplanMeier({ time: [1, 2, 3, 4], event: [0, 1, 1, 1] })
    const { lower, upper } = quantile(curve, curveLimits(curve, logLog), 0.5)
    expect([lower, upper]).toEqual([2, null])
  })
  it.each([0, 1, -0.1, NaN])('has no quantile at %d', (p) => {
    expect(() => quantile(kaplanMeier(placebo), null, p)).toThrow(RangeError)
  })
  it('rises with the share, lies within its limits, and scales with time', () => {
    const subject = fc.record({
      time: fc.integer({ min: 1, max: 30 }),
      event: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(subject, { minLength: 1, maxLength: 50 }), (all) => {
        const input = { time: all.map(({ time }) => time), event: all.map(({ event }) => event) }
        const curve = kaplanMeier(input)
        const limits = curveLimits(curve, logLog)
        const days = kaplanMeier({ ...input, time: input.time.map((time) => time * 7) })
        let previous = 0
        for (const p of [0.1, 0.25, 0.5, 0.75, 0.9]) {
          const { estimate, lower, upper } = quantile(curve, limits, p)
          const inDays = quantile(days, null, p).estimate
          expect(inDays).toBe(estimate === null ? null : estimate * 7)
          expect(estimate ?? Infinity).toBeGreaterThanOrEqual(previous)
          previous = estimate ?? Infinity
          if (lower !== null) expect(lower).toBeLessThanOrEqual(previous)
          if (upper !== null) expect(upper).toBeGreaterThanOrEqual(estimate ?? Infinity)
        }
      }),
    )
  })
})

describe('a curve read at a landmark', () => {
  const curve = kaplanMeier(mercaptopurine)
  const limits = curveLimits(curve, logLog)
  it.each([
    { time: 5.9, atRisk: 21, surv: 1, why: 'before the first event' },
    { time: 6, atRisk: 21, surv: 0.857142857, why: 'at an event S has dropped, the risk set not' },
    { time: 6.5, atRisk: 17, surv: 0.857142857, why: 'between two times' },
    { time: 24, atRisk: 5, surv: 0.448179272, why: 'after the last event' },
    { time: 35, atRisk: 1, surv: 0.448179272, why: 'at the last time' },
  ])('at $time: $why', ({ time, atRisk, surv }) => {
    const read = landmark(curve, limits, time)
    expect(read.atRisk).toBe(atRisk)
    expect(read.surv).toBeCloseTo(surv, 8)
  })
  it('is unknown beyond the last time while S is above 0', () => {
    const beyond = { time: 35.1, atRisk: 0, surv: null, lower: null, upper: null }
    expect(landmark(curve, limits, 35.1)).toEqual(beyond)
  })
  it('stays 0 beyond the last time once S is 0', () => {
    const dead = kaplanMeier(placebo)
    const read = landmark(dead, curveLimits(dead, logLog), 100)
    expect(read).toEqual({ time: 100, atRisk: 0, surv: 0, lower: null, upper: null })
  })
  it('has the limits of its row, of the chosen kind', () => {
    expect(landmark(curve, limits, 6.5)).toMatchObject({
      lower: limits.lower[0],
      upper: limits.upper[0],
    })
    expect(landmark(curve, null, 6.5)).toMatchObject({ lower: null, upper: null })
  })
  it('has limits of 1 before the first time, except on the log-log scale', () => {
    const plain = curveLimits(curve, { type: 'plain', level: 0.95 })
    expect(landmark(curve, plain, 1)).toMatchObject({ surv: 1, lower: 1, upper: 1 })
    expect(landmark(curve, limits, 1)).toMatchObject({ surv: 1, lower: null, upper: null })
  })
  it('is unknown where there are no subjects', () => {
    const nobody = kaplanMeier({ time: [], event: [] })
    const unknown = { time: 3, atRisk: 0, surv: null, lower: null, upper: null }
    expect(landmark(nobody, curveLimits(nobody, logLog), 3)).toEqual(unknown)
  })
})

describe('median follow-up', () => {
  it('counts being censored as the event', () => {
    expect(medianFollowUp({ time: [1, 2, 3], event: [false, false, false] }).estimate).toBe(2)
    expect(medianFollowUp({ time: [1, 2, 3], event: [true, true, true] })).toEqual({
      estimate: null,
      lower: null,
      upper: null,
    })
  })
  it('equals the median of the curve with turned flags', () => {
    const turned = kaplanMeier({
      time: bothArms.time,
      event: bothArms.event.map((flag) => 1 - flag),
    })
    const plain = { type: 'plain', level: 0.9 } as const
    expect(medianFollowUp(bothArms, plain)).toEqual(
      quantile(turned, curveLimits(turned, plain), 0.5),
    )
  })
})
