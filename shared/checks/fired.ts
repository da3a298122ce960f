import type { FormDefinition, RowValues } from '../forms/define.ts'
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

/** A sentence with its {{values}} filled in. A value that is not known shows as a dash. */
export function filled(message: Bilingual, values: Readonly<Record<string, string>>): Bilingual {
  const fill = (text: string): string =>
    text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name] ?? ''
      return value === '' ? '–' : value
    })
  return { en: fill(message.en), zh: fill(message.zh) }
}
