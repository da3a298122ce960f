import type { GroupDefinition, RowValues } from '../../../shared/forms/define.ts'
import type { LesionChoice } from './form-surroundings.ts'

/**
 * Rows a person would otherwise type one by one: the subject's lesions, or every code of a list that
 * tells the rows apart, as far as they are not there yet.
 */
export function offeredRows(
  group: GroupDefinition,
  rows: readonly RowValues[],
  lesions: readonly LesionChoice[],
): readonly RowValues[] {
  for (const key of group.identity) {
    const item = group.items.find((candidate) => candidate.key === key)
    if (item === undefined) continue
    const present = new Set(rows.map((row) => row[key] ?? ''))
    if (item.kind === 'lesion') {
      return lesions.filter(({ id }) => !present.has(id)).map(({ id }) => ({ [key]: id }))
    }
    if (item.kind === 'code') {
      return item.codes
        .filter(({ value }) => !present.has(value))
        .map(({ value }) => ({ [key]: value }))
    }
  }
  return []
}
