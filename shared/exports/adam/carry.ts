import type { Cell } from '../datasets/define.ts'

/** The named values of another record; null where it has none, or there is no record. */
export function carry(
  from: Readonly<Record<string, Cell>> | null | undefined,
  names: readonly string[],
): Record<string, Cell> {
  return Object.fromEntries(names.map((name) => [name, from?.[name] ?? null]))
}

/** A value that is a number; null where it is none. */
export function numberIn(value: Cell | undefined): number | null {
  return typeof value === 'number' ? value : null
}
