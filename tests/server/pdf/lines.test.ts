import { describe, expect, it } from 'vitest'
import { columnWidths } from '../../../server/pdf/column-widths.ts'
import { loadFaces } from '../../../server/pdf/fonts.ts'
import { linesOf } from '../../../server/pdf/rich-text.ts'

const size = { faces: loadFaces(), size: 10 }

function broken(text: string, width: number): readonly string[] {
  return linesOf(text, width, size).map((line) => line.map((part) => part.text).join(''))
}

describe('lines of a text', () => {
  it('end after spaces, and keep each sign in exactly one line', () => {
    expect(broken('one two three four', 50)).toEqual(['one two ', 'three four'])
  })

  it('end between Chinese signs, but never before a full stop or after an opening bracket', () => {
    expect(broken('肝细胞癌患者。', 60)).toEqual(['肝细胞癌患', '者。'])
    expect(broken('肝细胞癌患（者）', 60)).toEqual(['肝细胞癌患', '（者）'])
  })

  it('divide a word that is wider than the line, and leave dates whole', () => {
    expect(broken('Hepatocellular', 30).join('')).toBe('Hepatocellular')
    expect(broken('on 2024-01-20 at', 60)).toEqual(['on ', '2024-01-20 ', 'at'])
    expect(broken('anti-viral/other', 52)).toEqual(['anti-viral/', 'other'])
  })

  it('are never wider than their room', () => {
    for (const text of ['受试者 subject 甲', 'a'.repeat(300), 'x y z '.repeat(50)]) {
      for (const line of linesOf(text, 42, size)) {
        const shown = line
          .map((part) => part.text)
          .join('')
          .trimEnd()
        expect(linesOf(shown, 1000, size)[0]?.[0]?.width ?? 0).toBeLessThanOrEqual(42)
      }
    }
  })
})

describe('widths of columns', () => {
  it.each([
    { needs: [20, 40, 60], why: 'room for all' },
    { needs: [20, 900, 60], why: 'one long text' },
    { needs: Array.from({ length: 40 }, () => 300), why: 'no room for any' },
    { needs: [0, 0], why: 'nothing in any' },
  ])('fill the table and leave none without: $why', ({ needs }) => {
    const widths = columnWidths(
      needs.map((whole) => ({ whole, part: whole / 2 })),
      400,
    )
    expect(widths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(400, 6)
    for (const width of widths) expect(width).toBeGreaterThan(1)
  })
})
