import { describe, expect, it } from 'vitest'
import { gradeBands, type BandQuestion } from '../../../shared/laboratory/grade-bands.ts'

const alt: BandQuestion = {
  ...{ analyte: 'alt', unit: 'U/L', lln: 7, uln: 40, baseline: 30, baselineState: 'normal' },
  ...{ least: 1, most: 4000 },
}

// CTCAE v5.0: ALT increased, baseline normal: > ULN - 3, > 3 - 5, > 5 - 20, > 20 times ULN.
describe('bands of values of one grade', () => {
  it('stand at the multiples of the upper limit that the rules name', () => {
    expect(gradeBands(alt)).toEqual([
      { grade: 1, from: 40, to: 120 },
      { grade: 2, from: 120, to: 200 },
      { grade: 3, from: 200, to: 800 },
      { grade: 4, from: 800, to: null },
    ])
  })

  it('go by multiples of a raised baseline, where it was raised', () => {
    const raised = gradeBands({ ...alt, baseline: 100, baselineState: 'high' })
    // 1.5 - 3, > 3 - 5, > 5 - 20, > 20 times the baseline.
    expect(raised.map(({ grade, from }) => [grade, from])).toEqual([
      [1, 150],
      [2, 300],
      [3, 500],
      [4, 2000],
    ])
  })

  it('go downwards where too low is what counts', () => {
    // Platelets: < LLN - 75, < 75 - 50, < 50 - 25, < 25 (10^9/L).
    const platelets = gradeBands({
      ...{ analyte: 'platelets', unit: '10^9/L', lln: 125, uln: 350 },
      ...{ baseline: null, baselineState: null, least: 5, most: 400 },
    })
    expect(platelets).toEqual([
      { grade: 4, from: null, to: 25 },
      { grade: 3, from: 25, to: 50 },
      { grade: 2, from: 50, to: 75 },
      { grade: 1, from: 75, to: 125 },
    ])
  })

  it('are none without a limit, a rule, or a range to look at', () => {
    expect(gradeBands({ ...alt, uln: null })).toEqual([])
    expect(gradeBands({ ...alt, analyte: 'no-such' })).toEqual([])
    expect(gradeBands({ ...alt, least: 0 })).toEqual([])
    expect(gradeBands({ ...alt, least: 5, most: 5 })).toEqual([])
  })
})
