import type { AuditEntryRow } from '../../db/rows.ts'

/** One changed field: where it is in the entity, and its text before and after; null = absent. */
export interface FieldChange {
  /** Member names from the outside in, e.g. `['items', 'AETERM']` or `['rows', 'T01', 'TUDIAM']`. */
  readonly path: readonly string[]
  readonly before: string | null
  readonly after: string | null
}

/** Names a row of a form's group, so that a row keeps its name when others come and go. */
export type NameRow = (row: Readonly<Record<string, unknown>>, position: number) => string

const byPosition: NameRow = (_row, position) => String(position + 1)

/**
 * What an entry changed, each changed field once, in the order of their paths. The first entry of
 * an entity lists every field it filled. A record's values stand at the top: `['items', …]`.
 */
export function fieldChanges(
  entry: Pick<AuditEntryRow, 'before' | 'after'>,
  nameRow: NameRow = byPosition,
): readonly FieldChange[] {
  const before = fieldsOf(entry.before, nameRow)
  const after = fieldsOf(entry.after, nameRow)
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  return keys.flatMap((key) => changeOf(before.get(key), after.get(key)))
}

function changeOf(was: Field | undefined, is: Field | undefined): readonly FieldChange[] {
  const path = (is ?? was)?.path ?? []
  const before = was?.text ?? null
  const after = is?.text ?? null
  return before === after ? [] : [{ path, before, after }]
}

interface Field {
  readonly path: readonly string[]
  readonly text: string
}

function fieldsOf(json: string | null, nameRow: NameRow): Map<string, Field> {
  const fields = new Map<string, Field>()
  if (json !== null) collect(JSON.parse(json), [], { fields, nameRow })
  return fields
}

interface Collection {
  readonly fields: Map<string, Field>
  readonly nameRow: NameRow
}

function collect(value: unknown, path: readonly string[], into: Collection): void {
  if (value === null) return
  if (typeof value !== 'object') {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    into.fields.set(path.join('\u0000'), { path, text })
    return
  }
  for (const [name, member] of membersOf(value, into.nameRow)) {
    const isValues = path.length === 0 && name === 'values'
    collect(member, isValues ? path : [...path, name], into)
  }
}

function membersOf(value: object, nameRow: NameRow): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return Object.entries(value)
  return value.map((member: unknown, position) => [
    isRow(member) ? nameRow(member, position) : String(position + 1),
    member,
  ])
}

function isRow(member: unknown): member is Readonly<Record<string, unknown>> {
  return typeof member === 'object' && member !== null
}
