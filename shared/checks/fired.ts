import type { FormDefinition, ItemDefinition, RowValues } from '../forms/define.ts'
import { groupRowOf } from '../forms/verified-content.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
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

/**
 * A sentence with its {{values}} filled in. A value that is not known shows as a dash; a code of the
 * item that fired shows as its answer reads, and dates as each language writes them.
 */
export function filled(
  message: Bilingual,
  values: Readonly<Record<string, string>>,
  item: ItemDefinition | undefined,
): Bilingual {
  const fill = (text: string, read: (value: string) => string): string =>
    text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name] ?? ''
      return value === '' ? '–' : read(value)
    })
  return {
    en: fill(message.en, (value) => answerOf(item, value)?.en ?? value),
    zh: fill(message.zh, (value) => answerOf(item, value)?.zh ?? numericDates(value)),
  }
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
export function itemOf(form: FormDefinition, key: string): ItemDefinition | undefined {
  return [...form.items, ...(form.group?.items ?? [])].find((item) => item.key === key)
}
