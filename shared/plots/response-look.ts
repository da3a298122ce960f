import type { BestResponse } from '../endpoints/results.ts'
import type { Language } from '../kernel/bilingual.ts'
import { area, corners, hatched, OUTLINE, type Box, type Mark } from './marks.ts'
import { PALETTE } from './palette.ts'

/** Best responses in the order in which they are drawn and named. */
export const DRAWN_RESPONSES: readonly BestResponse[] = [
  'CR',
  'PR',
  'SD',
  'NON-CR/NON-PD',
  'PD',
  'NE',
  'MISSING',
]

/** Fill of each response, from the palette that stays apart for eyes that see colours otherwise. @source UX rules, C2 */
const FILLS: Readonly<Record<BestResponse, string | null>> = {
  CR: PALETTE.blue,
  PR: PALETTE.sky,
  SD: '#999999',
  'NON-CR/NON-PD': PALETTE.green,
  PD: PALETTE.vermilion,
  NE: null,
  MISSING: '#FFFFFF',
}

/** A box in the colour of a response, outlined; what cannot be judged is hatched. */
export function responseBox(response: BestResponse, box: Box): readonly Mark[] {
  const fill = FILLS[response]
  return fill === null ? hatched(box) : [area(corners(box), fill, OUTLINE)]
}

/** Name of a line of reference: `+20 %`. */
export function referenceName(limit: number, language: Language): string {
  return `${limit > 0 ? '+' : '−'}${Math.abs(limit)}${language === 'zh' ? '' : ' '}%`
}

/** Whether text on a box of this response has to be white. */
export function isDark(response: BestResponse): boolean {
  return response === 'CR'
}
