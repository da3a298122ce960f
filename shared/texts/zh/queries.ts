import type { queries as en } from '../en/queries.ts'

/** Data queries and their threads. */
export const queries: Readonly<Record<keyof typeof en, string>> = {}
