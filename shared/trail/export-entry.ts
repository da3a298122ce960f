import type { AuditEntryView } from '../api/routes/trail.ts'
import { fieldPlaceOf } from '../casebook/value-note.ts'
import type { FormDefinition } from '../forms/define.ts'
import { isReasonItem, itemOf, labelOfItem } from '../forms/label-of-item.ts'
import { codeWords, reasonWords } from '../forms/shown-value.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { momentText } from '../kernel/time-zone.ts'
import { inBothLanguages } from '../texts/speaker.ts'
import { fieldKey } from './field-key.ts'

/** A stored word with its meaning in both languages. */
interface Meant extends Bilingual {
  readonly code: string
}

/** One side of a change: the text as it is stored, and what it means where it is a code. */
interface Side {
  readonly value: string | null
  readonly meaning: Bilingual | null
  /** The text is hidden by a redaction, and null here. */
  readonly redacted: boolean
}

interface ExportedChange {
  readonly pointer: string
  /** The row inside the form's group; empty outside one. */
  readonly row: string
  readonly item: string
  readonly label: Bilingual
  readonly unit: string | null
  readonly before: Side
  readonly after: Side
}

/** An entry of the trail as it leaves: with labels beside codes, and local time beside UTC. */
export interface ExportedEntry {
  readonly seq: number
  readonly at: string
  /** The same moment as clocks at the site show it, with the zone; in UTC where there is no site. */
  readonly atSite: string
  readonly timeZone: string
  readonly username: string
  readonly displayName: string
  readonly role: Meant | null
  readonly origin: Meant
  readonly act: Meant
  readonly site: string | null
  readonly subjid: string | null
  readonly visit: string | null
  readonly form: Meant | null
  readonly entity: string
  readonly entityId: string
  readonly changes: readonly ExportedChange[]
  readonly reason: string | null
  readonly reasonRedacted: boolean
  readonly enteredAt: string | null
  readonly previousHash: string
  readonly hash: string
}

interface Of {
  readonly view: AuditEntryView
  readonly previousHash: string
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** IANA name. */
  readonly timeZone: string
}

/** An entry with everything that lets it be read without the product. @source AT-09, AT-11, X3 */
export function exportedEntry({ view, previousHash, forms, timeZone }: Of): ExportedEntry {
  const { seq, at, username, displayName, role, site, subjid, visit, entity, entityId } = view
  const form = view.form === null ? undefined : forms.get(view.form)
  return {
    ...{ seq, at, atSite: momentText(at, timeZone), timeZone, username, displayName },
    role: role === null ? null : meant(`role.${role}`, role),
    origin: meant(`origin.${view.origin}`, view.origin),
    act: meant(`act.${view.act}`, view.act),
    ...{ site, subjid, visit },
    form: view.form === null ? null : { code: view.form, ...titleOf(form, view.form) },
    ...{ entity, entityId },
    changes: view.changes.map((change) => exportedChange(form, change)),
    reason: view.reason,
    reasonRedacted: view.reasonRedacted,
    enteredAt: view.enteredAt,
    previousHash,
    hash: view.hash,
  }
}

function meant(key: string, code: string): Meant {
  return { code, ...inBothLanguages(key, code) }
}

function titleOf(form: FormDefinition | undefined, key: string): Bilingual {
  return form?.title ?? { en: key, zh: key }
}

function exportedChange(
  form: FormDefinition | undefined,
  change: AuditEntryView['changes'][number],
): ExportedChange {
  const { pointer, item } = change
  const known = labelOfItem(form, item)
  const question = itemOf(form, item)
  const isFieldOfForm = question !== undefined
  const unit = isFieldOfForm && 'unit' in question && !isReasonItem(item) ? question.unit : null
  return {
    pointer,
    row: fieldPlaceOf(pointer)?.row ?? '',
    item,
    label: isFieldOfForm ? known : inBothLanguages(fieldKey(change), item),
    unit: unit ?? null,
    before: sideOf(form, change, 'before'),
    after: sideOf(form, change, 'after'),
  }
}

function sideOf(
  form: FormDefinition | undefined,
  change: AuditEntryView['changes'][number],
  side: 'before' | 'after',
): Side {
  const value = change[side]
  return {
    value,
    meaning: value === null || value === '' ? null : meaningOf(form, change.item, value),
    redacted: change.redacted.includes(side),
  }
}

function meaningOf(
  form: FormDefinition | undefined,
  item: string,
  value: string,
): Bilingual | null {
  const question = itemOf(form, item)
  if (question === undefined) return null
  if (isReasonItem(item)) return reasonWords(value)
  return question.kind === 'code' ? codeWords(question.codes, value) : null
}
