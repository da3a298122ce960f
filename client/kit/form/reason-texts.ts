import type { MissingReason } from '../../../shared/forms/define.ts'
import type { TextKey } from '../../../shared/texts/keys.ts'

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

/** The letter that chooses a reason in the open list. */
export const REASON_KEYS: Readonly<Record<MissingReason, string>> = {
  'NOT DONE': 'd',
  UNKNOWN: 'u',
  'NOT APPLICABLE': 'a',
  REFUSED: 'r',
  'NOT EVALUABLE': 'e',
  PENDING: 'p',
}
