import { describe, expect, it } from 'vitest'
import { albi } from '../../../shared/forms/albi.ts'
import { childPugh } from '../../../shared/forms/child-pugh.ts'

/** Points in the order encephalopathy, ascites, bilirubin, albumin, INR. */
const pointsOf = (points: string) =>
  Object.fromEntries(Array.from(points, (value, at) => [`CPS010${at + 1}`, value]))

describe('Child-Pugh', () => {
  // Pugh 1973: A 5-6 points, B 7-9, C 10-15. Both sides of each limit.
  it.each([
    ['11111', 5, 'A'],
    ['21111', 6, 'A'],
    ['22111', 7, 'B'],
    ['22221', 9, 'B'],
    ['22222', 10, 'C'],
    ['33333', 15, 'C'],
  ])('%s points are %i, class %s', (points, score, grade) => {
    const result = childPugh(pointsOf(points))
    expect(result).toMatchObject({ score, grade })
    expect(result?.trace.inputs.map(({ value }) => value).join('')).toBe(points)
  })

  it('is not known while a component is missing or is no point', () => {
    expect(childPugh(pointsOf('1111'))).toBeNull()
    expect(childPugh(pointsOf('11114'))).toBeNull()
    expect(childPugh({})).toBeNull()
  })
})

describe('ALBI', () => {
  // Johnson 2015: 0.66 log10(bilirubin umol/L) - 0.085 albumin g/L; limits -2.60 and -1.39.
  it.each([
    ['10', '40', -2.74, '1'],
    ['10', '38.4', -2.604, '1'],
    ['10', '38.3', -2.5955, '2'],
    ['100', '32', -1.4, '2'],
    ['100', '31.8', -1.383, '3'],
    ['1', '45', -3.825, '1'],
  ])('bilirubin %s, albumin %s is %d, grade %s', (bilirubin, albumin, score, grade) => {
    const result = albi({ BLBILI: bilirubin, BLALB: albumin })
    expect(result?.score).toBeCloseTo(score, 10)
    expect(result?.grade).toBe(grade)
  })

  it('is not known without both exact positive values', () => {
    expect(albi({ BLBILI: '10' })).toBeNull()
    expect(albi({ BLBILI: '<10', BLALB: '40' })).toBeNull()
    expect(albi({ BLBILI: '0', BLALB: '40' })).toBeNull()
  })
})
