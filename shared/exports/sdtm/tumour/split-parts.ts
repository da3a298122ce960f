import { parseTenths } from '../../../kernel/number-text.ts'
import type { Row } from '../../../trial/trial.ts'
import type { LesionRole } from './criteria-sets.ts'

/**
 * The diameters of a split lesion's parts, as entered: those that stand for a target whose own
 * diameter is empty. Empty where the row has none, or one that cannot be read.
 */
export function splitParts(row: Row, role: LesionRole | undefined): readonly string[] {
  if (role?.kind !== 'TARGET' || (row[role.column] ?? '') !== '') return []
  if (row['TRSTAT'] === 'NOT DONE') return []
  const parts = (row['TRSPLIT'] ?? '').split(';').map((part) => part.trim())
  return parts.every((part) => parseTenths(part) !== null) ? parts : []
}

/** Link id of a part of a split lesion, counted from 1. */
export function partLink(link: string, part: number): string {
  return `${link}.${String(part)}`
}
