import type { Cell } from '../datasets/define.ts'

/** The named values of another record; null where it has none, or there is no record. */
export function carry(
  from: Readonly<Record<string, Cell>> | null | undefined,
  names: readonly string[],
): Record<string, Cell> {
  const carried: Record<string, Cell> = {}
  for (const name of names) carried[name] = from?.[name] ?? null
  return carried
}

/** A value that is a number; null where it is none. */
export function numberIn(value: Cell | undefined): number | null {
  return typeof value === 'number' ? value : null
}
