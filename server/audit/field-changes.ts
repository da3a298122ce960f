import type { AuditEntryRow } from '../../db/rows.ts'

/** One changed field: where it is in the entity, and its text before and after; null = absent. */
export interface FieldChange {
  /** Member names from the outside in, e.g. `['items', 'AETERM']` or `['rows', 'T01', 'TUDIAM']`. */
  readonly path: readonly string[]
  readonly before: string | null
  readonly after: string | null
}

/** Names the rows of a form's group, each differently, so that a row keeps its name when others come and go. */
export type NameRows = (rows: readonly Readonly<Record<string, unknown>>[]) => readonly string[]

const byPosition: NameRows = (rows) => rows.map((_, position) => String(position + 1))

/**
 * What an entry changed, each changed field once, in the order of their paths. The first entry of
 * an entity lists every field it filled. A record's values stand at the top: `['items', …]`.
 */
export function fieldChanges(
  entry: Pick<AuditEntryRow, 'before' | 'after'>,
  nameRows: NameRows = byPosition,
): readonly FieldChange[] {
  const before = fieldsOf(entry.before, nameRows)
  const after = fieldsOf(entry.after, nameRows)
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

function fieldsOf(json: string | null, nameRows: NameRows): Map<string, Field> {
  const fields = new Map<string, Field>()
  if (json !== null) collect(JSON.parse(json), [], { fields, nameRows })
  return fields
}

interface Collection {
  readonly fields: Map<string, Field>
  readonly nameRows: NameRows
}

function collect(value: unknown, path: readonly string[], into: Collection): void {
  if (value === null) return
  if (typeof value !== 'object') {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    into.fields.set(path.join('\u0000'), { path, text })
    return
  }
  for (const [name, member] of membersOf(value, into.nameRows)) {
    const isValues = path.length === 0 && name === 'values'
    collect(member, isValues ? path : [...path, name], into)
  }
}

function membersOf(value: object, nameRows: NameRows): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return Object.entries(value)
  const members: readonly unknown[] = value
  const names = members.every(isRow) ? nameRows(members) : []
  return members.map((member, position) => [names[position] ?? String(position + 1), member])
}

function isRow(member: unknown): member is Readonly<Record<string, unknown>> {
  return typeof member === 'object' && member !== null
}
