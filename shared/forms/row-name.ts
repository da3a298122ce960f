import type { GroupDefinition } from './define.ts'

/**
 * What a row of a group is called in the trail: by what identifies it (`T01`, `2026-01-12 ALT`), else
 * by its place, from 1.
 */
export function rowName(
  identity: GroupDefinition['identity'],
  row: Readonly<Record<string, unknown>>,
  position: number,
): string {
  const parts = identity.map((key) => row[key])
  return parts.every((part): part is string => typeof part === 'string')
    ? parts.join(' ')
    : String(position + 1)
}
