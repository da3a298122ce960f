import type { CheckRecord } from '../../../shared/checks/define.ts'

/**
 * The subject's records with forms as they stand in their boxes: each in its place, where the server
 * finds it too (of two alike the later one is asked about), and new ones last.
 */
export function inTheirPlace(
  records: readonly CheckRecord[],
  typed: readonly CheckRecord[],
): readonly CheckRecord[] {
  const byId = new Map(typed.map((one) => [one.id, one]))
  const known = new Set(records.map(({ id }) => id))
  return [
    ...records.map((record) => byId.get(record.id) ?? record),
    ...typed.filter(({ id }) => !known.has(id)),
  ]
}
