import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { fieldPlaceOf } from '../../shared/casebook/value-note.ts'

type FieldChange = AuditEntryView['changes'][number]

/**
 * What a form's entries changed in one row; `entries` newest first. A row is named by what identifies
 * it: where that was corrected, the row appears under one name as it vanishes under another, and is
 * followed to its former name.
 */
export function rowTrail(
  entries: readonly AuditEntryView[],
  row: string,
): readonly AuditEntryView[] {
  let name = row
  return entries.flatMap((entry) => {
    const byRow = changesByRow(entry)
    const own = byRow.get(name) ?? []
    if (own.length === 0) return []
    const former = formerName(byRow, name)
    const before = former === null ? [] : (byRow.get(former) ?? [])
    name = former ?? name
    return [{ ...entry, changes: [...before, ...own] }]
  })
}

function changesByRow({ changes }: AuditEntryView): ReadonlyMap<string, readonly FieldChange[]> {
  const rows = new Map<string, FieldChange[]>()
  for (const change of changes) {
    const row = fieldPlaceOf(change.pointer)?.row ?? null
    if (row === null) continue
    const known = rows.get(row)
    if (known === undefined) rows.set(row, [change])
    else known.push(change)
  }
  return rows
}

/** Under what name the row stood before this entry, where the entry gave it its present one. */
function formerName(
  byRow: ReadonlyMap<string, readonly FieldChange[]>,
  name: string,
): string | null {
  const own = byRow.get(name) ?? []
  if (!own.every(({ before, redacted }) => before === null && redacted.length === 0)) return null
  const values = new Map(own.map(({ item, after }) => [item, after]))
  const candidates = [...byRow].flatMap(([other, changes]) => {
    const vanished = other !== name && changes.every(({ after }) => after === null)
    const kept = changes.filter(({ item, before }) => values.get(item) === before).length
    return vanished && kept > 0 ? [{ other, kept }] : []
  })
  const [best] = candidates.sort((a, b) => b.kept - a.kept)
  return best?.other ?? null
}
