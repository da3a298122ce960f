import { describe, expect, it } from 'vitest'
import { loadTexts, TEXTS } from '../../client/kit/late-texts.ts'
import { TEXTS as BOTH } from '../../shared/texts/both.ts'

describe('texts that the browser fetches', () => {
  it('are none before the first language, then that one for both, then each its own', async () => {
    expect(() => TEXTS.zh).toThrow('No language')
    await loadTexts('en')
    expect(TEXTS.en).toBe(BOTH.en)
    expect(TEXTS.zh).toBe(BOTH.en)
    await loadTexts('zh')
    await loadTexts('zh')
    expect(TEXTS.zh).toBe(BOTH.zh)
  })
})
