import type { FormDefinition, ItemDefinition, RowValues } from '../forms/define.ts'
import { groupRowOf } from '../forms/verified-content.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { CheckPlace, CheckRecord } from './define.ts'

/** The place of an item: of the record's own items, or of a row of its group. */
export function placeOf(
  form: FormDefinition,
  record: CheckRecord,
  item: string,
  rowIndex: number | null,
): CheckPlace {
  const { visit, rowKey } = record
  const row: RowValues | undefined = rowIndex === null ? undefined : record.values.rows[rowIndex]
  const groupRow =
    row === undefined || rowIndex === null
      ? ''
      : groupRowOf(form.group?.identity ?? [], row) || String(rowIndex + 1)
  const base = rowIndex === null ? '/items' : `/rows/${rowIndex}`
  const pointer = item === '' ? base.replace('/items', '') : `${base}/${item}`
  return { form: form.key, visit, rowKey, groupRow, item, pointer }
}

/** Where a sentence stands, and the forms whose items it may name. */
interface SpokenOf {
  readonly form: FormDefinition
  readonly item: string
  readonly forms: ReadonlyMap<string, FormDefinition>
}

/**
 * A sentence with its values filled in; one that is not known shows as a dash, and dates as each
 * language writes them:
 * - `{{AEOUT}}`: the name of an item of the form reads as its answer; other names as their text
 * - `{{action|AEACN}}`: reads as an answer of that item, of this form or else another
 * - `{{value|item}}`: reads as an answer of the item where it fired
 * - `{{AETOXGR|code}}`: the code alone
 * - `{{item}}`: the label of the item where it fired
 */
export function filled(
  message: Bilingual,
  values: Readonly<Record<string, string>>,
  of: SpokenOf,
): Bilingual {
  return { en: filledIn('en', message.en, values, of), zh: filledIn('zh', message.zh, values, of) }
}

function filledIn(
  language: keyof Bilingual,
  text: string,
  values: Readonly<Record<string, string>>,
  of: SpokenOf,
): string {
  return text.replace(/\{\{(\w+)(?:\|(\w+))?\}\}/g, (_whole, name: string, as?: string) => {
    if (name === 'item') return itemOf(of.form, of.item)?.label[language] ?? '–'
    const value = values[name] ?? ''
    if (value === '') return '–'
    const answer = answerOf(itemRead(name, as, of), value)?.[language]
    return answer ?? (language === 'zh' ? numericDates(value) : value)
  })
}

/** The item as whose answer a value reads; none where the code alone is asked. */
function itemRead(name: string, as: string | undefined, of: SpokenOf): ItemDefinition | undefined {
  if (as === 'code') return undefined
  return itemNamed(as === 'item' ? of.item : (as ?? name), of)
}

/** An item of the form, else the first of that name in another one. */
function itemNamed(key: string, { form, forms }: SpokenOf): ItemDefinition | undefined {
  const own = itemOf(form, key)
  if (own !== undefined) return own
  for (const other of forms.values()) {
    const item = itemOf(other, key)
    if (item !== undefined) return item
  }
  return undefined
}

function answerOf(item: ItemDefinition | undefined, value: string): Bilingual | undefined {
  return item?.kind === 'code' ? item.codes.find((code) => code.value === value)?.label : undefined
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')

/** `04 AUG 2023` as `2023-08-04`; `AUG 2023`, with or without `UN` before it, as `2023-08`. */
function numericDates(text: string): string {
  return text.replace(
    /\b(?:UN |(\d{2}) )?([A-Z]{3}) (\d{4})\b/g,
    (whole, day: string | undefined, name: string, year: string) => {
      const month = MONTHS.indexOf(name) + 1
      if (month === 0) return whole
      return [year, String(month).padStart(2, '0'), ...(day === undefined ? [] : [day])].join('-')
    },
  )
}

/** An item of a form or of its group, by its key. */
function itemOf(form: FormDefinition, key: string): ItemDefinition | undefined {
  return itemsOf(form).get(key)
}

/** The first of a key counts. */
const itemsOf = oncePer(({ items, group }: FormDefinition) => {
  const all = [...items, ...(group?.items ?? [])]
  return new Map(all.toReversed().map((item) => [item.key, item]))
})
