/** Adverse events, serious ones, notices and reports. */
export const safety = {} as const
