import type { Study } from '../../shared/api/routes/studies.ts'
import type { AuditEntryView } from '../../shared/api/routes/subjects.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
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

/** The value on one side of a change; a redacted one is named as such. */
export function sideText(
  { item, redacted, ...sides }: FieldChange,
  side: 'before' | 'after',
  { t }: Texts,
): string | null {
  if (redacted.includes(side)) return t('redact.done')
  const named = item === 'completeness' ? COMPLETENESS[sides[side] ?? ''] : undefined
  return named === undefined ? sides[side] : t(named)
}

/** The name of the field that a change is about. */
export function fieldText(
  study: Study,
  entry: AuditEntryView,
  { item }: FieldChange,
  texts: Texts,
): string {
  const form = entry.form === null ? undefined : findForm(study, entry.form)
  return knownText(texts, `field.${item}`, texts.say(itemLabel(form, item)))
}

/** All changes of an entry as one text: `Weight 70 → 71; Height 170`. */
export function changesText(study: Study, entry: AuditEntryView, texts: Texts): string {
  return entry.changes
    .map((change) => {
      const before = sideText(change, 'before', texts)
      const after = sideText(change, 'after', texts) ?? NOTHING
      const sides = before === null ? after : `${before} → ${after}`
      return `${fieldText(study, entry, change, texts)} ${sides}`
    })
    .join('; ')
}
