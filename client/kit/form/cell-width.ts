import type { ItemDefinition } from '../../../shared/forms/define.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { oncePer } from '../../../shared/kernel/remembered.ts'
import { roomFor } from '../../../shared/plots/text-width.ts'

/** Room of a cell for the longest of its answers, in pixels. */
const NARROWEST = 96
const WIDEST = 280
/** The font of a box, and what stands around its text. */
const FONT_SIZE = 12
const AROUND = 30

/**
 * How wide a grid's cell of coded answers is at least: the longest answer can be read whole, up to a
 * limit, and the column does not move with what is chosen. Undefined: as wide as its kind.
 */
export function cellWidth(item: ItemDefinition, language: Language): number | undefined {
  return widths(item)?.[language]
}

/** Each cell of a column asks, whenever it is drawn. */
const widths = oncePer((item: ItemDefinition) => {
  if (item.kind !== 'code') return null
  const widthIn = (language: Language): number => {
    const rooms = item.codes.map(({ label }) => roomFor(label[language], FONT_SIZE) + AROUND)
    return Math.min(WIDEST, Math.max(NARROWEST, ...rooms))
  }
  return { en: widthIn('en'), zh: widthIn('zh') }
})
