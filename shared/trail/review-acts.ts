/**
 * Acts by which a person says "I have looked at this subject": what changed after the last of one's own
 * is new to that person.
 */
export const REVIEW_ACTS = ['review.record', 'review.amend', 'signature.sign'] as const
