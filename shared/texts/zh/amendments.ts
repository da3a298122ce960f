import type { amendments as en } from '../en/amendments.ts'

/** Amendments: versions of a definition, their differences, where they are in force. */
export const amendments: Readonly<Record<keyof typeof en, string>> = {}
