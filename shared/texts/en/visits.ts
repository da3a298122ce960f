/** Visits done and not done, reasons for what is missing, the subject's state. */
export const visits = {} as const
