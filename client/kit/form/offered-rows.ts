import type { GroupDefinition, RowPanel, RowValues } from '../../../shared/forms/define.ts'
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

/** Rows of one panel that are not there yet. */
export interface OfferedPanel extends Pick<RowPanel, 'title'> {
  readonly rows: readonly RowValues[]
}

/**
 * The panels of a group as far as their rows are not there yet. The first row entered lends them what
 * all rows of a report share: the day of the sample.
 */
export function offeredPanels(
  { panels = [], identity, items }: GroupDefinition,
  rows: readonly RowValues[],
): readonly OfferedPanel[] {
  const key = items.find((item) => item.kind === 'code' && identity.includes(item.key))?.key
  if (key === undefined) return []
  const present = new Set(rows.map((row) => row[key] ?? ''))
  const shared = sharedDates(identity, items, rows)
  return panels.flatMap(({ title, codes }) => {
    const missing = codes.filter((code) => !present.has(code))
    const offered = missing.map((code) => ({ ...shared, [key]: code }))
    return offered.length === 0 ? [] : [{ title, rows: offered }]
  })
}

function sharedDates(
  identity: readonly string[],
  items: GroupDefinition['items'],
  rows: readonly RowValues[],
): RowValues {
  const dates = items.filter(({ kind, key }) => kind === 'date' && identity.includes(key))
  const filled = dates.flatMap(({ key }) => {
    const value = rows.map((row) => row[key] ?? '').find((text) => text !== '')
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(filled)
}
