/** Where the review of an assessment under one criterion stands. */
export const REVIEW_STATES = ['to-do', 'reopened', 'differs', 'agrees'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/**
 * `to-do`: no response is recorded; `reopened`: the derived response has changed since; `differs`: the
 * recorded response, with its reason, is another than the derived one; `agrees`: it is the same, or
 * nothing is derived that it could differ from. @source response criteria, section 9
 */
export function reviewState(of: {
  readonly recorded: string | null
  readonly derived: string | null
  readonly reopened: boolean
}): ReviewState {
  if (of.recorded === null) return 'to-do'
  if (of.reopened) return 'reopened'
  return of.derived === null || of.derived === of.recorded ? 'agrees' : 'differs'
}
