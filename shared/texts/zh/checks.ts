import type { checks as en } from '../en/checks.ts'

/** Edit checks: what fired, and how it is corrected or confirmed. */
export const checks: Readonly<Record<keyof typeof en, string>> = {}
