import type { DriverRow } from './statement-runner.ts'

/** Column names by table, from rows that name both as `table` and `column`. */
export function columnsByTable(
  rows: readonly DriverRow[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byTable = new Map<string, Set<string>>()
  for (const row of rows) {
    const table = String(row['table'])
    const columns = byTable.get(table) ?? new Set<string>()
    byTable.set(table, columns.add(String(row['column'])))
  }
  return byTable
}
