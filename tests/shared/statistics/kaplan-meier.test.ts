import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveLimits, type LimitsType } from '../../../shared/statistics/curve-limits.ts'
import { curveRows } from '../../../shared/statistics/curve-rows.ts'
import { kaplanMeier } from '../../../shared/statistics/kaplan-meier.ts'
import { mercaptopurine, placebo } from './freireich.ts'

const subjects = (time: fc.Arbitrary<number>) =>
  fc.array(fc.record({ time, event: fc.boolean() }), { minLength: 1, maxLength: 60 })
const days = fc.integer({ min: 0, max: 40 })
const months = fc.integer({ min: 0, max: 1200 }).map((day) => day / 30.4375)

interface Subject {
  readonly time: number
  readonly event: boolean
}
const columns = (all: readonly Subject[]) => ({
  time: all.map(({ time }) => time),
  event: all.map(({ event }) => event),
})

/** The definition itself: the product over the distinct event times up to t, counted one by one. */
function survivalByDefinition(all: readonly Subject[], t: number): number {
  const eventTimes = new Set(all.filter((one) => one.event && one.time <= t).map((one) => one.time))
  return [...eventTimes].reduce((survival, at) => {
    const atRisk = all.filter(({ time }) => time >= at).length
    const events = all.filter(({ time, event }) => time === at && event).length
    return survival * (1 - events / atRisk)
  }, 1)
}

describe('Kaplan-Meier curve', () => {
  it('gives the printed curve of the 6-MP arm', () => {
    // Klein and Moeschberger, Survival Analysis, table 4.1A: time, events, at risk, S, standard error.
    const printed = [
      [6, 3, 21, '0.857', '0.076'],
      [7, 1, 17, '0.807', '0.087'],
      [10, 1, 15, '0.753', '0.096'],
      [13, 1, 12, '0.690', '0.107'],
      [16, 1, 11, '0.627', '0.114'],
      [22, 1, 7, '0.538', '0.128'],
      [23, 1, 6, '0.448', '0.135'],
    ]
    const rows = curveRows(kaplanMeier(mercaptopurine), null).filter(({ nEvent }) => nEvent > 0)
    expect(
      rows.map((row) => [
        row.time,
        row.nEvent,
        row.nRisk,
        row.surv.toFixed(3),
        row.stdErr?.toFixed(3),
      ]),
    ).toEqual(printed)
  })
  it('has no rows without subjects', () => {
    const curve = kaplanMeier({ time: [], event: [] })
    expect(curve).toMatchObject({ n: 0, events: 0 })
    expect(curveRows(curve, curveLimits(curve, { type: 'log-log', level: 0.95 }))).toEqual([])
  })
  it('accepts flags, numbers and typed arrays alike, in any order', () => {
    const plain = kaplanMeier({ time: [3, 1, 2], event: [true, false, true] })
    expect(kaplanMeier({ time: [2, 3, 1], event: [1, 1, 0] })).toEqual(plain)
    const typed = { time: Float64Array.of(1, 2, 3), event: Uint8Array.of(0, 1, 1) }
    expect(kaplanMeier(typed)).toEqual(plain)
  })
  it('does not change what it is given', () => {
    const time = Float64Array.of(3.5, 1, 2)
    kaplanMeier({ time, event: [1, 1, 1] })
    expect([...time]).toEqual([3.5, 1, 2])
  })
  it('takes times that differ by rounding alone as one, the earliest', () => {
    const curve = kaplanMeier({ time: [0.1 + 0.2, 0.3, 5], event: [1, 1, 0] })
    expect([...curve.time]).toEqual([0.3, 5])
    expect([...curve.nEvent]).toEqual([2, 0])
    expect([...kaplanMeier({ time: [1, 1.001], event: [1, 1] }).time]).toEqual([1, 1.001])
  })
  it('counts times far apart, negative and zero', () => {
    const curve = kaplanMeier({ time: [-3, 0, 4e6, 0], event: [1, 0, 1, 1] })
    expect([...curve.time]).toEqual([-3, 0, 4e6])
    expect([...curve.nRisk]).toEqual([4, 3, 1])
  })
  it.each([
    { time: [1, 2], event: [1] },
    { time: [NaN], event: [1] },
    { time: [Infinity], event: [0] },
  ])('does not accept $time with $event', (input) => {
    expect(() => kaplanMeier(input)).toThrow(RangeError)
  })
  it.each([
    ['days', days],
    ['fractional times', months],
  ])('follows its definition, whatever the order (%s)', (_, time) => {
    fc.assert(
      fc.property(subjects(time), (all) => {
        const curve = kaplanMeier(columns(all))
        expect(kaplanMeier(columns(all.toReversed()))).toEqual(curve)
        expect(curve.nEvent.reduce((a, b) => a + b) + curve.nCensor.reduce((a, b) => a + b)).toBe(
          all.length,
        )
        for (const { time: at, nRisk, surv } of curveRows(curve, null)) {
          expect(nRisk).toBe(all.filter((one) => one.time >= at).length)
          expect(surv).toBeCloseTo(survivalByDefinition(all, at), 12)
        }
      }),
    )
  })
  it('is the share still without event, with the binomial error, where nobody is censored', () => {
    const curve = kaplanMeier(placebo)
    for (const { time, surv, stdErr } of curveRows(curve, null).slice(0, -1)) {
      const share = placebo.time.filter((at) => at > time).length / 21
      expect(surv).toBeCloseTo(share, 12)
      expect(stdErr).toBeCloseTo(Math.sqrt((share * (1 - share)) / 21), 12)
    }
    expect(curveRows(curve, null).at(-1)).toMatchObject({ surv: 0, stdErr: null })
  })
})

describe('limits of the curve', () => {
  const types: readonly LimitsType[] = ['log-log', 'log', 'plain']
  it.each(types)('%s limits lie within 0 to 1 and hold the curve', (type) => {
    fc.assert(
      fc.property(subjects(days), fc.constantFrom(0.5, 0.8, 0.95, 0.99), (all, level) => {
        const curve = kaplanMeier(columns(all))
        for (const row of curveRows(curve, curveLimits(curve, { type, level }))) {
          const undefinedHere = row.surv === 0 || (row.surv === 1 && type === 'log-log')
          expect([row.lower === null, row.upper === null]).toEqual([undefinedHere, undefinedHere])
          if (row.lower === null || row.upper === null) continue
          expect(row.lower).toBeGreaterThanOrEqual(0)
          expect(row.lower).toBeLessThanOrEqual(row.surv)
          expect(row.upper).toBeGreaterThanOrEqual(row.surv)
          expect(row.upper).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
  it('are symmetric on their own scale', () => {
    const curve = kaplanMeier(mercaptopurine)
    const scales = {
      'log-log': (s: number) => Math.log(-Math.log(s)),
      log: Math.log,
      plain: (s: number) => s,
    }
    for (const type of types) {
      const { lower, upper } = curveLimits(curve, { type, level: 0.8 })
      const middle = (scales[type](lower[3] ?? NaN) + scales[type](upper[3] ?? NaN)) / 2
      expect(middle).toBeCloseTo(scales[type](curve.surv[3] ?? NaN), 12)
    }
  })
  it('widen with the level', () => {
    const curve = kaplanMeier(mercaptopurine)
    const at90 = curveLimits(curve, { type: 'log-log', level: 0.9 })
    const at95 = curveLimits(curve, { type: 'log-log', level: 0.95 })
    at90.lower.forEach((low, row) => {
      expect(at95.lower[row]).toBeLessThan(low)
      expect(at95.upper[row]).toBeGreaterThan(at90.upper[row] ?? NaN)
    })
  })
  it.each([0, 1, NaN])('do not exist at the level %d', (level) => {
    expect(() => curveLimits(kaplanMeier(placebo), { type: 'log', level })).toThrow(RangeError)
  })
})
