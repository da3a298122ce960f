import { describe, expect, it } from 'vitest'
import { drawnText, drawnUnit } from '../../../server/pdf/drawn-signs.ts'
import { loadFaces } from '../../../server/pdf/fonts.ts'
import { fontLacks } from '../../../server/pdf/service.ts'
import { figurePng } from '../../../server/reporting/figure-png.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { label, type Drawing } from '../../../shared/plots/marks.ts'
import { CTCAE_TERMS } from '../../../shared/safety/ctcae-catalogue.ts'
import { TEXTS } from '../../../shared/texts/both.ts'

/** Every text within a value, whatever holds it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

describe('the fonts of PDFs', () => {
  it.each([
    { what: 'text of the product', of: TEXTS },
    { what: 'protocol with its forms', of: builtInFamilies.protocols.all },
    { what: 'CTCAE term and grade', of: CTCAE_TERMS },
  ])('draw every sign of every $what', ({ of }) => {
    const signs = new Set(textsIn(of).join(''))
    expect(signs.size).toBeGreaterThan(40)
    expect([...signs].filter((sign) => sign !== '\n' && fontLacks(sign))).toEqual([])
  })

  it('draw a sign that they lack as one of the same meaning that they have', () => {
    const { regular, bold } = loadFaces()
    for (const face of [regular, bold]) {
      expect(drawnText('✔\uFE0F ✕ ✗ ✱ ⩽ 10⁹/L', face)).toBe('✓ × × ＊ ≤ 10^9/L')
      expect(drawnText('10⁻⁹ 10⁻³ 10¹² m² 10⁺¹⁰ a⁵b⁶', face)).toBe(
        '10^-9 10^-3 10¹² m² 10^+10 a^5b^6',
      )
      for (const sign of '✓×＊≤≥~') expect(face.has(sign.codePointAt(0) ?? 0)).toBe(true)
    }
    expect(drawnUnit('😀', regular)).toBe('‹U+1F600›')
  })
})

describe('a figure', () => {
  const drawn = (text: string): Drawing => ({
    ...{ width: 60, height: 20 },
    marks: [label([4, 14], text)],
  })
  const pictureOf = async (text: string): Promise<Buffer> => {
    const pieces: Uint8Array[] = []
    for await (const piece of figurePng(drawn(text), 'Signs')) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  it('has in a picture the sign of the same meaning, and no empty place', async () => {
    const asked = await pictureOf('A ✱ B')
    expect(asked.equals(await pictureOf('A ＊ B'))).toBe(true)
    expect(asked.equals(await pictureOf('A   B'))).toBe(false)
  })
})
