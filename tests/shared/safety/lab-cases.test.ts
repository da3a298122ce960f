import { describe, expect, it } from 'vitest'
import { runLabCases } from '../../golden-runner/lab-cases.ts'

const results = runLabCases(new URL('../../golden/lab-cases.json', import.meta.url).pathname)

describe('the reference cases of laboratory grading', () => {
  it('are all there', () => {
    expect(results).toHaveLength(228)
  })

  it.each(results)('$id', ({ passed, message }) => {
    expect(message).toBe('')
    expect(passed).toBe(true)
  })
})
