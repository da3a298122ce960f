import type { MissingReason } from '../../../shared/forms/define.ts'

/** The letter that chooses a reason in the open list. */
export const REASON_KEYS: Readonly<Record<MissingReason, string>> = {
  'NOT DONE': 'd',
  UNKNOWN: 'u',
  'NOT APPLICABLE': 'a',
  REFUSED: 'r',
  'NOT EVALUABLE': 'e',
  PENDING: 'p',
}
