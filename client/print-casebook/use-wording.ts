import type { Wording } from '../../shared/casebook/wording.ts'
import { formatTime } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'

/** The words of a casebook in the reader's language, times in the reader's zone. */
export function useWording(): Wording {
  return { ...useTexts(), time: formatTime }
}
