import { describe, expect, it } from 'vitest'
import { ENTRY_FAULT_KEYS } from '../../shared/forms/entry-faults.ts'
import { FINDING_KEYS } from '../../shared/forms/findings.ts'
import { en } from '../../shared/texts/en.ts'
import { zh } from '../../shared/texts/zh.ts'

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

describe('texts', () => {
  it('have exactly the same keys in both languages', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort())
  })

  it('name the same values in both languages', () => {
    for (const [key, text] of Object.entries(english)) {
      expect([key, placeholders(chinese[key] ?? '')]).toEqual([key, placeholders(text)])
    }
  })

  it('are written in Chinese wherever the English is more than a standard term', () => {
    const untranslated = Object.keys(english).filter(
      (key) => chinese[key] === english[key] && /[a-z]{3}/.test(english[key] ?? ''),
    )
    expect(untranslated).toEqual([])
  })

  it.each([...ENTRY_FAULT_KEYS, ...FINDING_KEYS])('have a sentence for %s', (key) => {
    expect(english[key]).toBeDefined()
  })
})
