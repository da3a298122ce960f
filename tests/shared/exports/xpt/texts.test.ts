import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromAscii, toAscii } from '../../../../shared/exports/xpt/ascii-text.ts'
import { joinText, splitText } from '../../../../shared/exports/xpt/split-text.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\\', 'u', '4', 'E', '肺', '\n'), maxLength: 900 }),
  fc
    .array(fc.constantFrom('fever', 'of', 'the', '  ', 'a'.repeat(90), '肝细胞癌'), {
      maxLength: 80,
    })
    .map((words) => words.join(' ')),
)

describe('a text in ASCII', () => {
  it.each([
    ['Fatigue', 'Fatigue'],
    ['乏力', '\\u4E4F\\u529B'],
    ['≥ 3 µmol', '\\u2265 3 \\u00B5mol'],
    ['first line\nsecond', 'first line\\u000Asecond'],
    ['C:\\data', 'C:\\data'],
    ['C:\\users', 'C:\\u005Cusers'.replace('\\u005C', '\\u005C')],
    ['ends with a blank ', 'ends with a blank\\u0020'],
    ['😀', '\\uD83D\\uDE00'],
  ])('of %j is %j', (text, ascii) => {
    expect(toAscii(text)).toBe(ascii)
    expect(fromAscii(ascii)).toBe(text)
  })

  it('gives back exactly the text, whatever it is, and holds printable ASCII alone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const ascii = toAscii(text)
        expect(ascii).toMatch(/^[\x20-\x7e]*$/)
        expect(fromAscii(ascii)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a long text', () => {
  it('ends each part at a word, and the blank between is left out', () => {
    const text = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
    const parts = splitText(text)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(200)
      expect(part).toMatch(/^word.*\d$/)
    }
    expect(parts.join(' ')).toBe(text)
  })

  it('without blanks is cut with a backslash, never inside an escape', () => {
    const parts = splitText(toAscii('肝细胞癌'.repeat(40)))
    expect(parts.slice(0, -1).every((part) => /^(\\u[0-9A-F]{4})+\\$/.test(part))).toBe(true)
    expect(fromAscii(joinText(parts))).toBe('肝细胞癌'.repeat(40))
  })

  it('stays as it is up to 200 bytes and is cut at 201', () => {
    expect(splitText('a'.repeat(200))).toHaveLength(1)
    expect(splitText('a'.repeat(201))).toHaveLength(2)
  })

  it('EX-05: gives back exactly the text from its parts, whatever it is, each read without outer blanks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = splitText(toAscii(text))
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(200)
        // Readers cut the blanks that fill a variable.
        const read = parts.map((part) => part.trimEnd())
        expect(fromAscii(joinText(read))).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })
})
