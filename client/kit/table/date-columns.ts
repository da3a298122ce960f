import type { Language } from '../../../shared/kernel/bilingual.ts'
import { formatDate, formatTime } from '../format.ts'
import type { TableColumn } from './columns.ts'

interface DateColumn<Row> extends Pick<TableColumn<Row>, 'key' | 'head'> {
  readonly of: (row: Row) => string | null | undefined
}

/** A column of clinical dates, whole or partial: read as the language writes them, in order of the calendar. */
export function dateColumn<Row>(
  { key, head, of }: DateColumn<Row>,
  language: Language,
): TableColumn<Row> {
  const held = (row: Row): string | null => of(row) ?? null
  return {
    key,
    head,
    value: (row) => {
      const date = held(row)
      return date === null || date === '' ? null : formatDate(date, language)
    },
    order: held,
  }
}

/** A column of server times, read in the reader's zone. */
export function timeColumn<Row>({ key, head, of }: DateColumn<Row>): TableColumn<Row> {
  return {
    key,
    head,
    value: (row) => {
      const time = of(row) ?? null
      return time === null ? null : formatTime(time)
    },
    order: (row) => {
      const time = Date.parse(of(row) ?? '')
      return Number.isNaN(time) ? null : time
    },
  }
}
