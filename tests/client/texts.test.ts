import { describe, expect, it } from 'vitest'
import { ENTRY_FAULT_KEYS } from '../../shared/forms/entry-faults.ts'
import { FINDING_KEYS } from '../../shared/forms/findings.ts'
import { en } from '../../shared/texts/en.ts'
import { isTextKey } from '../../client/kit/texts.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { zh } from '../../shared/texts/zh.ts'

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

/** Every value of every text is one. */
const ONE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(english).flatMap((text) => placeholders(text).map((name) => [name, '1'])),
)
/** Words after a number that end as a plural and are none, and adjectives a noun may follow. */
const NO_PLURAL =
  /^(?:is|was|has|its|this|less|lies|holds|saves|asks|names|stands|rests|fits|seems|stays|does|compares|counts)$/
const ADJECTIVES = 'open|saved|entered|demo|other|last|further'

function nounsAfterOne(text: string): readonly string[] {
  const found = text.matchAll(new RegExp(`(?<![\\w.])1 (?:(?:${ADJECTIVES}) )?([a-z]+s)\\b`, 'g'))
  return [...found].map((match) => match[1] ?? '').filter((word) => !NO_PLURAL.test(word))
}

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

  it('speak of one as of one, wherever a number stands before a noun', () => {
    const plural = Object.keys(english)
      .filter(isTextKey)
      .map((key) => sentence('en', key, ONE))
      .filter((text) => nounsAfterOne(text).length > 0)
    expect(plural).toEqual([])
  })

  it('choose the words by the number, in English alone', () => {
    const said = (rows: number) => sentence('en', 'table.copied', { rows })
    expect([0, 1, 2].map(said)).toEqual(['0 rows copied', '1 row copied', '2 rows copied'])
    expect(sentence('en', 'intake.unread', { count: 1 })).toMatch(
      /^1 line names a test, but its result .* Type this result yourself:$/,
    )
    expect(sentence('zh', 'table.copied', { rows: 1 })).toContain('1')
    expect(sentence('zh', 'table.copied', { rows: 1 })).not.toMatch(/row/)
  })

  it.each([...ENTRY_FAULT_KEYS, ...FINDING_KEYS])('have a sentence for %s', (key) => {
    expect(english[key]).toBeDefined()
  })
})
