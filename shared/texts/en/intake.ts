/** Laboratories, their ranges, and results taken in from print-outs. */
export const intake = {} as const
