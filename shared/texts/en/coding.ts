/** Dictionaries and the coding of verbatim terms. */
export const coding = {} as const
