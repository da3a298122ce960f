/** Printed casebooks. */
export const casebook = {} as const
