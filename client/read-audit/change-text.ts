import type { Study } from '../../shared/api/routes/studies.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { fieldPlaceOf } from '../../shared/casebook/value-note.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { isReasonItem, itemOf } from '../../shared/forms/label-of-item.ts'
import { codeWords, reasonWords } from '../../shared/forms/shown-value.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { fieldKey } from '../../shared/trail/field-key.ts'
import { NOTHING } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import { findForm } from '../kit/subject-data.ts'
import { isTextKey, type Texts } from '../kit/texts.ts'

type FieldChange = AuditEntryView['changes'][number]

/** The sentence of a key that came from outside; else what came. */
export function knownText({ t }: Texts, key: string, otherwise: string): string {
  return isTextKey(key) ? t(key) : otherwise
}

/** What the product itself says of a record, in words; all else is shown as it is stored. */
const COMPLETENESS: Readonly<Record<string, TextKey>> = {
  complete: 'book.complete',
  partial: 'book.partial',
}

/** The value on one side of a change, a code with what it means; a redacted one is named as such. */
export function sideText(
  study: Study,
  entry: AuditEntryView,
  { change, side }: { readonly change: FieldChange; readonly side: 'before' | 'after' },
  { t, say }: Texts,
): string | null {
  const { item, redacted } = change
  if (redacted.includes(side)) return t('redact.done')
  const value = change[side]
  if (value === null || value === '') return value
  const named = item === 'completeness' ? COMPLETENESS[value] : undefined
  if (named !== undefined) return t(named)
  const form = entry.form === null ? undefined : findForm(study, entry.form)
  const question = itemOf(form, item)
  if (question === undefined) return value
  return isReasonItem(item) ? say(reasonWords(value)) : valueWords(question, value, say)
}

/** A stored value as people read it: a code with its meaning, a number with its unit. */
function valueWords(question: ItemDefinition, value: string, say: Texts['say']): string {
  if (question.kind === 'code') return codeText(say(codeWords(question.codes, value)), value)
  return 'unit' in question ? `${value} ${question.unit}` : value
}

function codeText(label: string, code: string): string {
  return label === code ? code : `${label} [${code}]`
}

/** The name of the field that a change is about, with the row that it stands in. */
export function fieldText(
  study: Study,
  entry: AuditEntryView,
  change: FieldChange,
  texts: Texts,
): string {
  const form = entry.form === null ? undefined : findForm(study, entry.form)
  const name = knownText(texts, fieldKey(change), texts.say(itemLabel(form, change.item)))
  const row = fieldPlaceOf(change.pointer)?.row ?? null
  return row === null ? name : `${row} · ${name}`
}

/** All changes of an entry as one text: `Weight 70 → 71; Height 170`. */
export function changesText(study: Study, entry: AuditEntryView, texts: Texts): string {
  return entry.changes
    .map((change) => {
      const before = sideText(study, entry, { change, side: 'before' }, texts)
      const after = sideText(study, entry, { change, side: 'after' }, texts) ?? NOTHING
      const sides = before === null ? after : `${before} → ${after}`
      return `${fieldText(study, entry, change, texts)} ${sides}`
    })
    .join('; ')
}
