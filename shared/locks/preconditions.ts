import type { FormDefinition } from '../forms/define.ts'
import { verificationNeeded } from '../protocol/verification-settings.ts'

/** What must be settled before a place can be locked, in the order of a close-out. @source LK-02 */
export const PRECONDITION_KINDS = [
  'visit-overdue',
  'form-missing',
  'form-incomplete',
  'result-pending',
  'check-unanswered',
  'query-unsettled',
  'review-missing',
  'review-reopened',
  'verification-missing',
  'coding-missing',
  'draft-waiting',
  'signature-missing',
  'signature-broken',
] as const
export type PreconditionKind = (typeof PRECONDITION_KINDS)[number]

/** The page on which a precondition is settled. */
type SettledOn = 'form' | 'queries' | 'responses' | 'coding'

const ON_OTHER_PAGES: Readonly<Partial<Record<PreconditionKind, SettledOn>>> = {
  'query-unsettled': 'queries',
  'review-missing': 'responses',
  'review-reopened': 'responses',
  'coding-missing': 'coding',
}

/** Where people settle what is open of a kind. */
export function settledOn(kind: PreconditionKind): SettledOn {
  return ON_OTHER_PAGES[kind] ?? 'form'
}

/**
 * Whether a form has to be verified against the source before it is locked: every form that the site
 * fills and that is shown, unless the plan of the definition asks for none of it.
 */
export function needsVerification(
  definition: Parameters<typeof verificationNeeded>[0],
  form: FormDefinition,
): boolean {
  const isOfSite = form.hidden !== true && form.owner !== 'investigator'
  return isOfSite && verificationNeeded(definition, form).kind !== 'none'
}
