import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { FutureCutoff } from '../../client/kit/future-cutoff.tsx'
import { today } from '../../client/kit/today.ts'
import { addDays, parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { draw } from './rendering.tsx'

afterEach(cleanup)

const inDays = (days: number): string => toIsoDate(addDays(parseDay(today()) ?? (0 as never), days))
const drawn = (cutoff: string, language: Language = 'en') =>
  draw(
    <>
      <p>page</p>
      <FutureCutoff study="s" cutoff={cutoff} />
    </>,
    language,
  )

describe('a cut-off that follows from the data', () => {
  it.each([['2024-05-06'], [inDays(0)], [inDays(1)], ['']])(
    'is no matter at %s',
    async (cutoff) => {
      await drawn(cutoff)
      await screen.findByText('page')
      expect(screen.queryByRole('link')).toBeNull()
    },
  )

  it.each([
    ['en', /10 Mar 2142.*has not come yet/],
    ['zh', /2142.*尚未到来/],
  ] as const)('is said to be mistyped where it has not come (%s)', async (language, words) => {
    await drawn('2142-03-10', language)
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.getByRole('link').getAttribute('href')).toBe('/studies/s/queries')
  })

  it('is noticed from the day after tomorrow on', async () => {
    await drawn(inDays(2))
    expect(await screen.findByRole('link')).toBeDefined()
  })
})
