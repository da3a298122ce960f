import type { GroupDefinition } from './define.ts'

/**
 * What the rows of a group are called in the trail, one name for each: by what identifies them (`T01`,
 * `2026-01-12 ALT`), else by their place, from 1. Of several with one name the second is `… #2`.
 */
export function rowNames(
  identity: GroupDefinition['identity'],
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly string[] {
  const times = new Map<string, number>()
  return rows.map((row, position) => {
    const parts = identity.map((key) => row[key])
    const isNamed = parts.every((part): part is string => typeof part === 'string')
    const name = isNamed ? parts.join(' ') : String(position + 1)
    const before = times.get(name) ?? 0
    times.set(name, before + 1)
    return before === 0 ? name : `${name} #${before + 1}`
  })
}
