import type { FormDefinition, ItemDefinition, RowValues } from '../forms/define.ts'
import type { RuleType } from '../forms/compile-rule.ts'
import { isPartialDateText, parsePartialDate } from '../kernel/dates.ts'
import { toDateEcho } from '../forms/date-entry.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import type { CheckValue } from './define.ts'

/**
 * Names a rule may use for the items of a form:
 * - `ITEM`: a number; of a date the first day it may mean; else the text (empty where none)
 * - `ITEM_max`: the last day a date may mean
 * - `T_ITEM`: the text of a number or a date (empty where none)
 */
export function itemNames(form: FormDefinition): ReadonlyMap<string, RuleType> {
  const names = new Map<string, RuleType>()
  for (const item of [...form.items, ...(form.group?.items ?? [])]) {
    const kind = isNumeric(item) ? 'number' : item.kind === 'date' ? 'date' : 'text'
    names.set(item.key, kind === 'text' ? 'text' : 'number')
    if (kind === 'date') names.set(`${item.key}_max`, 'number')
    if (kind !== 'text') names.set(`T_${item.key}`, 'text')
  }
  return names
}

function isNumeric(item: ItemDefinition): boolean {
  return item.kind === 'number' || item.kind === 'integer'
}

/** The value of such a name in a row; null where no item bears it. */
export function itemValue(
  form: FormDefinition,
  row: RowValues,
  formItems: RowValues,
  name: string,
): CheckValue | null {
  const item = itemNamed(form, name)
  if (item === undefined) return null
  const text = row[item.key] ?? formItems[item.key] ?? ''
  if (name.startsWith('T_') && item.key !== name)
    return { value: text, text: shownText(item, text) }
  if (item.kind === 'date') return dateValue(text, name.endsWith('_max'))
  if (isNumeric(item)) return { value: parseNumberText(text)?.value, text }
  return { value: text, text: shownText(item, text) }
}

/** The item that such a name stands for. */
export function itemNamed(form: FormDefinition, name: string): ItemDefinition | undefined {
  const plain = name.replace(/^T_/, '').replace(/_max$/, '')
  return itemOf(form, name) ?? itemOf(form, plain)
}

function itemOf(form: FormDefinition, key: string): ItemDefinition | undefined {
  return form.items.find((item) => item.key === key) ?? form.group?.items.find((i) => i.key === key)
}

function dateValue(text: string, last: boolean): CheckValue {
  const date = parsePartialDate(text)
  const value = date === null ? undefined : last ? date.latest : date.earliest
  return { value, text: shownDate(text) }
}

/** A date as forms show it: `10 MAR 2024`, `UN MAR 2024`. */
export function shownDate(text: string): string {
  return isPartialDateText(text) ? toDateEcho(text) : text
}

function shownText(item: ItemDefinition, text: string): string {
  return item.kind === 'date' ? shownDate(text) : text
}
