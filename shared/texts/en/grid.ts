/** Working by keyboard: grids, pasting, the sheet of keys. */
export const grid = {} as const
