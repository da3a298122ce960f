/** Data queries and their threads. */
export const queries = {} as const
