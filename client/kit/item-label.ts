import type { FormDefinition } from '../../shared/forms/define.ts'
import { labelOfItem } from '../../shared/forms/label-of-item.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'

/** Readable name of an item in the trail; the item's own key where the form does not know it. */
export function itemLabel(form: FormDefinition | undefined, item: string): Bilingual {
  return labelOfItem(form, item)
}
