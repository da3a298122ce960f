import type {
  FormDefinition,
  FormValues,
  ItemDefinition,
  RowValues,
} from '../../../shared/forms/define.ts'
import type { Bilingual } from '../../../shared/kernel/bilingual.ts'

/** One field on which two savers differ; empty text = not recorded. */
export interface Difference {
  readonly pointer: string
  readonly label: Bilingual
  /** Row of the group, counted from 1; null: an item of the form itself. */
  readonly row: number | null
  readonly stored: string
  readonly mine: string
}

/** The fields in which what is stored now differs from what is in the boxes. */
export function differencesOf(
  form: FormDefinition,
  stored: FormValues,
  mine: FormValues,
): readonly Difference[] {
  const ofItems = rowDifferences(form.items, stored.items, mine.items, null)
  const rows = Math.max(stored.rows.length, mine.rows.length)
  const ofRows = Array.from({ length: rows }, (_, at) =>
    rowDifferences(form.group?.items ?? [], stored.rows[at] ?? {}, mine.rows[at] ?? {}, at + 1),
  )
  return [...ofItems, ...ofRows.flat()]
}

function rowDifferences(
  items: readonly ItemDefinition[],
  stored: RowValues,
  mine: RowValues,
  row: number | null,
): readonly Difference[] {
  const labels = new Map(items.map(({ key, label }) => [key, label]))
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(mine)])]
  return keys
    .filter((key) => (stored[key] ?? '') !== (mine[key] ?? ''))
    .map((key) => ({
      pointer: row === null ? `/items/${key}` : `/rows/${row - 1}/${key}`,
      label: labels.get(key) ?? { en: key, zh: key },
      row,
      stored: stored[key] ?? '',
      mine: mine[key] ?? '',
    }))
}
