import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { termWords } from '../../../shared/safety/term-words.ts'
import { NOTHING } from '../format.ts'
import { sizeOf, type TableColumn } from '../table/columns.ts'
import { valueText } from './value-text.ts'

/** The column of one item of a form, over its records: numbers and dates by what they mean. */
export function itemColumn(
  item: ItemDefinition,
  head: string,
  language: Language,
): TableColumn<RecordView> {
  const { key, kind } = item
  const stored = (record: RecordView): string => record.values.items[key] ?? ''
  return {
    key,
    head,
    value: (record) => {
      if (kind === 'term') return termText(stored(record), language)
      const text = valueText(item, record.values.items, language)
      return text === NOTHING ? null : text
    },
    ...(isNumeric(item) ? { numeric: true, order: (record) => sizeOf(stored(record)) } : {}),
    ...(kind === 'date' ? { order: stored } : {}),
    ...(kind === 'code' ? { code: stored } : {}),
  }
}

export function isNumeric({ kind }: ItemDefinition): boolean {
  return kind === 'integer' || kind === 'number'
}

/** In Chinese the name of the term with the coded one, so that either is found. */
function termText(term: string, language: Language): string | null {
  const name = termWords(term)[language]
  if (name === '') return null
  return name === term ? term : `${name} ${term}`
}
