import { filled } from '../checks/fired.ts'
import { shownDate } from '../checks/variables.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { FailedCheck } from './edit-checks.ts'
import type { FormDefinition, RowValues } from './define.ts'

/** The sentence of a form's check that failed, with the answers it names filled in. */
export function sentenceOf(
  { check, items }: Pick<FailedCheck, 'check' | 'items'>,
  form: FormDefinition,
  row: RowValues,
  formItems: RowValues,
): Bilingual {
  const all = { ...formItems, ...row }
  const values = Object.fromEntries(
    Object.entries(all).map(([key, value]) => [key, shownDate(value)]),
  )
  const forms = new Map([[form.key, form]])
  return filled(check.message, values, { form, item: items[0] ?? '', forms })
}
