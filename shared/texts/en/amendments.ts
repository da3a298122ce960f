/** Amendments: versions of a definition, their differences, where they are in force. */
export const amendments = {} as const
