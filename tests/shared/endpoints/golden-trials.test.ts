import { describe, expect, it } from 'vitest'
import { runTrialCases } from '../../../server/reference-cases/trials.ts'

describe('VA-03: reference trials', () => {
  const results = runTrialCases(new URL('../../golden/trials', import.meta.url).pathname)

  it('has parts of five trials from two sources', () => {
    const sources = new Set(results.map(({ id }) => id.split('/').slice(0, 3).join('/')))
    expect(sources.size).toBe(10)
  })

  it.each(results)('$id', ({ passed, message }) => {
    expect(passed, message).toBe(true)
  })
})
