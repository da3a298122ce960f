import { findCode } from '../forms/find-code.ts'
import type { FormDefinition, ItemDefinition, RowValues } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'

/** A coded answer as its form words it in both languages; the text itself where it has no such code. */
export function codedWords(
  forms: readonly FormDefinition[],
  { form, values }: { readonly form: string; readonly values: RowValues },
  key: string,
): Bilingual {
  const text = values[key] ?? ''
  const item = itemsOf(forms.find((one) => one.key === form)).find((one) => one.key === key)
  const code = item?.kind === 'code' ? findCode(item.codes, text) : null
  return code?.label ?? { en: text, zh: text }
}

function itemsOf(form: FormDefinition | undefined): readonly ItemDefinition[] {
  return form === undefined ? [] : [...form.items, ...(form.group?.items ?? [])]
}

/** The same; null where nothing was answered. */
export function codedWordsOrNull(
  forms: readonly FormDefinition[],
  of: { readonly form: string; readonly values: RowValues },
  key: string,
): Bilingual | null {
  return (of.values[key] ?? '') === '' ? null : codedWords(forms, of, key)
}

/** Text that is the same in both languages. */
export function same(of: string): Bilingual {
  return { en: of, zh: of }
}
