import { expect, it } from 'vitest'
import { COUNTRIES } from '../../../shared/kernel/countries.ts'

it('every country of ISO 3166-1 stands once, under a name that browsers know', () => {
  expect(COUNTRIES.size).toBe(249)
  expect(new Set(COUNTRIES.values()).size).toBe(249)
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  for (const [three, two] of COUNTRIES) {
    expect(three).toMatch(/^[A-Z]{3}$/)
    expect(names.of(two), two).toBeDefined()
  }
  const known = ['CHN', 'TWN', 'HKG', 'DEU', 'USA', 'KOR', 'JPN'].map((code) => COUNTRIES.get(code))
  expect(known).toEqual(['CN', 'TW', 'HK', 'DE', 'US', 'KR', 'JP'])
})
