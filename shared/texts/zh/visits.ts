import type { visits as en } from '../en/visits.ts'

/** Visits done and not done, reasons for what is missing, the subject's state. */
export const visits: Readonly<Record<keyof typeof en, string>> = {}
