import type { grid as en } from '../en/grid.ts'

/** Working by keyboard: grids, pasting, the sheet of keys. */
export const grid: Readonly<Record<keyof typeof en, string>> = {}
