import type { Row } from '../trial/trial.ts'

/** Text of one column as entered; empty where it was not recorded, or where there is no row. */
export function textOf(row: Row | undefined, column: string): string {
  return row?.[column] ?? ''
}
