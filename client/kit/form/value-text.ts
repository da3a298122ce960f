import type { ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { shownValue } from '../../../shared/forms/shown-value.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'

/** A stored value as a table shows it: codes by their labels, dates in the reader's way, reasons in brackets. */
export function valueText(item: ItemDefinition, row: RowValues, language: Language): string {
  return shownValue(item, row, language)
}
