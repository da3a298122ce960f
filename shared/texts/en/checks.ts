/** Edit checks: what fired, and how it is corrected or confirmed. */
export const checks = {} as const
