/**
 * Says that a page asks by itself, and nobody at it: the answer is the same, but the session is not kept
 * alive by it. A window that is left open must not hold off the idle limit.
 */
export const UNATTENDED_HEADER = 'x-hepatrial-unattended'
