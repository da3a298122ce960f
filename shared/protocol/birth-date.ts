import { z } from 'zod'
import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import { SUBJECT_FORM } from '../trial/layout.ts'
import type { ProtocolDefinition } from './define.ts'

/** How much of the birth date a study collects; `age`: none of it, but the age at consent. */
export const birthDateLimitSchema = z.enum(['day', 'month', 'year', 'age'])
export type BirthDateLimit = z.output<typeof birthDateLimitSchema>

/**
 * A definition that collects no more of the birth date than the limit says: the form takes no more,
 * and files hold no more. @source R3 3.16.1(t); PR-02
 */
export function limitBirthDate(
  definition: ProtocolDefinition,
  limit: BirthDateLimit,
): ProtocolDefinition {
  if (limit === 'day') return definition
  const change = limit === 'age' ? askedAge : (item: ItemDefinition) => cut(item, limit)
  return {
    ...definition,
    forms: definition.forms.map((form) =>
      form.key === SUBJECT_FORM ? varied(form, change) : form,
    ),
  }
}

function varied(
  form: FormDefinition,
  change: (item: ItemDefinition) => ItemDefinition,
): FormDefinition {
  return { ...form, items: form.items.map(change) }
}

function cut(item: ItemDefinition, atMost: 'year' | 'month'): ItemDefinition {
  return item.key === 'BRTHDAT' && item.kind === 'date' ? { ...item, atMost } : item
}

/** The birth date keeps its place in the file and is not asked; the age is typed, no longer derived. */
function askedAge(item: ItemDefinition): ItemDefinition {
  if (item.key === 'BRTHDAT') return { ...item, hidden: true, required: false }
  if (item.key !== 'AGE') return item
  const { key, label, sdtm } = item
  const asked = { key, label, kind: 'integer', required: true, min: 18, max: 100 } as const
  return sdtm === undefined ? asked : { ...asked, sdtm }
}
