import type { TextKey } from '../texts/keys.ts'
import type { MissingReason } from './define.ts'

/** What a reason for an empty item is called. */
export const REASON_TEXTS: Readonly<Record<MissingReason, TextKey>> = {
  'NOT DONE': 'missing.notDone',
  UNKNOWN: 'missing.unknown',
  'NOT APPLICABLE': 'missing.notApplicable',
  REFUSED: 'missing.refused',
  'NOT EVALUABLE': 'missing.notEvaluable',
  PENDING: 'missing.pending',
}

export function isMissingReason(text: string): text is MissingReason {
  return Object.hasOwn(REASON_TEXTS, text)
}
