import { area, corners, hatched, label, OUTLINE, type Box, type Mark } from './marks.ts'
import { textWidth } from './text-width.ts'

/** Fills of CTCAE grades 1 to 5, light to dark. @source UX rules, C3 */
const FILLS = ['#FEF0D9', '#FDCC8A', '#FC8D59', '#E34A33', '#B30000'] as const

export const DRAWN_GRADES = [1, 2, 3, 4, 5] as const

/** A box in the colour of a grade, outlined; without a grade (null) it is hatched, grade 0 is white. */
export function gradeBox(grade: number | null, box: Box): readonly Mark[] {
  if (grade === null) return hatched(box)
  return [area(corners(box), fillOf(grade), OUTLINE)]
}

export function fillOf(grade: number): string {
  return FILLS[grade - 1] ?? '#FFFFFF'
}

/** The numeral of a grade in the middle of its box, where there is room. */
export function gradeNumeral(grade: number, { x, y, width, height }: Box): readonly Mark[] {
  const size = Math.min(9, height - 2)
  const text = String(grade)
  if (textWidth(text, size) > width - 2) return []
  const colour = grade === 5 ? '#FFFFFF' : '#000000'
  return [
    label([x + width / 2, y + height / 2 + size * 0.35], text, { anchor: 'middle', size, colour }),
  ]
}
