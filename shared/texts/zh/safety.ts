import type { safety as en } from '../en/safety.ts'

/** Adverse events, serious ones, notices and reports. */
export const safety: Readonly<Record<keyof typeof en, string>> = {}
