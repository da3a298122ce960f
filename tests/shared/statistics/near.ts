import { expect } from 'vitest'

/** Expects a number within a relative distance; 0 must be met exactly. */
export function expectNear(actual: number, expected: number, relative: number): void {
  const distance = Math.abs(actual - expected)
  expect(distance, `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  )
}
