import { parseTenths, toMillimetres } from '../../shared/kernel/number-text.ts'
import type { DiameterColumn } from './cell-entry.ts'
import { BASELINE, type Ledger } from './ledger.ts'

/** Lengths of one lesion before an assessment, mm; null where nothing was measured. */
export interface LesionReferences {
  readonly baseline: number | null
  /** The smallest, baseline included. */
  readonly nadir: number | null
  readonly previous: number | null
}

/** What stands beside the box of a lesion at a visit: its lengths before, as they stand in the boxes. */
export function referencesOf(
  { columns }: Ledger,
  { lesion, visit, column }: { lesion: string; visit: string; column: DiameterColumn },
): LesionReferences | null {
  if (visit === BASELINE) return null
  const inTime = timed(columns)
  const here = inTime.findIndex((one) => one.visit === visit)
  const lengths = inTime.slice(0, here).flatMap((one) =>
    (one.rows.get(lesion) ?? []).flatMap((row) => {
      const tenths = row['TRSTAT'] === 'NOT DONE' ? null : parseTenths(row[column] ?? '')
      return tenths === null ? [] : [{ visit: one.visit, mm: toMillimetres(tenths) }]
    }),
  )
  if (lengths.length === 0) return null
  return {
    baseline: lengths.find((one) => one.visit === BASELINE)?.mm ?? null,
    nadir: Math.min(...lengths.map(({ mm }) => mm)),
    previous: lengths.at(-1)?.mm ?? null,
  }
}

/** Assessments in time order, baseline first; one without a date keeps its place in the schedule. */
function timed(columns: Ledger['columns']): Ledger['columns'] {
  let last = ''
  return columns
    .map((column) => {
      const own = column.scanDate ?? ''
      const date = own === '' ? (column.date ?? last) : own
      last = date > last ? date : last
      return { column, at: column.visit === BASELINE ? '' : date }
    })
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .map(({ column }) => column)
}
