import {
  MISSING_REASONS,
  reasonKey,
  type FormDefinition,
  type FormValues,
  type ItemDefinition,
  type MissingReason,
} from './define.ts'
import { isShown } from './show-if.ts'

/**
 * The form says that what it asks for was not done: by its own question, or by reasons alone of which
 * one is NOT DONE.
 */
export function isNotDone(form: FormDefinition, { items, rows }: FormValues): boolean {
  if (form.performed !== undefined && items[form.performed.item] === 'N') return true
  const filled = Object.entries(items).filter(([, value]) => value !== '')
  return (
    rows.length === 0 &&
    filled.every(([key]) => key.endsWith(reasonKey(''))) &&
    filled.some(([, reason]) => reason === 'NOT DONE')
  )
}

/**
 * A whole form can be left empty with one reason: one that is filled once for a subject and has
 * nothing but items of its own. Forms of visits ask themselves whether they were done.
 */
export function mayBeLeftWhole(form: FormDefinition): boolean {
  return form.scope === 'subject' && form.performed === undefined && form.group === undefined
}

/** The values of a form left empty as a whole: the reason stands at every question asked. */
export function leftWhole(form: FormDefinition, reason: MissingReason): FormValues {
  const items = askedWhenEmpty(form).map(({ key }) => [reasonKey(key), reason] as const)
  return { items: Object.fromEntries(items), rows: [] }
}

/** The one reason why the whole form is empty; `null` where it holds anything else. */
export function reasonOfWhole(form: FormDefinition, values: FormValues): MissingReason | null {
  if (!mayBeLeftWhole(form)) return null
  const found = new Set(Object.values(values.items).filter((text) => text !== ''))
  const asked = askedWhenEmpty(form)
  if (found.size !== 1 || asked.length === 0) return null
  const reason = MISSING_REASONS.find((one) => found.has(one))
  const isWhole = asked.every(({ key }) => values.items[reasonKey(key)] === reason)
  return reason !== undefined && isWhole ? reason : null
}

function askedWhenEmpty(form: FormDefinition): readonly ItemDefinition[] {
  return form.items.filter((item) => item.derivation === undefined && isShown(item, {}, {}))
}
