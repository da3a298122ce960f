import { describe, expect, it } from 'vitest'
import { needsDifferenceReason } from '../../client/review-response/reviews.ts'

describe('the reason for an own response', () => {
  it.each([
    { derived: 'SD', own: 'PD', needed: true, why: 'it differs' },
    { derived: 'PD', own: 'PD', needed: false, why: 'it agrees' },
    { derived: 'PD', own: '', needed: false, why: 'nothing is chosen yet' },
    { derived: null, own: 'SD', needed: false, why: 'nothing was derived' },
  ])('$derived against $own: $why', ({ derived, own, needed }) => {
    expect(needsDifferenceReason(derived, own)).toBe(needed)
  })
})
