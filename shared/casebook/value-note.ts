import type { AuditEntryView } from '../api/routes/trail.ts'
import { reasonKey } from '../forms/define.ts'

/** A field of a record: an item of its own, or of the row of that name. */
export interface FieldPlace {
  readonly row: string | null
  readonly item: string
}

/** One change of a field after the record was first saved. */
export interface ValueStep {
  /** The reason of an empty item changed, not its value. */
  readonly ofReason: boolean
  /** null: there was (is) nothing, or the text was redacted. */
  readonly before: string | null
  readonly after: string | null
  readonly redacted: readonly ('before' | 'after')[]
  readonly entry: AuditEntryView
}

/** The footnote of a changed field: its number within the record, and its changes, the first one first. */
export interface ValueNote extends FieldPlace {
  readonly number: number
  readonly steps: readonly ValueStep[]
}

export interface RecordNotes {
  readonly values: readonly ValueNote[]
  /** Entries after the first one that changed no value: a removal, a review reopened. */
  readonly entries: readonly AuditEntryView[]
}

/**
 * What was changed in a record after its first entry. `history` holds the entries of this record, the
 * first one first. @source EX-02: a changed field bears a mark and its former value
 */
export function recordNotes(history: readonly AuditEntryView[]): RecordNotes {
  const byField = new Map<string, { readonly place: FieldPlace; readonly steps: ValueStep[] }>()
  const entries: AuditEntryView[] = []
  for (const entry of history.slice(1)) {
    const found = entry.changes.flatMap((change) => stepOf(change, entry) ?? [])
    if (found.length === 0) entries.push(entry)
    for (const { place, step } of found) {
      const field = `${place.row ?? ''}\u0000${place.item}`
      const known = byField.get(field)
      if (known === undefined) byField.set(field, { place, steps: [step] })
      else known.steps.push(step)
    }
  }
  const values = [...byField.values()].map(({ place, steps }, at) => ({
    ...place,
    number: at + 1,
    steps,
  }))
  return { values, entries }
}

interface FoundStep {
  readonly place: FieldPlace
  readonly step: ValueStep
}

/** null for what is no value: completeness, version, the mark of a removal. */
function stepOf(
  { pointer, before, after, redacted }: AuditEntryView['changes'][number],
  entry: AuditEntryView,
): FoundStep | null {
  const place = fieldPlaceOf(pointer)
  if (place === null) return null
  const suffix = reasonKey('')
  const ofReason = place.item.endsWith(suffix)
  const item = ofReason ? place.item.slice(0, -suffix.length) : place.item
  return { place: { ...place, item }, step: { ofReason, before, after, redacted, entry } }
}

/** The field of a record that a pointer of the trail names; null for what is no value. */
export function fieldPlaceOf(pointer: string): FieldPlace | null {
  const [, part, ...rest] = pointer.split('/').map(unescaped)
  const [first, second] = rest
  if (first === undefined) return null
  if (part === 'items' && second === undefined) return { row: null, item: first }
  return part === 'rows' && second !== undefined ? { row: first, item: second } : null
}

/** @source RFC 6901, section 4 */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}
