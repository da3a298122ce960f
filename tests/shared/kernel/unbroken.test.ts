import { expect, it } from 'vitest'
import { unbroken } from '../../../shared/kernel/unbroken.ts'

const shown = (text: string): string => unbroken(text).replaceAll('\u00A0', '_')

it.each([
  ['toripalimab 240 mg every 3 weeks', 'toripalimab 240_mg every 3_weeks'],
  ['35.8 % (24.5 – 48.5 %)', '35.8_% (24.5_–_48.5_%)'],
  ['median NR (95% CI 11.0 – NR).', 'median NR (95% CI 11.0_–_NR).'],
  ['Safety set (SAF), n = 19', 'Safety set (SAF), n_=_19'],
  ['bilirubin above 2 × the limit', 'bilirubin above 2_× the limit'],
  ['18 of 18 terms, 3 grades – none', '18 of 18 terms, 3 grades – none'],
])('E39: %s breaks at no blank between a number and what belongs to it', (text, expected) => {
  expect(shown(text)).toBe(expected)
  expect(unbroken(text)).toHaveLength(text.length)
})
