import { reasonKey, type RowValues } from '../../shared/forms/define.ts'
import { withEntry } from './ledger-edits.ts'
import type { CellProps } from './ledger-props.ts'
import { useBox, type Box } from './use-box.ts'

/** Every value that a box of a lesion may change, and the reason why it is empty. */
const CHANGED = ['LDIAM', 'VDIAM', 'SAXIS', 'TRSPLIT', 'TRMERGE', 'TRSTAT', 'TUMSTATE', 'VTUMSTATE']
const KEPT = [...CHANGED.flatMap((key) => [key, reasonKey(key)]), 'TRDAT']

/** A box for one value of a lesion at an assessment. */
export function useLesionBox(
  { column, lesion, row, onEdits, field }: CellProps & { readonly field: string },
  shown: string,
  read: (text: string) => RowValues | null,
): Box {
  const place = { lesion: lesion.id, field }
  const enter = (change: RowValues, fault: string | null): void => {
    onEdits((edits) => withEntry(edits, column, { place, change, fault }))
  }
  const ofBox = column.faults.find((one) => one.lesion === lesion.id && one.field === field)
  return useBox<RowValues, RowValues>({
    shown,
    fault: ofBox?.text ?? null,
    read,
    current: Object.fromEntries(KEPT.map((key) => [key, row[key] ?? ''])),
    onTyped: ({ before, change, text }) => {
      if (change === null) enter(before, text)
      else enter({ ...before, ...dateFor(column, before), ...change, ...answered(change) }, null)
    },
    onTakenBack: (before) => {
      enter(before, null)
    },
  })
}

/** A value that is there needs no reason why it is not. */
function answered(change: RowValues): RowValues {
  const filled = Object.keys(change).filter((key) => change[key] !== '')
  return Object.fromEntries(filled.map((key) => [reasonKey(key), '']))
}

/** A new row bears the date of the others of its assessment, else that of the visit. */
function dateFor({ scanDate, date }: CellProps['column'], before: RowValues): RowValues {
  if ((before['TRDAT'] ?? '') !== '') return {}
  const known = scanDate === null || scanDate === '' ? (date ?? '') : scanDate
  return known === '' ? {} : { TRDAT: known }
}
