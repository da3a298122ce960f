import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohensKappa } from '../../../shared/statistics/kappa.ts'

describe("Cohen's kappa", () => {
  it.each([
    {
      // SAS FREQ, "Cohen's kappa coefficient" (Agresti 1990): 0.3449, limits 0.2030 and 0.4868.
      why: 'two dermatologists',
      table: [
        [10, 4, 1, 0],
        [5, 10, 12, 2],
        [2, 4, 12, 5],
        [0, 2, 6, 13],
      ],
      shown: ['0.3449', '0.2030', '0.4868'],
    },
    {
      // R vcd, `Kappa(SexualFun)`: 0.1293, standard error 0.06860.
      why: 'husbands and wives',
      table: [
        [7, 7, 2, 3],
        [2, 8, 3, 7],
        [1, 5, 4, 9],
        [2, 8, 9, 14],
      ],
      shown: ['0.1293', '-0.0051', '0.2638'],
    },
    {
      // Python statsmodels 0.15.0, `cohens_kappa`.
      why: 'answers that one of them never gives',
      table: [
        [12, 0, 0],
        [3, 4, 0],
        [0, 0, 0],
      ],
      shown: ['0.6275', '0.2684', '0.9865'],
    },
  ])('is what other programs print of $why', ({ table, shown }) => {
    const { kappa, lower, upper } = cohensKappa(table, 0.95)
    expect([kappa, lower, upper].map((value) => value?.toFixed(4))).toEqual(shown)
  })

  it('is 1 where all agree on several answers, and -1 where two answers are always exchanged', () => {
    expect(cohensKappa([[5, 0], [0, 7]], 0.95)).toMatchObject({ kappa: 1, lower: 1, upper: 1 }) // prettier-ignore
    expect(cohensKappa([[0, 5], [5, 0]], 0.95)).toMatchObject({ kappa: -1, lower: -1 }) // prettier-ignore
  })

  it('is not defined where both give one answer to all, or there is nobody', () => {
    const none = { kappa: null, lower: null, upper: null }
    expect(cohensKappa([[9, 0], [0, 0]], 0.95)).toMatchObject({ ...none, n: 9, observed: 1 }) // prettier-ignore
    expect(cohensKappa([[0, 0], [0, 0]], 0.95)).toMatchObject({ ...none, n: 0, observed: null }) // prettier-ignore
  })

  it('refuses a table that is not square', () => {
    expect(() => cohensKappa([[1, 2]], 0.95)).toThrow(RangeError)
  })

  it('lies within its limits, and does not mind which judgement stands first', () => {
    const counts = fc.array(fc.nat(9), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(counts, (cells) => {
        const table = [cells.slice(0, 3), cells.slice(3, 6), cells.slice(6)]
        const turned = [0, 1, 2].map((at) => table.map((row) => row[at] ?? 0))
        const one = cohensKappa(table, 0.95)
        const other = cohensKappa(turned, 0.95)
        if (one.kappa === null) expect(other.kappa).toBeNull()
        else {
          expect(other.kappa).toBeCloseTo(one.kappa, 12)
          expect(other.upper).toBeCloseTo(one.upper ?? NaN, 9)
          expect(one.lower).toBeLessThanOrEqual(one.kappa)
          expect(one.upper).toBeGreaterThanOrEqual(one.kappa)
        }
      }),
    )
  })
})
