import type { Bilingual } from '../kernel/bilingual.ts'
import { reasonKey, type FormDefinition, type ItemDefinition } from './define.ts'

const REASON = reasonKey('')

/** Readable name of a stored item, of the reason of an empty one too; its key where the form does not know it. */
export function labelOfItem(form: FormDefinition | undefined, item: string): Bilingual {
  const label = itemOf(form, item)?.label ?? { en: questionOf(item), zh: questionOf(item) }
  if (!isReasonItem(item)) return label
  return { en: `${label.en}: reason`, zh: `${label.zh}：原因` }
}

/** The question that a stored item belongs to; undefined where the form has none of that name. */
export function itemOf(form: FormDefinition | undefined, item: string): ItemDefinition | undefined {
  const key = questionOf(item)
  return [...(form?.items ?? []), ...(form?.group?.items ?? [])].find((one) => one.key === key)
}

/** Whether the item holds the reason why another one is empty. */
export function isReasonItem(item: string): boolean {
  return item.endsWith(REASON)
}

function questionOf(item: string): string {
  return isReasonItem(item) ? item.slice(0, -REASON.length) : item
}
