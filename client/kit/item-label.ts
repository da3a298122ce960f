import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'

const REASON = '_REASND'

/** Readable name of an item in the trail; the item's own key where the form does not know it. */
export function itemLabel(form: FormDefinition | undefined, item: string): Bilingual {
  const isReason = item.endsWith(REASON)
  const key = isReason ? item.slice(0, -REASON.length) : item
  const found = [...(form?.items ?? []), ...(form?.group?.items ?? [])].find(
    (candidate) => candidate.key === key,
  )
  const label = found?.label ?? { en: key, zh: key }
  return isReason ? { en: `${label.en}: reason`, zh: `${label.zh}：原因` } : label
}
