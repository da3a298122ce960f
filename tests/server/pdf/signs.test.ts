import { describe, expect, it } from 'vitest'
import { drawnText, drawnUnit } from '../../../server/pdf/drawn-signs.ts'
import { loadFaces } from '../../../server/pdf/fonts.ts'
import { fontLacks } from '../../../server/pdf/service.ts'
import { figurePng, PNG_SCALE } from '../../../server/reporting/figure-png.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { label, type Drawing, type Mark } from '../../../shared/plots/marks.ts'
import { CTCAE_TERMS } from '../../../shared/safety/ctcae-catalogue.ts'
import { TEXTS } from '../../../shared/texts/both.ts'
import { readPng } from '../support/read-png.ts'

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

  /** Where a text has dark points: from and to, across and down, in the drawing. */
  const placeOf = async (mark: Mark): Promise<readonly number[]> => {
    const pieces: Uint8Array[] = []
    for await (const piece of figurePng({ width: 60, height: 60, marks: [mark] }, 'Place')) {
      pieces.push(piece)
    }
    const png = readPng(Buffer.concat(pieces))
    const dark = Array.from({ length: png.width * png.height }, (_, at) => {
      const [x, y] = [at % png.width, Math.floor(at / png.width)]
      return png.at(x, y)[0] < 100 ? [{ x: x / PNG_SCALE, y: y / PNG_SCALE }] : []
    }).flat()
    const edges = (of: readonly number[]) => [Math.min(...of), Math.max(...of)]
    return [...edges(dark.map(({ x }) => x)), ...edges(dark.map(({ y }) => y))]
  }

  it('has its texts before, about or behind their place, upwards too, and bold as told', async () => {
    const text = 'HHH'
    const { regular, bold } = loadFaces()
    const sign = 'H'.codePointAt(0) ?? 0
    const wide = 3 * 10 * regular.advance(sign)
    const look = { size: 10, colour: '#000000' }
    const looks: readonly [object, readonly number[]][] = [
      [{ anchor: 'start' }, [30, 30 + wide, 23, 30]],
      [{ anchor: 'middle' }, [30 - wide / 2, 30 + wide / 2, 23, 30]],
      [{ anchor: 'end' }, [30 - wide, 30, 23, 30]],
      [{ anchor: 'start', upwards: true }, [23, 30, 30 - wide, 30]],
      [{ anchor: 'start', bold: true }, [30, 30 + 3 * 10 * bold.advance(sign), 23, 30]],
    ]
    for (const [own, expected] of looks) {
      const found = await placeOf(label([30, 30], text, { ...look, ...own }))
      for (const [at, edge] of found.entries()) {
        // A sign leaves a tenth of its size free at its sides, and a point of the picture is half of one here.
        expect(Math.abs(edge - (expected[at] ?? NaN)), JSON.stringify(own)).toBeLessThan(2)
      }
    }
  })

  it('has in a picture the sign of the same meaning, and no empty place', async () => {
    const asked = await pictureOf('A ✱ B')
    expect(asked.equals(await pictureOf('A ＊ B'))).toBe(true)
    expect(asked.equals(await pictureOf('A   B'))).toBe(false)
  })
})
